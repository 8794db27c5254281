import { createHash, randomBytes } from "node:crypto";
import {
  appendFile,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  statfs,
  symlink,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "kysely";
import { Upload } from "tus-js-client";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { reserveBytes } from "./free-space";
import { findUpload } from "./upload-rows";
import { createUploads, type Uploads } from "./uploads";

/** The vitest default of a second is short on a busy machine. */
const patient = { timeout: 20_000 };

const origin = "http://localhost";
const owner = "person-1";
const maxBytes = 32 * 1024 * 1024;

let database: Database;
let directory: string;
let uploads: Uploads;
let end: () => Promise<void>;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  const opened = openDatabase(url);
  database = opened.database;
  await migrate(database);
  directory = await mkdtemp(path.join(tmpdir(), "uploads-"));
  uploads = createUploads({ database, directory, maxBytes });
  end = async () => {
    await opened.close();
    await drop();
    await rm(directory, { recursive: true });
  };
});
afterAll(() => end());

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const encode = (text: string) => Buffer.from(text).toString("base64");

function call(
  method: string,
  at: string,
  headers: Record<string, string> = {},
  body?: Uint8Array<ArrayBuffer> | ReadableStream,
  person = owner,
): Promise<Response> {
  const init = body === undefined ? {} : { body, duplex: "half" as const };
  const request = new Request(`${origin}${at}`, {
    method,
    headers: { "tus-resumable": "1.0.0", ...headers },
    ...init,
  });
  return uploads.handle(request, person);
}

async function create(headers: Record<string, string>): Promise<string> {
  const answer = await call("POST", "/api/uploads", headers);
  expect(answer.status).toBe(201);
  const location = answer.headers.get("location") ?? "";
  expect(location).toMatch(/^\/api\/uploads\/[A-Za-z0-9_-]{32}$/);
  return location;
}

const createFor = (bytes: Uint8Array, hash?: string) =>
  create({
    "upload-length": String(bytes.length),
    "upload-metadata": `filename ${encode("a file.csv")}${hash ? `,sha256 ${encode(hash)}` : ""}`,
  });

const patch = (
  at: string,
  offset: number,
  body: Uint8Array<ArrayBuffer> | ReadableStream,
  headers: Record<string, string> = {},
) =>
  call(
    "PATCH",
    at,
    {
      "upload-offset": String(offset),
      "content-type": "application/offset+octet-stream",
      ...(body instanceof Uint8Array ? { "content-length": String(body.length) } : {}),
      ...headers,
    },
    body,
  );

const offsetOf = async (at: string) => Number((await call("HEAD", at)).headers.get("upload-offset"));
const idOf = (at: string) => at.replace("/api/uploads/", "");
const contentOf = async (at: string) => readFile(uploads.pathOf(idOf(at)));
const bytes = (length: number) => new Uint8Array(randomBytes(length));
const endless = (first: Uint8Array) =>
  new ReadableStream({
    start: (controller) => controller.enqueue(first),
  });
const pieceOf = (length: number) =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(bytes(length));
      controller.close();
    },
  });
/** Gives its bytes in pieces, each when the one before was taken, then breaks as a lost connection does. */
const breaking = (first: Uint8Array) => {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      if (at === first.length) controller.error(new Error("connection reset"));
      else controller.enqueue(first.slice(at, at + 20_000));
      at += 20_000;
    },
  });
};

describe("receiving", () => {
  test("200 chunks of a few bytes and a body of 3,000 small pieces arrive in their order", async () => {
    const content = bytes(200 * 7);
    const at = await createFor(content, sha256(content));
    for (let chunk = 0; chunk < 200; chunk += 1)
      expect((await patch(at, chunk * 7, content.slice(chunk * 7, chunk * 7 + 7))).status).toBe(204);
    expect(sha256(await contentOf(at))).toBe(sha256(content));
    const whole = bytes(3_000 * 1_000);
    const other = await createFor(whole, sha256(whole));
    let piece = 0;
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(whole.slice(piece * 1_000, (piece + 1) * 1_000));
        piece += 1;
        if (piece === 3_000) controller.close();
      },
    });
    const headers = { "content-length": String(whole.length) };
    expect((await patch(other, 0, body, headers)).status).toBe(204);
    expect(sha256(await contentOf(other))).toBe(sha256(whole));
  });

  test("a file in several requests arrives as it was sent, is sealed and has its hash", async () => {
    const whole = bytes(300_000);
    const at = await createFor(whole, sha256(whole));
    expect((await patch(at, 0, whole.slice(0, 100_000))).headers.get("upload-offset")).toBe("100000");
    const head = await call("HEAD", at);
    expect(head.headers.get("upload-offset")).toBe("100000");
    expect(head.headers.get("upload-length")).toBe("300000");
    expect(head.headers.get("upload-metadata")).toContain(`filename ${encode("a file.csv")}`);
    expect((await uploads.get(idOf(at)))?.status).toBe("receiving");
    expect((await patch(at, 100_000, whole.slice(100_000))).status).toBe(204);
    expect(await uploads.get(idOf(at))).toMatchObject({
      status: "sealed",
      verified: true,
      sha256: sha256(whole),
      file_name: "a file.csv",
      owner_id: owner,
    });
    expect(sha256(await contentOf(at))).toBe(sha256(whole));
    expect((await stat(uploads.pathOf(idOf(at)))).mode & 0o777).toBe(0o600);
    expect(await offsetOf(at)).toBe(300_000);
  });

  test("without a declared hash it is sealed and not verified", async () => {
    const whole = bytes(10);
    const at = await createFor(whole);
    await patch(at, 0, whole);
    expect(await uploads.get(idOf(at))).toMatchObject({
      status: "sealed",
      verified: false,
      sha256: sha256(whole),
    });
  });

  test("with the length deferred it is sealed when the length is declared and reached", async () => {
    const whole = bytes(1000);
    const at = await create({ "upload-defer-length": "1" });
    expect((await call("HEAD", at)).headers.get("upload-defer-length")).toBe("1");
    await patch(at, 0, whole.slice(0, 600));
    expect((await patch(at, 600, whole.slice(600), { "upload-length": "1000" })).status).toBe(204);
    expect(await uploads.get(idOf(at))).toMatchObject({
      status: "sealed",
      size_bytes: 1000,
      sha256: sha256(whole),
    });
  });

  test("a length declared with an empty last request seals what is there", async () => {
    const whole = bytes(600);
    const at = await create({ "upload-defer-length": "1" });
    await patch(at, 0, whole);
    expect((await patch(at, 600, new Uint8Array(), { "upload-length": "600" })).status).toBe(204);
    expect(await uploads.get(idOf(at))).toMatchObject({ status: "sealed", sha256: sha256(whole) });
  });

  test("an empty file is sealed when it is created", async () => {
    const at = await create({ "upload-length": "0" });
    expect(await uploads.get(idOf(at))).toMatchObject({ status: "sealed", sha256: sha256(new Uint8Array()) });
  });

  test("another hash than the declared one is refused, and the upload is over", async () => {
    const whole = bytes(50);
    const at = await createFor(whole, sha256(bytes(50)));
    const answer = await patch(at, 0, whole);
    expect(answer.status).toBe(422);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ code: "upload_hash_differs", status: 422 });
    expect((await uploads.get(idOf(at)))?.status).toBe("damaged");
    expect((await call("HEAD", at)).status).toBe(410);
  });
});

describe("what is not counted", () => {
  test("a body that breaks: what came is durable, and HEAD says how much", async () => {
    const whole = bytes(3_000_000);
    const at = await createFor(whole, sha256(whole));
    const broken = await patch(at, 0, breaking(whole.slice(0, 2_000_000)), { "content-length": "3000000" });
    expect(broken.status).toBe(400);
    const kept = await offsetOf(at);
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThanOrEqual(2_000_000);
    expect((await patch(at, kept, whole.slice(kept))).status).toBe(204);
    expect((await uploads.get(idOf(at)))?.verified).toBe(true);
  });

  test("a body shorter than declared that ends as if it were whole counts nothing", async () => {
    const at = await createFor(bytes(1000));
    const answer = await patch(at, 0, bytes(400), { "content-length": "1000" });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "length_differs" });
    expect(await offsetOf(at)).toBe(0);
  });

  test("of a longer one, what was acknowledged on the way is kept, and the answer says so", async () => {
    const whole = bytes(20_000_000);
    const at = await createFor(whole);
    const answer = await patch(at, 0, whole.slice(0, 9_000_000), { "content-length": "20000000" });
    expect(await answer.json()).toMatchObject({
      code: "length_differs",
      detail: expect.stringContaining("What was acknowledged is kept; ask for the offset."),
    });
    expect(await offsetOf(at)).toBeGreaterThan(8_000_000);
  });

  test("a body longer than the upload is refused with 413", async () => {
    const at = await createFor(bytes(1000));
    expect((await patch(at, 0, bytes(1001))).status).toBe(413);
    expect(await offsetOf(at)).toBe(0);
    const lying = (await patch(at, 0, pieceOf(1001), { "content-length": "1000" })).status;
    expect([400, 413]).toContain(lying);
    expect(await offsetOf(at)).toBe(0);
  });

  test("a wrong offset is 409, an encoded body 415, more than the server takes 413", async () => {
    const at = await createFor(bytes(1000));
    expect((await patch(at, 5, bytes(10))).status).toBe(409);
    expect((await patch(at, 0, bytes(10), { "content-encoding": "gzip" })).status).toBe(415);
    expect(await offsetOf(at)).toBe(0);
    expect((await call("POST", "/api/uploads", { "upload-length": String(maxBytes + 1) })).status).toBe(413);
  });

  test.each([
    ["without a length", 400, "length_missing", { "content-length": null }],
    ["of another type", 415, "not_upload_bytes", { "content-type": "text/csv" }],
    ["packed", 415, "content_encoded", { "content-encoding": "gzip" }],
    ["of another version of the protocol", 412, "tus_version", { "tus-resumable": "0.9.0" }],
    ["of no version of the protocol", 412, "tus_version", { "tus-resumable": null }],
  ])("a chunk %s is %i, and the offset stays", async (_, status, code, headers) => {
    const whole = bytes(100);
    const at = await createFor(whole, sha256(whole));
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
    const answer = await uploads.handle(request, owner);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("tus-version")).toBe("1.0.0");
    expect(await answer.json()).toMatchObject({ code, status });
    expect(await offsetOf(at)).toBe(0);
  });

  test("a chunk whose checksum differs is 460 and counts nothing, not even the first 8 MiB of it", async () => {
    const whole = bytes(9 * 1024 * 1024);
    const at = await createFor(whole, sha256(whole));
    const checksum = (of: Uint8Array) => ({
      "upload-checksum": `sha256 ${createHash("sha256").update(of).digest("base64")}`,
    });
    const answer = await patch(at, 0, whole, checksum(whole.slice(1)));
    expect(answer.status).toBe(460);
    expect(await answer.json()).toMatchObject({ code: "checksum_differs" });
    expect(await offsetOf(at)).toBe(0);
    expect((await patch(at, 0, whole, { "upload-checksum": "md5 AAAA" })).status).toBe(400);
    expect((await patch(at, 0, whole, checksum(whole))).status).toBe(204);
    expect(await uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
    const options = await call("OPTIONS", "/api/uploads");
    expect(options.headers.get("tus-extension")).toContain("checksum");
    expect(options.headers.get("tus-checksum-algorithm")).toBe("sha256,sha1");
  });

  test("with a checksum, a body that breaks counts nothing: nobody can verify a part of it", async () => {
    const whole = bytes(100_000);
    const at = await createFor(whole);
    const headers = { "content-length": "100000", "upload-checksum": `sha1 ${"A".repeat(27)}=` };
    expect((await patch(at, 0, breaking(whole.slice(0, 60_000)), headers)).status).toBe(400);
    expect(await offsetOf(at)).toBe(0);
  });

  test("what does not fit beside the reserve and what others were promised is 507 before a byte", async () => {
    const { bavail, blocks, bsize } = await statfs(directory);
    const room = bavail * bsize - reserveBytes(blocks * bsize);
    const large = createUploads({ database, directory, maxBytes: Number.MAX_SAFE_INTEGER });
    const declare = async (sizeBytes: number) => {
      const headers = { "tus-resumable": "1.0.0", "upload-length": String(sizeBytes) };
      return large.handle(new Request(`${origin}/api/uploads`, { method: "POST", headers }), owner);
    };
    const refused = await declare(bavail * bsize - 1);
    expect(refused.status).toBe(507);
    expect(await refused.json()).toMatchObject({ code: "disk_full" });
    const most = Math.floor(room * 0.6);
    const taken = await declare(most);
    expect(taken.status).toBe(201);
    expect((await declare(most)).status).toBe(507);
    expect((await call("DELETE", taken.headers.get("location") ?? "")).status).toBe(204);
    const free = await declare(most);
    expect(free.status).toBe(201);
    await call("DELETE", free.headers.get("location") ?? "");
  });

  test("a length that is told later is refused as well when it does not fit", async () => {
    const at = await create({ "upload-defer-length": "1" });
    const { bavail, bsize } = await statfs(directory);
    const large = createUploads({ database, directory, maxBytes: Number.MAX_SAFE_INTEGER });
    const request = new Request(`${origin}${at}`, {
      method: "PATCH",
      headers: {
        "tus-resumable": "1.0.0",
        "upload-offset": "0",
        "upload-length": String(bavail * bsize),
        "content-type": "application/offset+octet-stream",
        "content-length": "10",
      },
      body: bytes(10),
    });
    expect((await large.handle(request, owner)).status).toBe(507);
    expect((await uploads.get(idOf(at)))?.size_bytes).toBeNull();
  });

  test("bytes behind the committed offset, left by a crash, are cut off before the next write", async () => {
    const whole = bytes(3000);
    const at = await createFor(whole, sha256(whole));
    await patch(at, 0, whole.slice(0, 1000));
    await appendFile(path.join(directory, `${idOf(at)}.part`), bytes(5000));
    await uploads.recover();
    expect(await offsetOf(at)).toBe(1000);
    await patch(at, 1000, whole.slice(1000));
    expect((await uploads.get(idOf(at)))?.verified).toBe(true);
  });

  test("a start on the wrong folder gives up no upload", async () => {
    const [receiving, complete] = [await createFor(bytes(10)), await createFor(bytes(10))];
    await patch(receiving, 0, bytes(5));
    await database
      .updateTable("uploads")
      .set({ offset_bytes: 10 })
      .where("id", "=", idOf(complete))
      .execute();
    const elsewhere = await mkdtemp(path.join(tmpdir(), "uploads-elsewhere-"));
    await createUploads({ database, directory: elsewhere, maxBytes }).recover();
    await rm(elsewhere, { recursive: true });
    for (const at of [receiving, complete])
      expect((await findUpload(database, idOf(at)))?.status).toBe("receiving");
    expect(await offsetOf(receiving)).toBe(5);
  });

  test("two requests for one upload, racing 200 times, never mix their bytes", async () => {
    const whole = bytes(200_000);
    const at = await createFor(whole, sha256(whole));
    const answers = new Set<number>();
    const send = async (offset: number) => {
      answers.add((await patch(at, offset, whole.slice(offset, offset + 1000))).status);
    };
    for (let offset = 0; offset < whole.length; offset = await offsetOf(at))
      await Promise.all([send(offset), send(offset)]);
    expect(await uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
    expect(answers).toEqual(new Set([204, 423]));
  });

  test("acknowledged bytes that are missing on disk make the upload damaged, never shorter", async () => {
    const at = await createFor(bytes(3000));
    await patch(at, 0, bytes(1000));
    await truncate(path.join(directory, `${idOf(at)}.part`), 999);
    expect((await patch(at, 1000, bytes(2000))).status).toBe(410);
    expect((await uploads.get(idOf(at)))?.status).toBe("damaged");
  });

  test("a file that cannot be reached at present is not damaged: the request fails, and works when it can be", async () => {
    const whole = bytes(3000);
    const at = await createFor(whole, sha256(whole));
    await patch(at, 0, whole.slice(0, 1000));
    const part = path.join(directory, `${idOf(at)}.part`);
    const giveBack = await outOfReach(part);
    await expect(patch(at, 1000, whole.slice(1000))).rejects.toMatchObject({ code: "ELOOP" });
    await uploads.recover();
    await giveBack();
    expect(await offsetOf(at)).toBe(1000);
    expect((await patch(at, 1000, whole.slice(1000))).status).toBe(204);
    expect((await uploads.get(idOf(at)))?.verified).toBe(true);
  });

  test("nor does a complete one lose its bytes when it cannot be sealed at present", async () => {
    const whole = bytes(100);
    const at = await createFor(whole, sha256(whole));
    const part = path.join(directory, `${idOf(at)}.part`);
    await writeFile(part, whole);
    await database.updateTable("uploads").set({ offset_bytes: 100 }).where("id", "=", idOf(at)).execute();
    const giveBack = await outOfReach(part);
    await expect(uploads.get(idOf(at))).rejects.toMatchObject({ code: "ELOOP" });
    await giveBack();
    expect(await uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
  });
});

/** A file that is there and cannot be opened: its name leads in a circle. @returns what puts it right */
async function outOfReach(file: string): Promise<() => Promise<void>> {
  await rename(file, `${file}.aside`);
  await symlink(path.basename(file), file);
  return () => rename(`${file}.aside`, file);
}

describe("who and which", () => {
  test("another person's upload does not exist", async () => {
    const at = await createFor(bytes(10));
    for (const method of ["HEAD", "DELETE"])
      expect((await call(method, at, {}, undefined, "person-2")).status).toBe(404);
    const headers = {
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
      "content-length": "10",
    };
    expect((await call("PATCH", at, headers, bytes(10), "person-2")).status).toBe(404);
    expect(await offsetOf(at)).toBe(0);
  });

  test.each(["/api/uploads/x", "/api/uploads/..%2f..%2fetc", `/api/uploads/${"a".repeat(32)}`])(
    "%s is 404",
    async (at) => {
      expect((await call("HEAD", at)).status).toBe(404);
    },
  );

  test("a second writer gets 423; HEAD makes a stalled one stop and keeps its bytes", async () => {
    const whole = bytes(2000);
    const at = await createFor(whole, sha256(whole));
    const stalled = patch(at, 0, endless(whole.slice(0, 700)), { "content-length": "2000" });
    await vi.waitFor(async () => expect((await patch(at, 0, whole)).status).toBe(423), patient);
    const head = await call("HEAD", at);
    expect(head.status).toBe(200);
    expect(head.headers.get("upload-offset")).toBe("700");
    expect((await stalled).headers.get("upload-offset")).toBe("700");
    await patch(at, 700, whole.slice(700));
    expect((await uploads.get(idOf(at)))?.verified).toBe(true);
  });

  test("no header allows other origins, and what proxies add does no harm", async () => {
    const answer = await call("POST", "/api/uploads", {
      "upload-length": "5",
      origin: "https://elsewhere.example",
      "x-forwarded-proto": "https,http",
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get("location")).toMatch(/^\/api\/uploads\//);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

describe("the end of an upload", () => {
  test("a crash between the last byte and the seal, or between rename and commit, is made good", async () => {
    const whole = bytes(100);
    for (const renamed of [false, true]) {
      const at = await createFor(whole, sha256(whole));
      const part = path.join(directory, `${idOf(at)}.part`);
      await writeFile(part, whole);
      if (renamed) await rename(part, uploads.pathOf(idOf(at)));
      await database.updateTable("uploads").set({ offset_bytes: 100 }).where("id", "=", idOf(at)).execute();
      await (renamed ? uploads.recover() : uploads.get(idOf(at)));
      expect(await uploads.get(idOf(at))).toMatchObject({ status: "sealed", verified: true });
      expect(sha256(await contentOf(at))).toBe(sha256(whole));
    }
  });

  test("terminating removes the file and leaves 410", async () => {
    const at = await createFor(bytes(10));
    await patch(at, 0, bytes(10));
    expect((await call("DELETE", at)).status).toBe(204);
    expect((await call("HEAD", at)).status).toBe(410);
    expect((await readdir(directory)).filter((name) => name.startsWith(idOf(at)))).toEqual([]);
  });

  test("sweeping takes what nobody touched for 7 days, and never what a job was made from", async () => {
    const [fresh, old, used] = [
      await createFor(bytes(5)),
      await createFor(bytes(5)),
      await createFor(bytes(5)),
    ];
    await patch(used, 0, bytes(5));
    await jobFor(idOf(used));
    await database
      .updateTable("uploads")
      .set({ touched_at: sql`now() - interval '8 days'` })
      .where("id", "in", [idOf(old), idOf(used)])
      .execute();
    expect(await uploads.sweep()).toBe(1);
    expect((await call("HEAD", old)).status).toBe(410);
    expect((await call("HEAD", fresh)).status).toBe(200);
    expect((await uploads.get(idOf(used)))?.status).toBe("sealed");
    expect((await call("DELETE", used)).status).toBe(409);
    expect((await contentOf(used)).length).toBe(5);
  });

  test("after a start, files that the database does not name are kept: it may be the wrong database", async () => {
    const final = path.join(directory, "z".repeat(32));
    const fresh = path.join(directory, `${"y".repeat(32)}.part`);
    const old = path.join(directory, `${"z".repeat(32)}.part`);
    const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60_000);
    for (const [file, age] of [
      [final, 400],
      [fresh, 6],
      [old, 8],
    ] as const) {
      await writeFile(file, "left behind");
      await utimes(file, days(age), days(age));
    }
    await uploads.recover();
    expect((await readFile(final)).toString()).toBe("left behind");
    expect((await readFile(fresh)).toString()).toBe("left behind");
    await expect(stat(old)).rejects.toThrow("ENOENT");
  });

  test("an id that no database can hold is unknown", async () => {
    expect(await uploads.get("a\0b")).toBeUndefined();
  });
});

async function jobFor(uploadId: string): Promise<void> {
  await database
    .insertInto("jobs")
    .values({
      id: `job-${uploadId}`,
      number: 1,
      created_by_id: owner,
      created_by_name: "Example",
      idempotency_key: uploadId,
      request_hash: "",
      upload_id: uploadId,
      upstream_url: "https://api.example.com/elements/api-v2",
      connection_id: "1",
      connection_name: "",
      connector_key: "",
      connector_name: "",
      hub: null,
      object_name: "customers",
      file_name: "a.csv",
      sha256: "",
      size_bytes: 5,
      header_bytes: 1,
      records: 1,
      mapping: null,
      meta_data: null,
      source: null,
      file_rows: null,
      parent_job_id: null,
      status: "queued",
      hold: null,
      message: null,
      ended_at: null,
    })
    .execute();
}

describe("over real HTTP", () => {
  let server: Server;
  let endpoint: string;

  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      void uploads
        .handle(toRequest(incoming), owner)
        .then(async (answer) => {
          outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
          outgoing.end(Buffer.from(await answer.arrayBuffer()));
        })
        .catch(() => outgoing.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/uploads`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  afterEach(() => server.closeAllConnections());

  function toRequest(incoming: IncomingMessage): Request {
    const { method = "GET", url = "/" } = incoming;
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]);
    const body = ["GET", "HEAD"].includes(method) ? {} : { body: bodyOf(incoming), duplex: "half" as const };
    return new Request(`${origin}${url}`, { method, headers, ...body });
  }

  function bodyOf(incoming: IncomingMessage): ReadableStream {
    const pieces = incoming[Symbol.asyncIterator]();
    return new ReadableStream({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(new Uint8Array(value));
      },
    });
  }

  test("tus-js-client sends 12 MiB in chunks of 1 MiB, cut off once, and the hash is right", async () => {
    const whole = randomBytes(12 * 1024 * 1024);
    let cut = false;
    const location = await new Promise<string>((resolve, reject) => {
      const upload = new Upload(whole, {
        endpoint,
        chunkSize: 1024 * 1024,
        uploadSize: whole.length,
        retryDelays: [0, 10, 50, 200, 500],
        metadata: { filename: "big.csv", sha256: sha256(whole) },
        onProgress(sent) {
          if (cut || sent < 4 * 1024 * 1024) return;
          cut = true;
          server.closeAllConnections();
        },
        onError: reject,
        onSuccess: () => resolve(upload.url ?? ""),
      });
      upload.start();
    });
    expect(cut).toBe(true);
    const id = location.split("/").at(-1) ?? "";
    expect(await uploads.get(id)).toMatchObject({ status: "sealed", verified: true, sha256: sha256(whole) });
  });

  test("a client that vanishes in the middle of a request finds its bytes counted up to where they came", async () => {
    const whole = bytes(6_000_000);
    const at = await createFor(whole, sha256(whole));
    const sending = httpRequest(`${endpoint}/${idOf(at)}`, {
      method: "PATCH",
      headers: {
        "tus-resumable": "1.0.0",
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
        "content-length": "6000000",
      },
    });
    sending.on("error", () => undefined);
    await new Promise<void>((resolve) => sending.write(whole.slice(0, 2_500_000), () => resolve()));
    // What a cut connection had under way may be lost; what has reached the file may not.
    const part = path.join(directory, `${idOf(at)}.part`);
    await vi.waitFor(async () => expect((await stat(part)).size).toBeGreaterThan(0), patient);
    sending.destroy();
    const offset = await vi.waitFor(async () => {
      const committed = await offsetOf(at);
      expect(committed).toBeGreaterThan(0);
      return committed;
    }, patient);
    expect(offset).toBeLessThanOrEqual(2_500_000);
    await patch(at, offset, whole.slice(offset));
    expect((await uploads.get(idOf(at)))?.verified).toBe(true);
  });
});
