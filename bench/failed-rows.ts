// An import with a million failed rows against one with a thousand: the same questions, asked in turns; then every file of
// its rows, with the memory it takes, or those that are named: `npm run bench:rows -- failed.csv sent.csv`
import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { type RowsFileName, rowsFileNames } from "../lib/api-contract/rows-file";
import { type Database, openDatabase } from "../lib/database/database";
import { migrate } from "../lib/database/migrate";
import { createFakeUpstream } from "../lib/jobs/fake-open-connectors";
import { createJobs, type Jobs } from "../lib/jobs/jobs";
import { createUploads } from "../lib/uploads/uploads";
import { createTestDatabase, joinTestServer } from "../scripts/test-database.mjs";
import { endWithFailures, reasons } from "./end-with-failures";

const many = Number(process.env.BENCH_ROWS ?? 1_000_000);
const few = 1_000;
const rounds = Number(process.env.BENCH_ROUNDS ?? 50);
const person = { id: "p1", name: "Jane Doe" };
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Of so many rows that fail as many again fail not: a tenth is done, a tenth was not tried. */
async function* contacts(failing: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode("name,email,reference\n");
  const records = failing * 1.2;
  for (let at = 0; at < records; at += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, records - at) }, (_, row) => {
      const number = at + row + 1;
      return `"Zoë, ${number}",contact${number}@example.com,R${String(number).padStart(9, "0")}\n`;
    });
    yield encoder.encode(rows.join(""));
  }
}

interface Ended {
  id: string;
  failed: number;
  /** Ids of the most frequent reason and of the one that three rows have. */
  reasons: { frequent: number; rare: number };
}

async function endedImport(
  database: Database,
  uploads: ReturnType<typeof createUploads>,
  jobs: Jobs,
  failing: number,
): Promise<Ended> {
  const uploadId = await uploads.compose(person.id, "contacts.csv", contacts(failing));
  const { id } = await jobs.submit(person, randomUUID(), {
    ...{ connectionId: "books", objectName: "customers", uploadId, fileName: "contacts.csv" },
  });
  const failed = await endWithFailures(database, id, failing);
  const { reasons: known = [] } = (await jobs.reasons(id)) ?? {};
  const idOf = (example: string) => known.find((reason) => reason.example === example)?.id ?? 0;
  return { id, failed, reasons: { frequent: idOf(reasons.frequent), rare: idOf(reasons.rare) } };
}

const questions: Record<string, (jobs: Jobs, of: Ended) => Promise<unknown>> = {
  "the import": (jobs, { id }) => jobs.get(id),
  "why rows failed": (jobs, { id }) => jobs.reasons(id),
  "first page of failed rows": (jobs, { id }) => jobs.rows(id, { outcome: "failed" }),
  "page in the middle": (jobs, { id, failed }) =>
    jobs.rows(id, { outcome: "failed", cursor: String(failed >> 1) }),
  "first page of the most frequent reason": (jobs, { id, reasons }) =>
    jobs.rows(id, { outcome: "failed", reason: reasons.frequent }),
  "a reason of three rows": (jobs, { id, reasons }) =>
    jobs.rows(id, { outcome: "failed", reason: reasons.rare }),
  "first page of rows not tried": (jobs, { id }) => jobs.rows(id, { outcome: "not_tried" }),
};

const at = (sorted: readonly number[], part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0;

async function askInTurns(jobs: Jobs, imports: readonly Ended[]): Promise<void> {
  console.log(`| question | ${few} failed, p50 / p99 ms | ${many} failed, p50 / p99 ms | times, p50 |`);
  console.log("|---|---:|---:|---:|");
  for (const [name, ask] of Object.entries(questions)) {
    const taken: number[][] = imports.map(() => []);
    for (let round = -3; round < rounds; round += 1)
      for (const [which, one] of imports.entries()) {
        const start = performance.now();
        await ask(jobs, one);
        if (round >= 0) taken[which]?.push(performance.now() - start);
      }
    const [small = [], large = []] = taken.map((times) => times.toSorted((a, b) => a - b));
    const cell = (times: readonly number[]) => `${at(times, 0.5).toFixed(1)} / ${at(times, 0.99).toFixed(1)}`;
    console.log(
      `| ${name} | ${cell(small)} | ${cell(large)} | ${(at(large, 0.5) / at(small, 0.5)).toFixed(1)} |`,
    );
  }
}

/** A file of rows: its name in the address, and its format. */
interface Export {
  name: RowsFileName;
  format: "csv" | "xlsx";
}

/** How far memory rose, in MB, while the first tenth of the bytes, any of them and the last tenth were given out. */
interface Rise {
  first: number;
  any: number;
  last: number;
}

/** Reads a file as fast as it is made. Memory is what this process rises above what it is when the file is asked for. */
async function exportOf(jobs: Jobs, id: string, { name, format }: Export) {
  const file = await jobs.file(id, name, { format });
  if (!file) throw new Error(`there is no ${name}`);
  const before = process.memoryUsage.rss();
  const start = performance.now();
  const samples: { bytes: number; rss: number }[] = [];
  let [bytes, firstMs] = [0, 0];
  for await (const piece of file.bytes) {
    bytes += piece.length;
    samples.push({ bytes, rss: process.memoryUsage.rss() });
    // The heading comes before a row was looked for.
    if (samples.length === 2) firstMs = performance.now() - start;
  }
  const highest = (from: number, to: number) => {
    const within = samples.filter((sample) => sample.bytes > bytes * from && sample.bytes <= bytes * to);
    return (within.reduce((most, { rss }) => Math.max(most, rss), before) - before) / 1e6;
  };
  const rise: Rise = { first: highest(0, 0.1), any: highest(0, 1), last: highest(0.9, 1) };
  return { bytes, firstMs, seconds: (performance.now() - start) / 1_000, rise };
}

const named = process.argv.slice(2);
const files = rowsFileNames
  .flatMap((name): Export[] =>
    (name === "sent" ? (["csv"] as const) : (["csv", "xlsx"] as const)).map((format) => ({ name, format })),
  )
  .filter(({ name, format }) => named.length === 0 || named.includes(`${name}.${format}`));

async function exportAll(jobs: Jobs, [small, large]: readonly [Ended, Ended]): Promise<void> {
  console.log(
    "\n| file | MB | first rows after ms | s | memory MB: first tenth / at most / last tenth | of 1000 failed |",
  );
  console.log("|---|---:|---:|---:|---:|---:|");
  for (const one of files) {
    const little = await exportOf(jobs, small.id, one);
    const { bytes, firstMs, seconds, rise } = await exportOf(jobs, large.id, one);
    const cells = [
      ...[(bytes / 1e6).toFixed(1), firstMs.toFixed(0), seconds.toFixed(1)],
      [rise.first, rise.any, rise.last].map((megabytes) => megabytes.toFixed(0)).join(" / "),
      little.rise.any.toFixed(0),
    ];
    console.log(`| ${one.name}.${one.format} | ${cells.join(" | ")} |`);
  }
}

const leave = await joinTestServer();
const { url, drop } = await createTestDatabase();
const directory = await mkdtemp(join(tmpdir(), "failed-rows-"));
const { database, close } = openDatabase(url, { statementTimeoutMs: 0, queryTimeoutMs: 0 });
try {
  await migrate(database);
  const uploads = createUploads({ database, directory, maxBytes: 1e10 });
  const jobs = createJobs({
    ...{ database, uploads, log, openConnectors: createFakeUpstream().openConnectors },
    upstreamUrl: "https://api.example.com/elements/api-v2",
    publicUrl: new URL("https://imports.example.com"),
  });
  const imports: [Ended, Ended] = [
    await endedImport(database, uploads, jobs, few),
    await endedImport(database, uploads, jobs, many),
  ];
  console.log(`load ${loadavg()[0]?.toFixed(1)}\n`);
  await askInTurns(jobs, imports);
  await exportAll(jobs, imports);
} finally {
  await close();
  await drop();
  await leave();
  await rm(directory, { recursive: true });
}
