import { readdir } from "node:fs/promises";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { bytes, idOf, owner, type UploadsBench, uploadsOfFile } from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

async function jobFor(uploadId: string): Promise<void> {
  await bench.database
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

test("terminating removes the file and leaves 410", async () => {
  const at = await bench.createFor(bytes(10));
  await bench.patch(at, 0, bytes(10));
  expect((await bench.call("DELETE", at)).status).toBe(204);
  expect((await bench.call("HEAD", at)).status).toBe(410);
  expect((await readdir(bench.directory)).filter((name) => name.startsWith(idOf(at)))).toEqual([]);
});

test("sweeping takes what nobody touched for 7 days, and never what a job was made from", async () => {
  const [fresh, old, used] = [
    await bench.createFor(bytes(5)),
    await bench.createFor(bytes(5)),
    await bench.createFor(bytes(5)),
  ];
  await bench.patch(used, 0, bytes(5));
  await jobFor(idOf(used));
  await bench.database
    .updateTable("uploads")
    .set({ touched_at: sql`now() - interval '8 days'` })
    .where("id", "in", [idOf(old), idOf(used)])
    .execute();
  expect(await bench.uploads.sweep()).toBe(1);
  expect((await bench.call("HEAD", old)).status).toBe(410);
  expect((await bench.call("HEAD", fresh)).status).toBe(200);
  expect((await bench.uploads.get(idOf(used)))?.status).toBe("sealed");
  expect((await bench.call("DELETE", used)).status).toBe(409);
  expect((await bench.contentOf(used)).length).toBe(5);
});
