import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import {
  bytes,
  idOf,
  maxBytes,
  origin,
  owner,
  sha256,
  type UploadsBench,
  uploadsOfFile,
} from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

/** Gives its bytes in pieces, each when the one before was taken, then breaks as a lost connection does. */
const breaking = (content: Uint8Array) => {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      if (at === content.length) controller.error(new Error("connection reset"));
      else controller.enqueue(content.slice(at, at + 20_000));
      at += 20_000;
    },
  });
};

const pieceOf = (length: number) =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes(length));
      controller.close();
    },
  });

test("a body that breaks: what came is durable, and HEAD says how much", async () => {
  const whole = bytes(3_000_000);
  const at = await bench.createFor(whole, sha256(whole));
  const broken = await bench.patch(at, 0, breaking(whole.slice(0, 2_000_000)), {
    "content-length": "3000000",
  });
  expect(broken.status).toBe(400);
  const kept = await bench.offsetOf(at);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThanOrEqual(2_000_000);
  expect((await bench.patch(at, kept, whole.slice(kept))).status).toBe(204);
  expect((await bench.uploads.get(idOf(at)))?.verified).toBe(true);
});

test("a body shorter than declared that ends as if it were whole counts nothing", async () => {
  const at = await bench.createFor(bytes(1000));
  const answer = await bench.patch(at, 0, bytes(400), { "content-length": "1000" });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: "length_differs" });
  expect(await bench.offsetOf(at)).toBe(0);
});

test("of a longer one, what was acknowledged on the way is kept, and the answer says so", async () => {
  const whole = bytes(20_000_000);
  const at = await bench.createFor(whole);
  const answer = await bench.patch(at, 0, whole.slice(0, 9_000_000), { "content-length": "20000000" });
  expect(await answer.json()).toMatchObject({
    code: "length_differs",
    detail: expect.stringContaining("What was acknowledged is kept; ask for the offset."),
  });
  expect(await bench.offsetOf(at)).toBeGreaterThan(8_000_000);
});

test("a body longer than the upload is refused with 413", async () => {
  const at = await bench.createFor(bytes(1000));
  expect((await bench.patch(at, 0, bytes(1001))).status).toBe(413);
  expect(await bench.offsetOf(at)).toBe(0);
  const lying = (await bench.patch(at, 0, pieceOf(1001), { "content-length": "1000" })).status;
  expect([400, 413]).toContain(lying);
  expect(await bench.offsetOf(at)).toBe(0);
});

test("a wrong offset is 409, more than the server takes 413", async () => {
  const at = await bench.createFor(bytes(1000));
  expect((await bench.patch(at, 5, bytes(10))).status).toBe(409);
  expect(await bench.offsetOf(at)).toBe(0);
  expect((await bench.call("POST", "/api/uploads", { "upload-length": String(maxBytes + 1) })).status).toBe(
    413,
  );
});

test.each([
  ["without a length", 400, "length_missing", { "content-length": null }],
  ["of another type", 415, "not_upload_bytes", { "content-type": "text/csv" }],
  ["packed", 415, "content_encoded", { "content-encoding": "gzip" }],
  ["of another version of the protocol", 412, "tus_version", { "tus-resumable": "0.9.0" }],
  ["of no version of the protocol", 412, "tus_version", { "tus-resumable": null }],
])("a chunk %s is %i, and the offset stays", async (_, status, code, headers) => {
  const whole = bytes(100);
  const at = await bench.createFor(whole, sha256(whole));
  const sent = new Headers({
    "tus-resumable": "1.0.0",
    "upload-offset": "0",
    "content-type": "application/offset+octet-stream",
    "content-length": "100",
  });
  for (const [name, value] of Object.entries(headers))
    if (value === null) sent.delete(name);
    else sent.set(name, value);
  const request = new Request(`${origin}${at}`, { method: "PATCH", headers: sent, body: whole });
  const answer = await bench.uploads.handle(request, owner);
  expect(answer.status).toBe(status);
  expect(answer.headers.get("tus-version")).toBe("1.0.0");
  expect(await answer.json()).toMatchObject({ code, status });
  expect(await bench.offsetOf(at)).toBe(0);
});

test("a chunk whose checksum differs is 460 and counts nothing, not even the first 8 MiB of it", async () => {
  const whole = bytes(9 * 1024 * 1024);
  const at = await bench.createFor(whole, sha256(whole));
  const checksum = (of: Uint8Array) => ({
    "upload-checksum": `sha256 ${createHash("sha256").update(of).digest("base64")}`,
  });
  const answer = await bench.patch(at, 0, whole, checksum(whole.slice(1)));
  expect(answer.status).toBe(460);
  expect(await answer.json()).toMatchObject({ code: "checksum_differs" });
  expect(await bench.offsetOf(at)).toBe(0);
  expect((await bench.patch(at, 0, whole, { "upload-checksum": "md5 AAAA" })).status).toBe(400);
  expect((await bench.patch(at, 0, whole, checksum(whole))).status).toBe(204);
  expect(await bench.uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
  const options = await bench.call("OPTIONS", "/api/uploads");
  expect(options.headers.get("tus-extension")).toContain("checksum");
  expect(options.headers.get("tus-checksum-algorithm")).toBe("sha256,sha1");
});

test("with a checksum, a body that breaks counts nothing: nobody can verify a part of it", async () => {
  const whole = bytes(100_000);
  const at = await bench.createFor(whole);
  const headers = { "content-length": "100000", "upload-checksum": `sha1 ${"A".repeat(27)}=` };
  expect((await bench.patch(at, 0, breaking(whole.slice(0, 60_000)), headers)).status).toBe(400);
  expect(await bench.offsetOf(at)).toBe(0);
});
