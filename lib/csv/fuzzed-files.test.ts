import { expect, test } from "vitest";
import { detectReading } from "./detect-reading";
import { jsonRows } from "./json-rows";
import { cleanTables, writtenTable } from "./polluted-tables";
import { ReadError } from "./read-error";
import { createRecordReader } from "./record-reader";

/** Numbers from 0 up to `below`, the same in every run (mulberry32). */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const encoder = new TextEncoder();
const originals = cleanTables.map(({ header, rows, form }) =>
  encoder.encode(writtenTable([header, ...rows], form)),
);
const special = [
  0x22, 0x27, 0x2c, 0x3b, 0x09, 0x0a, 0x0d, 0x00, 0x5c, 0x20, 0xff, 0xfe, 0xef, 0xc3, 0x80, 0x81,
];

type Change = (bytes: number[], dice: (below: number) => number) => void;

const changes: readonly Change[] = [
  // A bit flips.
  (bytes, dice) => {
    const at = dice(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << dice(8));
  },
  // A byte that means something is put in, or stands for another.
  (bytes, dice) => bytes.splice(dice(bytes.length), dice(2), special[dice(special.length)] ?? 0),
  // A stretch is lost.
  (bytes, dice) => bytes.splice(dice(bytes.length), dice(40)),
  // The end is lost.
  (bytes, dice) => bytes.splice(dice(bytes.length) + 1),
  // A stretch comes again, somewhere else.
  (bytes, dice) => {
    const from = dice(bytes.length);
    bytes.splice(dice(bytes.length), 0, ...bytes.slice(from, from + dice(60)));
  },
  // A stretch of another file stands in it.
  (bytes, dice) => {
    const other = originals[dice(originals.length)] ?? [];
    const from = dice(other.length);
    bytes.splice(dice(bytes.length), 0, ...other.slice(from, from + dice(80)));
  },
];

function fuzzed(seed: number): Uint8Array {
  const dice = createDice(seed);
  const bytes = [...(originals[dice(originals.length)] ?? [])];
  const times = 1 + dice(12);
  for (let time = 0; time < times && bytes.length > 0; time += 1)
    changes[dice(changes.length)]?.(bytes, dice);
  return new Uint8Array(bytes);
}

async function read(
  bytes: Uint8Array,
): Promise<{ rows: string[][]; issues: { line: number | null; row: number | null }[] }> {
  let text = "";
  const slice = async (from: number, to: number) => bytes.slice(from, to);
  for await (const piece of jsonRows("a.csv", { size: bytes.length, slice }, {})) text += piece;
  return JSON.parse(text);
}

/** Of this process alone, so that a busy machine makes no difference. */
function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const files = 2000;

test(`${files} mutated files are read without an exception, quickly, and issues stand on lines and rows there are`, async () => {
  for (let seed = 0; seed < files; seed += 1) {
    const bytes = fuzzed(seed);
    const started = cpuSeconds();
    const { rows, issues } = await read(bytes);
    expect(cpuSeconds() - started, `file ${seed}`).toBeLessThan(2);
    const lines = bytes.filter((byte) => byte === 10 || byte === 13).length + 1;
    for (const { line, row } of issues) {
      expect(line ?? 1, `file ${seed}`).toBeLessThanOrEqual(lines);
      expect(row ?? 1, `file ${seed}`).toBeLessThanOrEqual(Math.max(1, rows.length));
    }
  }
});

test("mutated files give the same records in pieces of any size", () => {
  for (let seed = 0; seed < 400; seed += 1) {
    const bytes = fuzzed(seed);
    const dice = createDice(seed + 1_000_000);
    let detected: ReturnType<typeof detectReading>;
    try {
      detected = detectReading(bytes, true, {});
    } catch (error) {
      expect(error, `file ${seed}`).toBeInstanceOf(ReadError);
      continue;
    }
    const { encoding, delimiter, quote, escape: escaping } = detected.reading;
    const options = {
      ...{ encoding: encoding.value, delimiter: delimiter.value, quote: quote.value },
      ...{ escape: escaping?.value ?? null, width: detected.width },
    };
    const whole = createRecordReader(options);
    const expected = [...whole.read(bytes), ...whole.end()];
    const pieces = createRecordReader(options);
    const records: typeof expected = [];
    for (let at = 0; at < bytes.length; ) {
      const size = 1 + dice(97);
      records.push(...pieces.read(bytes.subarray(at, at + size)));
      at += size;
    }
    expect([...records, ...pieces.end()], `file ${seed}`).toEqual(expected);
  }
});
