import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { noticesAnswer } from "../api-contract/notices";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { generateJobs } from "../jobs/generate-jobs";
import { projectJob } from "../jobs/job-projection";
import { readSummaries } from "../jobs/job-summaries";
import { createNotices, type NoticeBoard } from "./notices";

let database: Database;
let board: NoticeBoard;
let end: () => Promise<void>;
const wishes = { hold: null, isCancelled: false, isConnectionHeld: false };
// Jobs of generateJobs belong to "p" and their number modulo 11.
const mine = { id: "p1" };
const theirs = { id: "p2" };

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  const opened = openDatabase(url);
  database = opened.database;
  end = () => opened.close().then(drop);
  await migrate(database);
  await generateJobs(database, 30);
  board = createNotices({
    database,
    jobs: { summaries: (ids) => readSummaries(database, ids) },
    sendsMail: false,
  });
});
afterAll(() => end());

async function becomes(
  number: number,
  batch: { status: "running" | "completed" | "needs_decision" },
  paused = false,
) {
  const id = `j${number}`;
  await database.transaction().execute(async (transaction) => {
    const other = batch.status === "completed" ? "succeeded" : null;
    await transaction
      .updateTable("batches")
      .set({ ...batch, other_records: other })
      .where("job_id", "=", id)
      .execute();
    await projectJob(transaction, id, { ...wishes, isConnectionHeld: paused });
  });
}
const told = async (person: { id: string }) =>
  (await board.list(person)).notices.map(
    ({ kind, job, isNew }) => `${job.number} ${kind}${isNew ? " new" : ""}`,
  );

test("one is told when one's import ends, once, and of nobody else's", async () => {
  await becomes(12, { status: "running" });
  expect(await told(mine)).toEqual([]);
  await becomes(12, { status: "completed" });
  await becomes(12, { status: "completed" });
  expect(await told(mine)).toEqual(["12 ended new"]);
  expect(await told(theirs)).toEqual([]);
  const answer = await board.list(mine);
  expect(noticesAnswer.parse(answer)).toEqual(answer);
  expect(answer.mail).toBeNull();
});

test("everybody is told of an import that needs somebody, as long as it does", async () => {
  await becomes(23, { status: "running" });
  await becomes(23, { status: "needs_decision" });
  expect(await told(mine)).toEqual(["23 needs_you new", "12 ended new"]);
  expect(await told(theirs)).toEqual(["23 needs_you new"]);
  await becomes(23, { status: "running" });
  expect(await told(theirs)).toEqual([]);
  await becomes(23, { status: "completed" });
  expect(await told(mine)).toEqual(["23 ended new", "12 ended new"]);
});

test("what was looked at is not new to that person, and looking never goes back", async () => {
  const [newest, older] = (await board.list(mine)).notices;
  await board.see(mine, newest?.id ?? 0);
  await board.see(mine, older?.id ?? 0);
  expect(await told(mine)).toEqual(["23 ended", "12 ended"]);
  await becomes(24, { status: "needs_decision" });
  expect(await told(mine)).toEqual(["24 needs_you new", "23 ended", "12 ended"]);
  expect(await told(theirs)).toEqual(["24 needs_you new"]);
});
