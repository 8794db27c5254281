import { openAsBlob } from "node:fs";
import { mkdtemp, open, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { type BenchTable, tables, textOf } from "./contacts";
import { csvParse } from "./csv-parse";
import { type ChromiumBench, openChromium } from "./in-chromium";
import { inTurns, type Results } from "./measure";
import { type Pipeline, readers } from "./readers";
import { type Measured, plotOf, tableOf, withFigures } from "./report";

/**
 * `BENCH_SCALE=0.1` makes smaller files, `BENCH_ROUNDS` sets the rounds, `--write` keeps the results in docs/, `--node`
 * leaves the browser out.
 */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const scale = Number(process.env.BENCH_SCALE ?? 1);

async function makeFile(
  folder: string,
  table: BenchTable,
  rows: number,
): Promise<{ file: string; megabytes: number }> {
  const file = path.join(folder, `${table.name.replaceAll(" ", "-")}.csv`);
  const made = await open(file, "w");
  for (const text of textOf(table, rows)) await made.write(text);
  const { size } = await made.stat();
  await made.close();
  return { file, megabytes: size / 1e6 };
}

/** In milliseconds of processor time, all threads together: what else the machine does lengthens a clock's by far more. */
async function inNode(file: string, { width }: BenchTable): Promise<Results> {
  const blob = await openAsBlob(file);
  const all: Readonly<Record<string, Pipeline>> = { ...readers, "csv-parse": csvParse };
  return inTurns(Object.keys(all), rounds, async (reader) => {
    const started = process.cpuUsage();
    const outcome = await all[reader]?.(blob, width);
    if (outcome === undefined) throw new Error(`There is no reader ${reader}`);
    const { user, system } = process.cpuUsage(started);
    return { milliseconds: (user + system) / 1000, outcome };
  });
}

function told(title: string, megabytes: number, results: Results): Measured {
  const measured = { title, megabytes, ...results };
  console.log(tableOf(measured));
  return measured;
}

async function memoryTable(chromium: ChromiumBench, file: string, megabytes: number): Promise<string> {
  const lines = [
    `### Chromium: memory over the idle page, ${Math.round(megabytes)} MB of contacts`,
    "",
    "| reader | page MB | browser process MB | longest task of the page's thread ms |",
    "|---|---:|---:|---:|",
  ];
  for (const reader of ["File.stream() unread", "hubload", "PapaParse"]) {
    const { renderer, browser, longestTask } = await chromium.memory(file, tables.gigabyte, reader);
    lines.push(
      `| ${reader} | ${Math.round(renderer)} | ${Math.round(browser)} | ${Math.round(longestTask)} |`,
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Memory, which is the browser's, and all figures into the page of them where `--write` says so. */
async function lastFigures(chromium: ChromiumBench, folder: string, results: Measured[]): Promise<void> {
  const { file, megabytes } = await makeFile(
    folder,
    tables.gigabyte,
    Math.round(tables.gigabyte.rows * scale),
  );
  const memory = await memoryTable(chromium, file, megabytes);
  console.log(memory);
  if (process.argv.includes("--write")) {
    const machine = `Scale ${scale}, ${rounds} rounds, Node ${process.version}, Chromium ${chromium.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}.`;
    const docs = path.resolve(import.meta.dirname, "../docs");
    const page = path.join(docs, "performance.md");
    const figures = [machine, "", ...results.map(tableOf), memory].join("\n");
    await writeFile(page, withFigures(await readFile(page, "utf8"), figures));
    await writeFile(path.join(docs, "images/bench.svg"), plotOf(results));
  }
}

const folder = await mkdtemp(path.join(tmpdir(), "hubload-bench-"));
const chromium = process.argv.includes("--node") ? null : await openChromium();
try {
  const results: Measured[] = [];
  for (const table of [tables.contacts, tables.quoted, tables.wide]) {
    const rows = Math.round(table.rows * scale);
    const { file, megabytes } = await makeFile(folder, table, rows);
    const title = `${table.name}, ${rows.toLocaleString("en-GB")} rows`;
    if (chromium !== null)
      results.push(told(`Chromium: ${title}`, megabytes, await chromium.times(file, table, rounds)));
    results.push(told(`Node: ${title}`, megabytes, await inNode(file, table)));
    await rm(file);
  }
  if (chromium !== null) await lastFigures(chromium, folder, results);
} finally {
  await chromium?.end();
  await rm(folder, { recursive: true, force: true });
}
