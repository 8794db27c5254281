import { createHash, randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { SubmitJob } from "../api-contract/submit-job";
import { type Bench, createBench, csvOf, person } from "./engine-bench";

let bench: Bench;
let end: () => Promise<void>;
beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  bench = await createBench(url);
  end = async () => {
    await bench.close();
    await drop();
  };
});
afterAll(() => end());

const bodyFor = (uploadId: string, more: Partial<SubmitJob> = {}): SubmitJob => ({
  connectionId: "1",
  objectName: "customers",
  uploadId,
  fileName: "customers.csv",
  // The tests send the same rows again and again.
  confirmed: true,
  ...more,
});
const submit = (body: SubmitJob, key: string = randomUUID(), who = person) =>
  bench.jobs.submit(who, key, body);
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("one submission is one job", () => {
  test("the same key and body give the same job, another body is refused", async () => {
    const body = bodyFor(await bench.stage(csvOf(3)), { mapping: { b: 1, a: [2] } });
    const job = await submit(body, "key-1");
    expect(job).toMatchObject({ status: "queued", rows: { total: 3, notTried: 3 }, createdBy: person });
    const again = await submit({ ...body, mapping: { a: [2], b: 1 } }, "key-1");
    expect(again.id).toBe(job.id);
    await expect(submit({ ...body, objectName: "suppliers" }, "key-1")).rejects.toMatchObject({
      name: "SubmitError",
      status: 422,
      code: "key_used",
    });
  });

  test("another key for the same upload is refused and names the job", async () => {
    const body = bodyFor(await bench.stage(csvOf(3)));
    const job = await submit(body);
    await expect(submit(body)).rejects.toMatchObject({
      status: 409,
      code: "upload_already_submitted",
      jobId: job.id,
    });
  });

  test("50 at once with one key are one job; 50 at once with 50 keys are one job and 49 refusals that name it", async () => {
    const one = bodyFor(await bench.stage(csvOf(20)));
    const same = await Promise.all(Array.from({ length: 50 }, () => submit(one, "key-2")));
    expect(new Set(same.map(({ id }) => id)).size).toBe(1);

    const other = bodyFor(await bench.stage(csvOf(20)));
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => submit(other)));
    const taken = results.filter((result) => result.status === "fulfilled");
    expect(taken).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected")
        expect(result.reason).toMatchObject({ status: 409, jobId: taken[0]?.value.id });
  });

  test("the same request, answered by another process in the middle of this one, is answered with the same job", async () => {
    const body = bodyFor(await bench.stage(csvOf(3)));
    const read = bench.uploads.get.bind(bench.uploads);
    let first: string | undefined;
    const between = vi.spyOn(bench.uploads, "get").mockImplementationOnce(async (id) => {
      first = (await bench.another().submit(person, "key-4", body)).id;
      return read(id);
    });
    const second = await submit(body, "key-4");
    between.mockRestore();
    expect(first).toBeDefined();
    expect(second.id).toBe(first);
  });

  test("two people may use the same key", async () => {
    const mine = await submit(bodyFor(await bench.stage(csvOf(1))), "key-3");
    const other = { id: "person-2", name: "John Doe" };
    const theirs = await submit(bodyFor(await bench.stage(csvOf(1), { ownerId: other.id })), "key-3", other);
    expect(theirs.id).not.toBe(mine.id);
  });

  test("numbers have no gaps, whatever was refused in between", async () => {
    const first = await submit(bodyFor(await bench.stage(csvOf(1))));
    await expect(submit(bodyFor("nothing"))).rejects.toThrow();
    const uploadId = await bench.stage(csvOf(1));
    await Promise.allSettled(Array.from({ length: 10 }, () => submit(bodyFor(uploadId))));
    const next = await submit(bodyFor(await bench.stage(csvOf(1))));
    expect(next.number).toBe(first.number + 2);
  });
});

describe("what is not taken", () => {
  const refused = (body: SubmitJob, status: number, code: string) =>
    expect(submit(body)).rejects.toMatchObject({ name: "SubmitError", status, code });

  test("an upload that is unknown, somebody else's, or unfinished", async () => {
    await refused(bodyFor("a".repeat(32)), 404, "upload_unknown");
    await refused(bodyFor(await bench.stage(csvOf(1), { ownerId: "person-2" })), 404, "upload_unknown");
    const answer = await bench.uploads.handle(
      new Request("http://localhost/api/uploads", {
        method: "POST",
        headers: { "tus-resumable": "1.0.0", "upload-length": "5" },
      }),
      person.id,
    );
    const id = answer.headers.get("location")?.split("/").at(-1) ?? "";
    await refused(bodyFor(id), 409, "upload_unfinished");
  });

  test("an upload that was never compared with a hash; the job's own hash is taken as one", async () => {
    const csv = csvOf(2);
    const uploadId = await bench.stage(csv, { declareHash: false });
    await refused(bodyFor(uploadId), 422, "upload_unverified");
    await refused(bodyFor(uploadId, { sha256: sha256("else") }), 422, "hash_differs");
    const job = await submit(bodyFor(uploadId, { sha256: sha256(csv).toUpperCase() }));
    expect(job.sha256).toBe(sha256(csv));
    expect((await bench.uploads.get(uploadId))?.verified).toBe(true);
  });

  test("another size than was uploaded, a connection or parent that is not there", async () => {
    const uploadId = await bench.stage(csvOf(2));
    await refused(bodyFor(uploadId, { sizeBytes: 1 }), 422, "size_differs");
    await refused(bodyFor(uploadId, { connectionId: "nobody" }), 422, "connection_unknown");
    await refused(bodyFor(uploadId, { connectionId: "disabled" }), 422, "connection_unusable");
    await refused(bodyFor(uploadId, { parentJobId: "nobody" }), 422, "parent_unknown");
  });

  test.each([
    ["", "file_empty", "This file is empty."],
    ["name,email\n", "header_only", "Only a header row was found. There is nothing to send."],
    ["name\na\n\nb\n", "csv_blank_line", "The staged file cannot be sent: Row 2 is a blank line."],
    [
      'name\n"a\n',
      "csv_unclosed_quote",
      "The staged file cannot be sent: Row 1 opens a quoted cell that is never closed.",
    ],
    ["name,email\na\n", "uneven_row", "Row 1 has 1 cell, the header has 2."],
    ["name,email\na,b\nc,d,e\n", "uneven_row", "Row 2 has 3 cells, the header has 2."],
    ["name,name\na,b\n", "duplicate_column", "The header names name more than once."],
    ["name,,email\na,b,c\n", "nameless_column", "Column 2 has no name in the header."],
  ])("a staged file that is %j", async (csv, code, message) => {
    const uploadId = await bench.stage(csv);
    await refused(bodyFor(uploadId), 422, code);
    await expect(submit(bodyFor(uploadId))).rejects.toThrow(message);
  });

  test("file rows that are not as many as the records", async () => {
    const uploadId = await bench.stage(csvOf(3));
    await refused(bodyFor(uploadId, { source: { fileRows: [[2, 3]] } }), 422, "file_rows_differ");
    await refused(bodyFor(uploadId, { source: { fileRows: [[5, 1], 2, [1, 7]] } }), 422, "file_rows_differ");
    await submit(bodyFor(uploadId, { source: { fileRows: [2, [4, 5]] } }));
  });

  test("a staged file that changed on disk after it was sealed", async () => {
    const uploadId = await bench.stage(csvOf(3));
    await writeFile(bench.uploads.pathOf(uploadId), csvOf(3).replace("c1@", "x1@"));
    await refused(bodyFor(uploadId), 422, "upload_damaged");
  });
});

test("rows that stay here are kept with the job, whatever their cells hold", async () => {
  const held = (fileRow: number) => ({
    fileRow,
    values: { email: "a\0b\ud800", __proto__x: "1" },
    issues: [{ code: "required", message: "Name is missing." }],
  });
  const job = await submit(
    bodyFor(await bench.stage(csvOf(1)), {
      keptBack: Array.from({ length: 120 }, (_, at) => held(at + 2)),
      excluded: [held(200)],
    }),
  );
  expect(job.rows).toMatchObject({ total: 1, keptBack: 120, excluded: 1 });
  const page = await bench.jobs.rows(job.id, { outcome: "kept_back" });
  expect(page?.rows).toHaveLength(100);
  expect(page?.rows[0]).toEqual({
    row: null,
    held: 0,
    since: null,
    fileRows: [2],
    outcome: "kept_back",
    reason: "Name is missing.",
    values: { email: "a\uFFFDb\uFFFD", __proto__x: "1" },
  });
  const next = await bench.jobs.rows(job.id, { outcome: "kept_back", cursor: page?.next ?? "" });
  expect(next?.rows.map(({ fileRows }) => fileRows[0])).toEqual(
    Array.from({ length: 20 }, (_, at) => at + 102),
  );
  expect(next?.next).toBeNull();
  expect((await bench.jobs.rows(job.id, { outcome: "excluded" }))?.rows[0]?.fileRows).toEqual([200]);
});
