import { stat } from "node:fs/promises";
import { expect, test } from "vitest";
import { bytes, encode, idOf, owner, sha256, type UploadsBench, uploadsOfFile } from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

test("200 chunks of a few bytes and a body of 3,000 small pieces arrive in their order", async () => {
  const content = bytes(200 * 7);
  const at = await bench.createFor(content, sha256(content));
  for (let chunk = 0; chunk < 200; chunk += 1)
    expect((await bench.patch(at, chunk * 7, content.slice(chunk * 7, chunk * 7 + 7))).status).toBe(204);
  expect(sha256(await bench.contentOf(at))).toBe(sha256(content));
  const whole = bytes(3_000 * 1_000);
  const other = await bench.createFor(whole, sha256(whole));
  let piece = 0;
  const body = new ReadableStream({
    pull(controller) {
      controller.enqueue(whole.slice(piece * 1_000, (piece + 1) * 1_000));
      piece += 1;
      if (piece === 3_000) controller.close();
    },
  });
  const headers = { "content-length": String(whole.length) };
  expect((await bench.patch(other, 0, body, headers)).status).toBe(204);
  expect(sha256(await bench.contentOf(other))).toBe(sha256(whole));
});

test("a file in several requests arrives as it was sent, is sealed and has its hash", async () => {
  const whole = bytes(300_000);
  const at = await bench.createFor(whole, sha256(whole));
  expect((await bench.patch(at, 0, whole.slice(0, 100_000))).headers.get("upload-offset")).toBe("100000");
  const head = await bench.call("HEAD", at);
  expect(head.headers.get("upload-offset")).toBe("100000");
  expect(head.headers.get("upload-length")).toBe("300000");
  expect(head.headers.get("upload-metadata")).toContain(`filename ${encode("a file.csv")}`);
  expect((await bench.uploads.get(idOf(at)))?.status).toBe("receiving");
  expect((await bench.patch(at, 100_000, whole.slice(100_000))).status).toBe(204);
  expect(await bench.uploads.get(idOf(at))).toMatchObject({
    status: "sealed",
    verified: true,
    sha256: sha256(whole),
    file_name: "a file.csv",
    owner_id: owner,
  });
  expect(sha256(await bench.contentOf(at))).toBe(sha256(whole));
  expect((await stat(bench.uploads.pathOf(idOf(at)))).mode & 0o777).toBe(0o600);
  expect(await bench.offsetOf(at)).toBe(300_000);
});

test("without a declared hash it is sealed and not verified", async () => {
  const whole = bytes(10);
  const at = await bench.createFor(whole);
  await bench.patch(at, 0, whole);
  expect(await bench.uploads.get(idOf(at))).toMatchObject({
    status: "sealed",
    verified: false,
    sha256: sha256(whole),
  });
});

test("with the length deferred it is sealed when the length is declared and reached", async () => {
  const whole = bytes(1000);
  const at = await bench.create({ "upload-defer-length": "1" });
  expect((await bench.call("HEAD", at)).headers.get("upload-defer-length")).toBe("1");
  await bench.patch(at, 0, whole.slice(0, 600));
  expect((await bench.patch(at, 600, whole.slice(600), { "upload-length": "1000" })).status).toBe(204);
  expect(await bench.uploads.get(idOf(at))).toMatchObject({
    status: "sealed",
    size_bytes: 1000,
    sha256: sha256(whole),
  });
});

test("a length declared with an empty last request seals what is there", async () => {
  const whole = bytes(600);
  const at = await bench.create({ "upload-defer-length": "1" });
  await bench.patch(at, 0, whole);
  expect((await bench.patch(at, 600, new Uint8Array(), { "upload-length": "600" })).status).toBe(204);
  expect(await bench.uploads.get(idOf(at))).toMatchObject({ status: "sealed", sha256: sha256(whole) });
});

test("an empty file is sealed when it is created", async () => {
  const at = await bench.create({ "upload-length": "0" });
  expect(await bench.uploads.get(idOf(at))).toMatchObject({
    status: "sealed",
    sha256: sha256(new Uint8Array()),
  });
});

test("another hash than the declared one is refused, and the upload is over", async () => {
  const whole = bytes(50);
  const at = await bench.createFor(whole, sha256(bytes(50)));
  const answer = await bench.patch(at, 0, whole);
  expect(answer.status).toBe(422);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(await answer.json()).toMatchObject({ code: "upload_hash_differs", status: 422 });
  expect((await bench.uploads.get(idOf(at)))?.status).toBe("damaged");
  expect((await bench.call("HEAD", at)).status).toBe(410);
});
