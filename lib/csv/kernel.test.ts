import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compiledKernel } from "../../scripts/compile-kernel.mjs";
import { createBatchReader, type ReadOptions } from "./batch-reader";
import { copyPlan, createCanonicalCsv } from "./canonical-csv";
import { CellSums } from "./cell-sums";
import { createCellText } from "./cell-text";
import { CellSum } from "./cell-traits";
import { createKernel, type Kernel, withKernel } from "./kernel";
import type { RecordBatch } from "./record-batch";
import { Utf8Check } from "./utf8-check";

function kernel(): Kernel {
  const made = createKernel();
  if (made === null) throw new Error("This platform has no WebAssembly with vectors");
  return made;
}

const pieces = fc.constantFrom(
  ...[
    '"',
    '""',
    ",",
    ",,,",
    "\n",
    "\r",
    "\r\n",
    "a",
    "bcdefghijklmnopqrstuvwxyz",
    "\0",
    "\\",
    " ",
    "é",
    "💶",
  ],
  ...['"quoted, and so on"', '"with ""quotes"""', '"line\nend"', "'", ";", "a,b,c\n", "1,2,3\r\n"],
);
/** Bytes that are no characters are among them. */
const bytes = fc
  .array(
    fc.oneof(
      { weight: 30, arbitrary: pieces.map((text) => Buffer.from(text)) },
      fc.constantFrom(0xff, 0xc3).map((byte) => Buffer.from([byte])),
    ),
    { maxLength: 120 },
  )
  .map((parts) => Buffer.concat(parts));
const dialects = fc.record({
  encoding: fc.constant("utf-8" as const),
  delimiter: fc.constantFrom(",", ";", ", ", " "),
  quote: fc.constantFrom('"', "'", null),
  escape: fc.constantFrom(null, "\\" as const),
  width: fc.constantFrom(0, 3),
  maxRecordBytes: fc.constantFrom(200, 1_000_000),
  maxRecordCells: fc.constantFrom(4, 100, 1_000_000),
});

/** All that can be told of a batch. */
const told = (batch: RecordBatch) => ({
  count: batch.count,
  bytes: Buffer.from(batch.bytes.subarray(0, batch.ends[batch.count - 1] ?? 0)).toString("latin1"),
  records: Array.from({ length: batch.count }, (_, record) => [
    ...[batch.starts[record], batch.ends[record], batch.lines[record]],
    ...[batch.cellStarts, batch.cellEnds, batch.cellKinds].map((places) =>
      [...places.subarray(batch.firstCells[record], batch.firstCells[record + 1])].join(),
    ),
  ]),
  flaws: batch.flaws,
});

function readBy(by: Kernel | null, content: Uint8Array, cuts: readonly number[], dialect: ReadOptions) {
  const reader = createBatchReader(dialect, undefined, by);
  const borders = [0, ...cuts.map((cut) => cut % (content.length + 1)).sort((a, b) => a - b), content.length];
  const batches = borders.slice(1).map((to, index) => {
    const batch = told(reader.read(content.subarray(borders[index], to), index === borders.length - 2));
    return { ...batch, at: reader.checkpoint(), row: reader.firstFileRow() };
  });
  const { first, invalid, beyondAscii } = reader.characters();
  const counted = { newline: reader.newline(), mixed: reader.mixedLine(), first, invalid, beyondAscii };
  return { batches, ...counted, sum: reader.sum() };
}

test("the kernel of the program is what its source compiles to", async () => {
  const committed = await readFile(new URL("./kernel-code.ts", import.meta.url), "utf8");
  expect(await compiledKernel()).toBe(committed);
});

test("with the kernel and without, any bytes in any chunks give the same batches", () => {
  fc.assert(
    fc.property(bytes, fc.array(fc.nat(), { maxLength: 4 }), dialects, (content, cuts, dialect) => {
      expect(readBy(kernel(), content, cuts, dialect)).toEqual(readBy(null, content, cuts, dialect));
    }),
    { numRuns: 800 },
  );
});

test("with the kernel and without, long runs of rows that are written as they should be, and a fault among them, are read alike, in memory that served others", async () => {
  const cells = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom("", "a", "Leeds", "LS1 5AB", "High Street, or so") },
      { weight: 6, arbitrary: fc.constantFrom('""', '"a"', '"90, High Street"', '"Acme ""Works"""', '""""') },
      { weight: 2, arbitrary: fc.nat({ max: 70 }).map((length) => "x".repeat(length)) },
      { weight: 2, arbitrary: fc.nat({ max: 70 }).map((length) => `"${'""'.repeat(length)}"`) },
      {
        weight: 1,
        arbitrary: fc.constantFrom('"over a\nline"', '"a"b', 'a"b', "\0", "\\", '"\\""', "\r", '"\r"'),
      },
    ),
    { minLength: 1, maxLength: 9 },
  );
  const rows = fc.array(cells, { maxLength: 60 });
  const newlines = fc.constantFrom("\n", "\r\n", "\r");
  const cuts = fc.array(fc.nat(), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(rows, newlines, dialects, cuts, async (of, newline, dialect, at) => {
      const content = Buffer.from(of.map((row) => row.join(",") + newline).join(""));
      const read = await withKernel(async (by) => by && readBy(by, content, at, dialect));
      expect(read).toEqual(readBy(null, content, at, dialect));
    }),
    { numRuns: 800 },
  );
});

test("more cells and records than there is room for at first are found alike", () => {
  for (const line of [`${",".repeat(70)}\n`, "\n", 'a,"b,c",d\r\n', `${"x".repeat(200)},y\n`]) {
    const content = Buffer.from(line.repeat(9000));
    const dialect = { encoding: "utf-8", delimiter: ",", quote: '"' } as const;
    expect(readBy(kernel(), content, [], dialect)).toEqual(readBy(null, content, [], dialect));
  }
});

test("with the kernel and without, the same records that are not marked are written", () => {
  const columns = fc.array(fc.nat({ max: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      bytes,
      dialects,
      columns,
      fc.array(fc.boolean(), { maxLength: 9 }),
      (content, dialect, of, marked) => {
        const write = (by: Kernel | null) => {
          const reader = createBatchReader(dialect, undefined, by);
          let text = (_: number) => "";
          const csv = createCanonicalCsv(dialect, (cell) => text(cell), by);
          csv.text("head");
          csv.endRecord();
          const half = content.length >> 1;
          for (const [part, isLast] of [
            [content.subarray(0, half), false],
            [content.subarray(half), true],
          ] as const) {
            const batch = reader.read(part, isLast);
            text = createCellText(batch, dialect.quote, dialect.escape).cell;
            for (const [record, mark] of marked.entries())
              if (mark && record < batch.count) batch.marks[record] = 1;
            csv.records(batch, copyPlan(of));
          }
          return Buffer.from(csv.take()).toString("latin1");
        };
        expect(write(kernel())).toBe(write(null));
      },
    ),
    { numRuns: 800 },
  );
});

test("output that is longer than the memory kept for it is written alike", () => {
  const content = Buffer.from(`${"long ".repeat(60)},b\n`.repeat(6000));
  const dialect = { encoding: "utf-8", delimiter: ",", quote: '"' } as const;
  const write = (by: Kernel | null) => {
    const batch = createBatchReader(dialect, undefined, by);
    const csv = createCanonicalCsv(dialect, () => "", by);
    csv.records(batch.read(content, true), copyPlan([0, 1, 0, 0]));
    return [csv.take(), csv.take()].map((taken) => Buffer.from(taken).toString("latin1"));
  };
  expect(write(kernel())).toEqual(write(null));
});

test("with the kernel and without, a cell has the same traits and the same hash", () => {
  const dialect = { encoding: "utf-8" as const, delimiter: ",", quote: '"', width: 3 };
  fc.assert(
    fc.property(bytes, (content) => {
      const by = kernel();
      const sums = new CellSums(by);
      const batch = createBatchReader(dialect, undefined, by).read(content, true);
      sums.begin(batch);
      const expected = new CellSum();
      for (let cell = 0; cell < (batch.firstCells[batch.count] as number); cell += 1) {
        expected.over(batch.bytes, batch.cellStarts[cell] as number, batch.cellEnds[cell] as number);
        expect({ ...sums.of(cell) }).toEqual({ ...expected });
      }
    }),
  );
});

test("different cells have different hashes in both halves, wherever they differ", () => {
  const seen = new Set<string>();
  const halves = [new Set<number>(), new Set<number>()] as const;
  const sum = new CellSum();
  const cells = Array.from({ length: 60 }, (_, length) => "a".repeat(length)).flatMap((cell) =>
    Array.from({ length: 60 }, (_, at) => `${cell.slice(0, at)}b${cell.slice(at)}`),
  );
  for (const cell of [...cells, ...Array.from({ length: 50_000 }, (_, number) => `AC${number}`)]) {
    if (seen.has(cell)) continue;
    seen.add(cell);
    const content = new TextEncoder().encode(cell);
    sum.over(content, 0, content.length);
    halves[0].add(sum.low);
    halves[1].add(sum.high);
  }
  // Of so many, one or two pairs share 32 bits by chance.
  for (const half of halves) expect(half.size).toBeGreaterThan(seen.size - 5);
});

test("with the kernel and without, the same bytes are no characters", () => {
  const mean = fc.constantFrom(
    0x80,
    0xbf,
    0xc1,
    0xc2,
    0xe0,
    0xa0,
    0xed,
    0x9f,
    0xef,
    0xf0,
    0x90,
    0xf4,
    0x8f,
    0xf5,
  );
  const runs = fc.array(
    fc.oneof(
      fc.array(fc.oneof(mean, fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
      fc.nat({ max: 40 }).map((length) => new Array<number>(length).fill(0x61)),
      fc.constantFrom("é", "💶", "漢字").map((text) => [...Buffer.from(text)]),
    ),
    { maxLength: 8 },
  );
  const by = kernel();
  const place = by.stretch(1024);
  fc.assert(
    fc.property(runs, fc.boolean(), (parts, isLast) => {
      const content = Uint8Array.from(parts.flat());
      const held = new Uint8Array(by.buffer, place.at, content.length);
      held.set(content);
      const [one, other] = [new Utf8Check(0, by), new Utf8Check(0)];
      expect(one.push(held, isLast)).toEqual(other.push(content, isLast));
      expect({ ...one }).toEqual({ ...other });
    }),
    { numRuns: 5000 },
  );
});
