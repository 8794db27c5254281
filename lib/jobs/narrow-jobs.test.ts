import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { jobFacetsAnswer, type jobsQuery, mostCounted } from "../api-contract/jobs";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { generateJobs } from "./generate-jobs";
import { readFacets } from "./narrow-jobs";
import { listJobs, readChanges } from "./read-jobs";

let database: Database;
let end: () => Promise<void>;
const person = { id: "p1" };
/** More than a search looks at one by one. */
const count = 6_000;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  const opened = openDatabase(url);
  database = opened.database;
  await migrate(database);
  await generateJobs(database, count);
  end = async () => {
    await opened.close();
    await drop();
  };
});
afterAll(() => end());

const list = (query: Partial<z.output<typeof jobsQuery>>) =>
  listJobs(database, { show: "all", ...query }, person);
const numbers = async (query: Partial<z.output<typeof jobsQuery>>) =>
  (await list(query)).jobs.map(({ number }) => number);

test("is narrowed by where, what, who and state, alone and together", async () => {
  const { jobs } = await list({ connection: "c3", object: "invoices" });
  expect(jobs).toHaveLength(50);
  expect(jobs.every((job) => job.connectionId === "c3" && job.objectName === "invoices")).toBe(true);
  expect((await list({ person: "p2" })).jobs.every((job) => job.createdBy.id === "p2")).toBe(true);
  expect((await list({ show: "mine" })).jobs.every((job) => job.createdBy.id === "p1")).toBe(true);
  expect((await list({ status: "stopped" })).jobs.every((job) => job.status === "stopped")).toBe(true);
  expect(await numbers({ show: "running", connection: "c3" })).toEqual(
    [count, count - 1, count - 2].filter((n) => n % 7 === 3),
  );
});

test("every page follows the one before without a gap", async () => {
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ show: "failed", ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.jobs.map(({ number }) => number));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  const failed = Array.from({ length: count - 3 }, (_, at) => count - 3 - at).filter(
    (n) => n % 50 === 0 || n % 20 === 0,
  );
  expect(seen).toEqual(failed);
});

test("shows what was made in a span of time, its first moment and not its last", async () => {
  const from = new Date(Date.UTC(2026, 11, 30, 12, 0)).toISOString();
  const before = new Date(Date.UTC(2026, 11, 30, 12, 3)).toISOString();
  const last = count - 12 * 60;
  expect(await numbers({ from, before })).toEqual([last + 2, last + 1, last]);
  expect(await numbers({ before: "2020-01-01T00:00:00Z" })).toEqual([]);
});

test("finds a file by the beginnings of its words, an import by its number, and both by an id", async () => {
  expect(await numbers({ search: "receipts 2042" })).toEqual([2_042]);
  const beginningWith204 = [...Array.from({ length: 10 }, (_, at) => 2_049 - at), 204];
  // A word of all files, of few, and of none; the few stand before the newest, which are looked at one by one.
  for (const search of ["204", "MONTH-END_rec 204", "204 csv"])
    expect(await numbers({ search })).toEqual(beginningWith204);
  expect(await numbers({ search: "csv month receipts" })).toHaveLength(50);
  expect(await numbers({ search: "csv absent" })).toEqual([]);
  expect(await numbers({ search: "import 17" })).toEqual([17]);
  expect(await numbers({ search: "1234" })).toEqual([1_234]);
  expect(await numbers({ search: "j77" })).toEqual([77]);
  expect(await numbers({ search: "bulk78" })).toEqual([78]);
  for (const search of ["%", "'; drop table jobs", "***", "\\", "a & | !", "9".repeat(15)])
    expect(await numbers({ search })).toEqual([]);
});

test("counts what there is, and stops where a count no longer says more", async () => {
  const { counts } = await list({});
  expect(counts).toEqual({ all: count, running: 3, needsYou: 0, failed: 360 - 1, open: 0 });
  expect(counts.failed).toBeLessThan(mostCounted);
});

test("knows where, what and who there is to choose from", async () => {
  const facets = await readFacets(database);
  expect(jobFacetsAnswer.parse(facets)).toEqual(facets);
  expect(facets.connections.map(({ name }) => name)).toEqual(
    Array.from({ length: 7 }, (_, at) => `Company ${at}`),
  );
  expect(facets.objects).toEqual(["customers", "invoices", "payments", "products", "suppliers"]);
  expect(facets.people).toHaveLength(11);
});

test("tells what is on the way, and what was written of since", async () => {
  const numbers = async (since: number | null) => {
    const { jobs, last } = await readChanges(database, since);
    return { numbers: jobs.map(({ number }) => number), last };
  };
  const underWay = [count, count - 1, count - 2];
  const note = (jobId: string, at: Date) =>
    database.insertInto("audit_events").values({ job_id: jobId, kind: "noted", detail: "x", at }).execute();
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await note("j4", anHourAgo);
  const first = await numbers(null);
  expect(first.numbers).toEqual(underWay);
  await note("j5", anHourAgo);
  const second = await numbers(first.last);
  expect(second.numbers).toEqual([...underWay, 5]);
  expect((await numbers(second.last)).numbers).toEqual(underWay);
  // Whoever begins to watch now may have read this import before it changed.
  await note("j6", new Date());
  expect((await numbers(null)).numbers).toEqual([...underWay, 6]);
});
