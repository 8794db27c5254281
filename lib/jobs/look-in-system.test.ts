import { randomUUID } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import { UpstreamError } from "../open-connectors/errors";
import type { FoundRecords } from "../open-connectors/record-search";
import type { SendResult } from "../open-connectors/send-result";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf, person } from "./engine-bench";
import { acceptedAs } from "./fake-open-connectors";
import { asked, because, decide, isAsked } from "./question-bench";
import { hideList, lost } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const other = { id: "person-2", name: "Noor" };

/** The system has a record for each of these e-mail addresses. */
function systemHas(emails: readonly string[]): void {
  bench.upstream.on.find = async (_field, values): Promise<FoundRecords> => ({
    records: values.flatMap((by) =>
      emails.filter((email) => email === by).map((_, at) => ({ id: `${by}/${at}`, by, values: {} })),
    ),
    how: "where",
    complete: true,
    unchecked: [],
  });
}

async function lookUntilDone(id: string, index: number, field = "email") {
  for (;;) {
    const progress = await bench.jobs.lookUp({ jobId: id, index }, { field });
    if (progress.done) return progress;
  }
}

const emailOf = (row: number) => `c${row}@example.com`;

describe("900 rows in three parts, the second's reply lost and only some of it processed", () => {
  async function inDoubt(): Promise<Job> {
    await bench.jobs.stop();
    const batches = { wholeUpTo: 100, sizes: [300] };
    const engine = bench.another({ batches });
    let sent = 0;
    bench.upstream.on.send = async (_upload, accept): Promise<SendResult> => {
      sent += 1;
      return sent === 2 ? lost : acceptedAs(await accept());
    };
    hideList(bench.upstream);
    const uploadId = await bench.stage(csvOf(900));
    const job = await engine.submit(person, randomUUID(), {
      connectionId: "1",
      objectName: "customers",
      uploadId,
      fileName: "customers.csv",
    });
    engine.start();
    const question = await bench.until(job.id, isAsked);
    expect(question.rows).toMatchObject({ succeeded: 300, unknown: 300, notTried: 300 });
    return question;
  }

  test("what is there is known, and only the rest is sent, in an import of its own", async () => {
    const job = await inDoubt();
    // Rows 301 to 412 arrived.
    const there = Array.from({ length: 112 }, (_, at) => emailOf(301 + at));
    systemHas(there);
    expect(await lookUntilDone(job.id, 1)).toMatchObject({ total: 300, found: 112, notFound: 188 });
    const decided = await decide(bench, job.id, { choice: "take_lookup", ...because }, 1);
    expect(decided.rows).toMatchObject({ succeeded: 412, unknown: 188, notTried: 300, failed: 0 });
    expect(decided.status).toBe("stopped");
    const listed = await bench.jobs.rows(job.id, { outcome: "unknown" });
    expect(listed?.rows[0]?.row).toBe(413);

    const request = { select: { kind: "not_found", batchIndex: 1 }, reason: "They are not there" } as const;
    const child = await bench.jobs.sendAgain(person, "key-1", job.id, request);
    expect(await bench.jobs.sendAgain(person, "key-1", job.id, request)).toMatchObject({ id: child.id });
    const ended = await bench.until(child.id, "completed");
    expect(ended.rows).toMatchObject({ total: 188, succeeded: 188 });
    const arrived = bench.upstream.accepted.flatMap(({ body }) => emailsIn(body));
    expect(arrived.filter((email) => there.includes(email))).toEqual([]);
    expect(new Set(arrived).size).toBe(arrived.length);
    expect(arrived.slice(300)).toEqual(Array.from({ length: 188 }, (_, at) => emailOf(413 + at)));
    const rows = await bench.database
      .selectFrom("jobs")
      .select(["file_rows", "parent_job_id"])
      .where("id", "=", child.id)
      .executeTakeFirstOrThrow();
    expect(rows).toEqual({ file_rows: [[414, 601]], parent_job_id: job.id });
  });

  test("rows that are not there come as a file to be put right, and are sent without anything being in doubt", async () => {
    const job = await inDoubt();
    systemHas(Array.from({ length: 112 }, (_, at) => emailOf(301 + at)));
    await lookUntilDone(job.id, 1);
    await decide(bench, job.id, { choice: "take_lookup", ...because }, 1);
    const file = await bench.jobs.file(job.id, "open", { format: "csv", outcomes: ["not_found"] });
    let text = "";
    if (file) for await (const bytes of file.bytes) text += Buffer.from(bytes).toString();
    const lines = text.trimEnd().split("\n").slice(1);
    expect(lines.map((line) => line.split(",")[1])).toEqual(
      Array.from({ length: 188 }, (_, at) => String(414 + at)),
    );
    const child = await bench.jobs.submit(person, randomUUID(), {
      ...{ connectionId: "1", objectName: "customers", fileName: "rest.csv" },
      uploadId: await bench.stage(csvOf(188)),
      parentJobId: job.id,
      parentRows: [{ job: job.number, held: false, rows: [[413, 600]] }],
    });
    expect(child.family.places.unknown).toBe(0);
  });

  test("a row goes into one import at the most, however many people send it again at once", async () => {
    const job = await inDoubt();
    systemHas([]);
    await lookUntilDone(job.id, 1);
    await decide(bench, job.id, { choice: "take_lookup", ...because }, 1);
    const request = { select: { kind: "not_found", batchIndex: 1 }, reason: "Again" } as const;
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) =>
        bench.jobs.sendAgain(at % 2 ? person : other, randomUUID(), job.id, request),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const result of results)
      if (result.status === "rejected")
        expect(["rows_taken", "no_open_rows", "rows_not_open"]).toContain(Reflect.get(result.reason, "code"));
    expect(await bench.database.selectFrom("child_records").selectAll().execute()).toHaveLength(300);
  });

  test("rows that may be there already are sent again only when somebody says that it is meant", async () => {
    const job = await inDoubt();
    await decide(bench, job.id, { choice: "drop", ...because }, 1);
    const request = {
      select: { kind: "rows" as const, rows: [[301, 310] as [number, number]] },
      reason: "Again",
    };
    await expect(bench.jobs.sendAgain(person, "a", job.id, request)).rejects.toMatchObject({
      code: "rows_in_doubt",
    });
    const done = { ...request, select: { kind: "rows" as const, rows: [1] } };
    await expect(bench.jobs.sendAgain(person, "b", job.id, done)).rejects.toMatchObject({
      code: "rows_not_open",
    });
    const child = await bench.jobs.sendAgain(person, "c", job.id, { ...request, confirmed: true });
    expect(child.rows.total).toBe(10);
  });
});

const emailsIn = (body: Buffer): string[] =>
  [...body.toString().matchAll(/c\d+@example\.com/g)].map(([email]) => email);

describe("looking in the system", () => {
  async function dropped(csv: string): Promise<Job> {
    hideList(bench.upstream);
    bench.upstream.on.send = async () => lost;
    const job = await bench.submit(csv);
    bench.jobs.start();
    await bench.until(job.id, isAsked);
    return decide(bench, job.id, { choice: "drop", ...because });
  }

  test("everything found: the part is known to be done, and the import with it", async () => {
    const job = await dropped(csvOf(5));
    expect(job.status).toBe("completed_with_failures");
    systemHas([1, 2, 3, 4, 5].map(emailOf));
    await lookUntilDone(job.id, 0);
    const known = await decide(bench, job.id, { choice: "take_lookup", ...because });
    expect(known).toMatchObject({ status: "completed", rows: { succeeded: 5, unknown: 0 } });
  });

  test("several records, several rows with one value, no value, and what could not be asked stay not confirmed", async () => {
    const csv = ["name,email", "a,one@x", "b,ONE@x", "c,", "d,two@x", "e,gone@x", "f,late@x"].join("\n");
    const job = await dropped(`${csv}\n`);
    bench.upstream.on.find = async () => ({
      records: [
        { id: "1", by: "two@x", values: {} },
        { id: "2", by: "two@x", values: {} },
      ],
      how: "where",
      complete: false,
      unchecked: ["late@x"],
    });
    expect(await lookUntilDone(job.id, 0)).toMatchObject({ found: 0, notFound: 1, several: 3, unchecked: 2 });
    const known = await decide(bench, job.id, { choice: "take_lookup", ...because });
    expect(known.rows).toMatchObject({ succeeded: 0, unknown: 6 });
    expect((await bench.jobs.part(job.id, 0))?.notFoundOpen).toBe(1);
  });

  test("nothing is concluded before it is done, and another field begins anew", async () => {
    const job = await dropped(csvOf(250));
    systemHas([]);
    const first = await bench.jobs.lookUp({ jobId: job.id, index: 0 }, { field: "email" });
    expect(first).toMatchObject({ done: true, total: 10 });
    expect((await bench.jobs.get(job.id))?.rows.unknown).toBe(10);
    const again = await bench.jobs.lookUp({ jobId: job.id, index: 0 }, { field: "name" });
    expect(again.field).toBe("name");
    await expect(bench.jobs.lookUp({ jobId: job.id, index: 0 }, { field: "no such" })).rejects.toMatchObject({
      code: "field_unknown",
    });
    await expect(decide(bench, job.id, { choice: "take_lookup", ...because })).rejects.toMatchObject({
      code: "lookup_unfinished",
    });
  });

  test("the field that tells rows apart is offered first", async () => {
    const job = await dropped(csvOf(5));
    expect((await bench.jobs.part(job.id, 0))?.lookupFields.map(({ path }) => path)).toEqual([
      "email",
      "name",
    ]);
  });

  test("a system that does not answer is said, and what was seen stays", async () => {
    const job = await dropped(csvOf(5));
    bench.upstream.on.find = () =>
      Promise.reject(new UpstreamError("fault", "It has a fault.", { status: 500 }));
    await expect(bench.jobs.lookUp({ jobId: job.id, index: 0 }, { field: "email" })).rejects.toThrow(
      "It has a fault.",
    );
  });
});

test("a few rows are looked for in the system by themselves, and shown to whoever decides", async () => {
  hideList(bench.upstream);
  systemHas([emailOf(1), emailOf(2)]);
  const job = await asked(bench);
  const seen = await vi.waitUntil(async () => (await bench.jobs.part(job.id, 0))?.sample, {
    timeout: 20_000,
  });
  expect(seen).toEqual({ field: "email", looked: 5, found: 2 });
  expect((await bench.jobs.get(job.id))?.status).toBe("needs_decision");
});
