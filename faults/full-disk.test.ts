import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "./fixtures/checker";
import { sha256 } from "./fixtures/client";
import { fill, mountDisk, unmountDisk } from "./fixtures/disk";
import { fileOf } from "./fixtures/rows";
import { submitSlowly } from "./fixtures/submit-slowly";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";

const diskMiB = 16;
let folder: string;
let world: World;

beforeAll(async () => {
  folder = mountDisk(diskMiB);
  world = await createWorld({ dataDir: folder });
  await world.program.start();
  await world.client.signIn();
});
afterAll(async () => {
  await world.close();
  unmountDisk(folder);
});

const version = { "tus-resumable": "1.0.0" };
const create = (bytes: number | undefined) =>
  world.client.call("POST", "/api/uploads", {
    headers: {
      ...version,
      ...(bytes === undefined ? { "upload-defer-length": "1" } : { "upload-length": String(bytes) }),
    },
  });
const patch = (location: string, offset: number, body: Buffer, headers: Record<string, string> = {}) =>
  world.client.call("PATCH", location, {
    headers: {
      ...version,
      "content-type": "application/offset+octet-stream",
      "upload-offset": String(offset),
      ...headers,
    },
    body,
  });
/** Sends all but the last byte of a chunk, and waits for the answer. */
function beginPatch(location: string, offset: number, body: Buffer) {
  const { url } = world.program;
  const headers = {
    ...{ ...version, "content-type": "application/offset+octet-stream", origin: url },
    ...{ "content-length": body.length, "upload-offset": offset, cookie: world.client.cookie() },
  };
  const sending = request(new URL(location, url), { method: "PATCH", headers });
  const answered = new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    sending.once("error", reject);
    sending.once("response", (answer) =>
      text(answer).then((said) => resolve({ status: answer.statusCode, text: said }), reject),
    );
  });
  sending.write(body.subarray(0, -1));
  return answered.finally(() => sending.destroy());
}
const offsetOf = async (location: string) =>
  Number((await world.client.call("HEAD", location, { headers: version })).headers.get("upload-offset"));
const locationOf = ({ headers }: { headers: Headers }) => headers.get("location") ?? "";

describe("a disk that is full", () => {
  test("what does not fit is refused before a byte, with room kept in reserve", async () => {
    const refused = await create((diskMiB - 1) * 1024 ** 2);
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([507, "disk_full"]);
    const taken = await create(1024);
    expect(taken.status).toBe(201);
  });

  test("full in the middle of a chunk: 507, what was acknowledged stays, and it goes on when there is room", async () => {
    const content = fileOf("eloqua", "disk", 30_000);
    const half = 1024 ** 2;
    const location = locationOf(await create(undefined));
    expect((await patch(location, 0, content.subarray(0, half))).status).toBe(204);
    const giveBack = fill(folder);
    const refused = await patch(location, half, content.subarray(half));
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([507, "disk_full"]);
    expect(refused.text).toContain("is kept");
    expect(await offsetOf(location)).toBe(half);
    giveBack();
    const rest = await patch(location, half, content.subarray(half), {
      "upload-length": String(content.length),
    });
    expect(rest.status).toBe(204);
    const job = await world.client.call("POST", "/api/jobs", {
      headers: { "content-type": "application/json", "idempotency-key": "after the disk was full" },
      body: JSON.stringify({
        connectionId: world.sandbox.connections.find(({ key }) => key === "eloqua")?.id,
        objectName: "contact",
        uploadId: location.split("/").at(-1),
        fileName: "disk.csv",
        sha256: sha256(content),
        confirmed: true,
      }),
    });
    expect(job.status).toBe(202);
    world.submissions.push({
      ...{ jobId: JSON.parse(job.text).job.id, content, connectionId: "", fileName: "disk.csv" },
    });
    const account = await checkInvariants(world, { withinMs: 120_000 });
    expect(account).toMatchObject({ rows: 30_000, succeeded: 30_000 });
  });

  test("full while a chunk still arrives: 507 without waiting for the rest, and what was acknowledged stays", async () => {
    const content = fileOf("eloqua", "arriving", 90_000);
    const half = 1024 ** 2;
    const location = locationOf(await create(undefined));
    expect((await patch(location, 0, content.subarray(0, half))).status).toBe(204);
    const giveBack = fill(folder);
    try {
      const refused = await beginPatch(location, half, content.subarray(half));
      expect([refused.status, JSON.parse(refused.text).code]).toEqual([507, "disk_full"]);
      expect(await offsetOf(location)).toBe(half);
    } finally {
      giveBack();
    }
    expect((await patch(location, half, content.subarray(half))).status).toBe(204);
  });

  test("that fills up while a part is on its way holds nothing up: it is sent to its end and followed, with no room left", async () => {
    const { toUpstream, postgres } = world;
    const { jobId } = await submitSlowly(world);
    const giveBack = fill(folder);
    toUpstream.set({});
    await waitUntil(async () => (await statusOf(jobId)) === "completed", "the import has ended");
    const refused = await create(1024);
    expect([refused.status, JSON.parse(refused.text).code]).toEqual([507, "disk_full"]);
    giveBack();
    const tries = await postgres.query("select 1 from attempts where job_id = $1", [jobId]);
    expect(tries).toHaveLength(1);
    await checkInvariants(world);
  });
});

async function statusOf(jobId: string): Promise<string | undefined> {
  const [job] = await world.postgres.query<{ status: string }>("select status from jobs where id = $1", [
    jobId,
  ]);
  return job?.status;
}
