import { Blob } from "node:buffer";
import { contactColumns, contacts, heavilyQuoted, wide } from "./contacts";
import {
  csvParsePipeline,
  decoded,
  hubload,
  type Outcome,
  type Pipeline,
  papaparse,
  unread,
} from "./pipelines";

/** Readers run one after the other, again and again, so that what else the machine does falls on all of them alike. */
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const scale = Number(process.env.BENCH_SCALE ?? 1);

const readers: Record<string, Pipeline> = {
  "bytes unread": unread,
  "bytes as text": decoded,
  hubload,
  PapaParse: papaparse,
  "csv-parse": csvParsePipeline,
};
const files: [name: string, width: number, rows: number, make: (rows: number) => Uint8Array<ArrayBuffer>][] =
  [
    ["contacts", contactColumns.length, 1_000_000, contacts],
    ["heavily quoted", contactColumns.length, 500_000, heavilyQuoted],
    ["200 columns", 200, 60_000, wide],
  ];

async function* chunksOf(blob: Blob): AsyncGenerator<Uint8Array> {
  const sliceBytes = 1_048_576;
  for (let from = 0; from < blob.size; from += sliceBytes) {
    yield new Uint8Array(await blob.slice(from, from + sliceBytes).arrayBuffer());
  }
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measured(name: string, width: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const blob = new Blob([bytes]);
  const megabytes = bytes.length / 1e6;
  const times = new Map<string, number[]>();
  const outcomes = new Map<string, Outcome>();
  for (let round = 0; round <= rounds; round += 1) {
    for (const [reader, pipeline] of Object.entries(readers)) {
      if (reader === "csv-parse" && round > 2) continue;
      const started = performance.now();
      outcomes.set(reader, await pipeline(chunksOf(blob), width));
      // The first round warms the compiler.
      if (round > 0) times.set(reader, [...(times.get(reader) ?? []), performance.now() - started]);
    }
  }
  const results = ["hubload", "PapaParse", "csv-parse"].map((reader) => JSON.stringify(outcomes.get(reader)));
  if (new Set(results).size > 1) throw new Error(`The readers disagree over ${name}: ${results.join(" ")}`);
  const baseline = median(times.get("PapaParse") ?? []);
  console.log(`\n### ${name} (${Math.round(megabytes)} MB, ${outcomes.get("hubload")?.wrong} rows wrong)\n`);
  console.log("| reader | median ms | MB/s | times PapaParse |\n|---|---:|---:|---:|");
  for (const reader of Object.keys(readers)) {
    const time = median(times.get(reader) ?? []);
    const cells = [
      reader,
      Math.round(time),
      Math.round((megabytes / time) * 1000),
      (baseline / time).toFixed(1),
    ];
    console.log(`| ${cells.join(" | ")} |`);
  }
}

console.log(
  `Node ${process.version}, ${rounds} rounds, readers in turn; each reads, checks, maps and writes.`,
);
for (const [name, width, most, make] of files) {
  const rows = Math.round(most * scale);
  await measured(`${name}, ${rows.toLocaleString("en-GB")} rows`, width, make(rows));
}
console.log(
  `\nPeak memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB, the files themselves included.`,
);
