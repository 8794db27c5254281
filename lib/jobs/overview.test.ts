import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { overviewAnswer } from "../api-contract/overview";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { generateJobs } from "./generate-jobs";
import { createOverview } from "./overview";

let database: Database;
let end: () => Promise<void>;

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  const opened = openDatabase(url);
  database = opened.database;
  end = () => opened.close().then(drop);
  await migrate(database);
  await generateJobs(database, 5_000);
});
afterAll(() => end());

// Midnight where the clocks went back: the day in the middle has 25 hours.
const moments = ["2026-12-28T23:00:00+01:00", "2026-12-29T23:00:00+01:00", "2026-12-31T00:00:00Z"];

test("each day holds the rows of the parts that ended in it, by connection, and all of them add up", async () => {
  const { connections } = await createOverview(database)(moments);
  const { rows } = await sql<{ rows: number; failed: number }>`
    select sum(last_row - first_row + 1)::int as rows, sum(failed)::int as failed from batches
    where ended_at >= ${moments[0]} and ended_at < ${moments[2]}`.execute(database);
  const days = connections.flatMap((connection) => connection.days);
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((total, day) => total + of(day), 0);
  expect(connections).toHaveLength(7);
  expect(connections.every((connection) => connection.days.length === 2)).toBe(true);
  expect(sum(({ done, failed }) => done + failed)).toBe(rows[0]?.rows);
  expect(sum(({ failed }) => failed)).toBe(rows[0]?.failed);
  const first = connections[0];
  expect(first?.name).toMatch(/^Company \d$/);
});

test("rows whose outcome nobody knows are neither done nor failed", async () => {
  await database
    .updateTable("batches")
    .set({ other_records: "unknown", failed: 3, found: 2, ended_at: "2027-01-05T12:00:00Z" })
    .where("job_id", "=", "j10")
    .execute();
  const { connections } = await createOverview(database)(["2027-01-05T00:00:00Z", "2027-01-06T00:00:00Z"]);
  expect(connections.map(({ days }) => days)).toEqual([[{ done: 2, failed: 3, unknown: 5 }]]);
});

test("what runs, what needs somebody and what is open are told apart, the longest waiting first", async () => {
  const change = (number: number, set: object) =>
    database.updateTable("jobs").set(set).where("number", "=", number).execute();
  await change(4_999, { status: "paused", needs_person: true });
  await change(100, { status: "needs_decision", needs_person: true, open_rows: 10 });
  await change(60, { open_rows: 2 });
  await change(40, { open_rows: 1 });
  await change(4_998, { open_rows: 5, ended_at: null });
  const answer = await createOverview(database)(moments);
  const numbers = (jobs: readonly { number: number }[]) => jobs.map(({ number }) => number);
  expect(numbers(answer.running.map(({ job }) => job))).toEqual([5_000, 4_998]);
  expect(numbers(answer.needsYou)).toEqual([100, 4_999]);
  expect(numbers(answer.open)).toEqual([40, 60]);
  expect(overviewAnswer.omit({ drafts: true }).parse(answer)).toEqual(answer);
});

test("all who look within a second share one reading, and a reading that fails is not kept", async () => {
  let time = 0;
  const overview = createOverview(database, () => time);
  const first = await overview(moments);
  expect((await overview(moments)).needsYou).toBe(first.needsYou);
  time = 1_000;
  const second = await overview(moments);
  expect(second.needsYou).not.toBe(first.needsYou);
  expect(second.connections).toBe(first.connections);
  await expect(overview(["no moment", "at all"])).rejects.toThrow();
  time = 2_000;
  expect((await overview(moments)).counts.all).toBe(5_000);
});
