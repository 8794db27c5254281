import { unlink } from "node:fs/promises";
import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { type Bench, homeUrl, person } from "../jobs/engine-bench";
import { httpBenchOfEachTest } from "../jobs/http-bench";
import type { Upstream } from "../jobs/sandbox-bench";
import { createAlreadySent } from "./already-sent";
import { findSent } from "./find-sent";
import { fingerprintKey } from "./fingerprint";
import { type Parts, rememberNext } from "./remember";

/** Real imports against a stand-in over HTTP; what is remembered of them stands in a real database. */
let bench: Bench;
let upstream: Upstream;
let parts: Parts;
const said: string[] = [];

httpBenchOfEachTest((...opened) => {
  [bench, upstream] = opened;
  const note = (_: object, message: string) => void said.push(message);
  parts = {
    database: bench.database,
    uploads: bench.uploads,
    secretKey: fingerprintKey("a secret of this installation"),
    upstreamUrl: homeUrl,
    log: { info: note, warn: note, error: note },
  };
});

const place = () => ({ connectionId: upstream.idOf("eloqua"), objectName: "contact" });
const header = "C_EmailAddress,C_FirstName\n";
const contact = (name: string, email = `${name}@example.com`) => `${email},${name}\n`;

async function load(csv: string, status: "completed" | "completed_with_failures" = "completed", more = {}) {
  const job = await bench.submit(csv, { ...place(), ...more });
  await bench.until(job.id, status);
  await rememberAll();
  return job;
}

const correcting = (job: { id: string; number: number }, row: number) => ({
  parentJobId: job.id,
  parentRows: [{ job: job.number, held: false, rows: [row] }],
});

async function rememberAll() {
  while (await rememberNext(parts));
}

async function ask(csv: string, more: { objectName?: string; mapping?: unknown } = {}) {
  const uploadId = await bench.stage(csv);
  return findSent(parts, bench.uploads.pathOf(uploadId), { ...place(), ...more });
}

test("rows accepted before are told with their numbers, the import, who sent it and when; new rows are not", async () => {
  const job = await load(header + contact("ada") + contact("ben") + contact("cy"));
  const { same, changed } = await ask(header + contact("dora") + contact("ben") + contact("cy"));
  expect(same).toEqual({
    rows: 2,
    runs: [[2, 3]],
    imports: [{ jobId: job.id, number: job.number, at: job.createdAt, by: person.name, rows: 2 }],
  });
  expect(changed.rows).toBe(0);
});

test("the order of the columns and blank columns make no difference; another object's rows are other rows", async () => {
  await load(header + contact("ada"));
  const turned = "C_FirstName,C_LastName,C_EmailAddress\nada,,ada@example.com\n";
  expect((await ask(turned)).same.rows).toBe(1);
  expect((await ask(header + contact("ada"), { objectName: "account" })).same.rows).toBe(0);
});

test("two honest twins stay two: only as many are told as one import had accepted", async () => {
  await load(header + contact("ada") + contact("ben") + contact("ben"));
  const asked = await ask(header + contact("ada") + contact("ada") + contact("ben") + contact("ben"));
  expect(asked.same.runs).toEqual([1, [3, 4]]);
  expect(asked.changed.rows).toBe(0);
});

test("a twin is not told when those it would match are left out already", async () => {
  await load(header + contact("ada") + contact("ben"));
  const first = await bench.stage(header + contact("ada") + contact("ada") + contact("ben") + contact("cy"));
  const told = await findSent(parts, bench.uploads.pathOf(first), place());
  expect(told.same.runs).toEqual([1, 3]);
  const rest = await bench.stage(header + contact("ada") + contact("cy"));
  const leftOut = [{ path: bench.uploads.pathOf(first), runs: told.same.runs }];
  expect((await findSent(parts, bench.uploads.pathOf(rest), place())).same.rows).toBe(1);
  const { same, changed } = await findSent(parts, bench.uploads.pathOf(rest), place(), leftOut);
  expect([same.rows, changed.rows]).toEqual([0, 0]);
});

test("the same e-mail with other content is another message", async () => {
  const job = await load(header + contact("ada") + contact("ben"));
  const { same, changed } = await ask(header + contact("ada") + contact("benjamin", "ben@example.com"));
  expect(same.runs).toEqual([1]);
  expect(changed).toMatchObject({ rows: 1, runs: [2], field: "C_EmailAddress" });
  expect(changed.imports).toMatchObject([{ jobId: job.id, rows: 1 }]);
});

test("what a connection is to forget is also what was still to be remembered", async () => {
  await load(header + contact("ada"));
  const waits = await bench.submit(header + contact("ben"), place());
  await bench.until(waits.id, "completed");
  const { forget } = createAlreadySent({ ...parts, secret: "a secret of this installation" });
  await forget(place().connectionId);
  await rememberAll();
  expect((await ask(header + contact("ada") + contact("ben"))).same.rows).toBe(0);
});

test("where an installation remembers nothing, what was remembered is told no more, and goes", async () => {
  await load(header + contact("ada"));
  const waits = await bench.submit(header + contact("ben"), place());
  await bench.until(waits.id, "completed");
  const none = createAlreadySent({ ...parts, secret: "a secret of this installation", keeps: false });
  const uploadId = await bench.stage(header + contact("ada"));
  expect((await ask(header + contact("ada"))).same.rows).toBe(1);
  expect((await none.find(person, { ...place(), uploadId, mapping: {} }))?.same.rows).toBe(0);
  expect(await none.find({ id: "somebody else" }, { ...place(), uploadId, mapping: {} })).toBeUndefined();
  const left = async () =>
    (await sql`select from accepted_rows union all select from parts_to_remember`.execute(bench.database))
      .rows.length;
  expect(await left()).toBeGreaterThan(1);
  none.start();
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 20_000 });
  await none.stop();
});

test("rows that failed are not remembered, and are when the correction is accepted", async () => {
  const broken = contact("ben", "");
  const job = await load(header + contact("ada") + broken, "completed_with_failures");
  const corrected = contact("ben", "ben@example.com");
  expect((await ask(header + contact("ada") + broken)).same.runs).toEqual([1]);
  expect((await ask(header + corrected)).same.rows).toBe(0);
  await load(header + corrected, "completed", correcting(job, 2));
  expect((await ask(header + corrected)).same.rows).toBe(1);
});

test("twins accepted one by one, in an import and in its correction, count together", async () => {
  const job = await load(header + contact("ada") + contact("ada", ""), "completed_with_failures");
  await load(header + contact("ada"), "completed", correcting(job, 2));
  expect((await ask(header + contact("ada") + contact("ada") + contact("ada"))).same.runs).toEqual([[1, 2]]);
});

test("an import begun from another one with rows of its own is another file: its rows are no twins", async () => {
  const job = await load(header + contact("ada"));
  await load(header + contact("ada") + contact("ben"), "completed", { parentJobId: job.id });
  expect((await ask(header + contact("ada") + contact("ada"))).same.runs).toEqual([1]);
});

test("a field that differs from import to import by itself does not make a row another one", async () => {
  const mapping = {
    entries: [{ field: "C_FirstName", source: { kind: "constant", value: "loaded {today}" } }],
  };
  await load(`${header}ada@example.com,loaded 2026-11-21\n`, "completed", { mapping });
  const next = `${header}ada@example.com,loaded 2026-11-22\n`;
  expect((await ask(next, { mapping })).same.rows).toBe(1);
  expect((await ask(next)).same.rows).toBe(0);
});

test("no value can be read from what is kept, and another installation's secret matches nothing", async () => {
  await load(header + contact("ada"));
  const { rows } = await sql<{ text: string }>`select accepted_rows::text as text from accepted_rows`.execute(
    bench.database,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.text).not.toMatch(/ada|example/);
  parts = { ...parts, secretKey: fingerprintKey("another") };
  expect((await ask(header + contact("ada"))).same.rows).toBe(0);
});

test("a connection an administrator switched off is not remembered, and nothing is told of it", async () => {
  await load(header + contact("ada"));
  await bench.database
    .insertInto("connections")
    .values({ upstream_url: homeUrl, connection_id: place().connectionId, remembers_rows: false })
    .execute();
  expect((await ask(header + contact("ada"))).same.rows).toBe(0);
  await load(header + contact("ben"));
  const { rows } = await sql`select from accepted_rows`.execute(bench.database);
  expect(rows).toHaveLength(1);
});

test("a part whose staged file is gone is left out, said in the log, and does not hold up the others", async () => {
  const job = await bench.submit(header + contact("ada"), place());
  await bench.until(job.id, "completed");
  const { upload_id } = await bench.database
    .selectFrom("jobs")
    .select("upload_id")
    .where("id", "=", job.id)
    .executeTakeFirstOrThrow();
  await unlink(bench.uploads.pathOf(upload_id));
  await load(header + contact("ben"));
  expect(said).toContain("its staged file is gone: its rows are not remembered");
  expect((await ask(header + contact("ada") + contact("ben"))).same.runs).toEqual([2]);
});

test("a part that is settled later is remembered as it stands then", async () => {
  const job = await load(header + contact("ada") + contact("ben"));
  const withdraw = (other_records: "unknown" | "succeeded") =>
    bench.database.updateTable("batches").set({ other_records }).where("job_id", "=", job.id).execute();
  await withdraw("unknown");
  await rememberAll();
  expect((await ask(header + contact("ada"))).same.rows).toBe(0);
  await withdraw("succeeded");
  await rememberAll();
  expect((await ask(header + contact("ada"))).same.rows).toBe(1);
});
