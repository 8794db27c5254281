import { performance } from "node:perf_hooks";
import { openDatabase } from "../lib/database/database";
import { migrate } from "../lib/database/migrate";
import { generateJobs } from "../lib/jobs/generate-jobs";
import { readFacets } from "../lib/jobs/narrow-jobs";
import { createOverview } from "../lib/jobs/overview";
import { listJobs, readChanges } from "../lib/jobs/read-jobs";
import { createTestDatabase, joinTestServer } from "../scripts/test-database.mjs";

/** The list of imports with many of them against the list with few: the same questions, asked in turns. */
const many = Number(process.env.BENCH_JOBS ?? 1_000_000);
const few = 1_000;
const rounds = Number(process.env.BENCH_ROUNDS ?? 200);
const person = { id: "p1" };
const twoWeeks = Array.from({ length: 15 }, (_, day) => new Date(Date.UTC(2026, 11, 17 + day)).toISOString());

type Database = Parameters<typeof listJobs>[0];
const questions: Record<string, (database: Database, total: number) => Promise<unknown>> = {
  "newest page": (database) => listJobs(database, { show: "all" }, person),
  "page in the middle": (database, total) =>
    listJobs(database, { show: "all", cursor: String(total >> 1) }, person),
  failed: (database) => listJobs(database, { show: "failed" }, person),
  mine: (database) => listJobs(database, { show: "mine" }, person),
  "one connection, one object": (database) =>
    listJobs(database, { show: "all", connection: "c3", object: "invoices" }, person),
  "a day long ago": (database) =>
    listJobs(database, { show: "all", before: "2026-12-30T20:00:00Z", from: "2026-12-30T10:00:00Z" }, person),
  "a file by its words": (database) => listJobs(database, { show: "all", search: "receipts 777" }, person),
  "a word of every file": (database) => listJobs(database, { show: "all", search: "csv" }, person),
  "words of every file": (database) =>
    listJobs(database, { show: "all", search: "csv receipts month" }, person),
  "an id": (database) => listJobs(database, { show: "all", search: "bulk500" }, person),
  choices: (database) => readFacets(database),
  "first page": (database) => createOverview(database)(twoWeeks),
  "what changed": (database) => readChanges(database, null),
};

async function prepared(count: number) {
  const { url, drop } = await createTestDatabase();
  const { database, close } = openDatabase(url, { statementTimeoutMs: 0, queryTimeoutMs: 0 });
  await migrate(database);
  await generateJobs(database, count);
  return { database, count, end: () => close().then(drop) };
}

const at = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;

async function main(): Promise<void> {
  const leave = await joinTestServer();
  const sizes = [await prepared(few), await prepared(many)];
  console.log(`| question | ${few} imports, p50 / p99 ms | ${many} imports, p50 / p99 ms | times, p99 |`);
  console.log("|---|---:|---:|---:|");
  for (const [name, ask] of Object.entries(questions)) {
    const taken: number[][] = sizes.map(() => []);
    for (let round = -5; round < rounds; round += 1) {
      for (const [which, { database, count }] of sizes.entries()) {
        const start = performance.now();
        await ask(database, count);
        if (round >= 0) taken[which]?.push(performance.now() - start);
      }
    }
    const [small = [], large = []] = taken.map((times) => times.toSorted((a, b) => a - b));
    const cell = (times: readonly number[]) => `${at(times, 0.5).toFixed(1)} / ${at(times, 0.99).toFixed(1)}`;
    console.log(
      `| ${name} | ${cell(small)} | ${cell(large)} | ${(at(large, 0.99) / at(small, 0.99)).toFixed(1)} |`,
    );
  }
  for (const { end } of sizes) await end();
  await leave();
}

await main();
