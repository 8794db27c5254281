import { createBatchReader } from "./batch-reader";
import { delimiters, type Escape, type Quote } from "./reading";
import { bytesOf, ESCAPED, firstRecords, isSound, QUOTED, type RecordBatch } from "./record-batch";
import { recordsOf } from "./record-reader";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import {
  fewestForOdd,
  isBesideAnother,
  isClock,
  isDecimal,
  isDoubled,
  isGrid,
  isOutnumbered,
  isPadding,
  isShy,
  isText,
  telltale,
} from "./unlikely-delimiter";

export interface TriedDialect {
  delimiter: string;
  quote: Quote;
  escape: Escape;
}

/** The first rows of a file, read with one dialect, and how well it divides them. */
export interface DialectCandidate extends TriedDialect {
  label: string;
  /** How many cells a row has, mostly. */
  width: number;
  sample: SampleRow[];
  /** Not even the first row ends in the bytes. */
  isCut: boolean;
  /** Rows that have the width, of the rows that are not blank. */
  fitting: number;
  filledRows: number;
  /** Rows whose quotes cannot be right, and cells that are well written in quotes. */
  unsound: number;
  quotedCells: number;
  /** How evenly the rows are divided; two that are alike are a tie. */
  evenness: number;
  score: number;
}

const sampleRows = 300;
/** @param whole the bytes are the whole file, so its last line is a whole row */
export function candidateOf(bytes: Uint8Array, whole: boolean, tried: TriedDialect): DialectCandidate {
  const { delimiter, quote } = tried;
  const label = delimiters.find(({ value }) => value === delimiter)?.label ?? delimiter;
  const { sample, isCut, quotedCells, quotedRows, quoteInText } = sampleOf(bytes, whole, tried);
  const filled = sample.filter(({ cells }) => !cells.every(isBlank));
  const { width, fitting } = mostWidth(filled);
  const rows = Math.max(1, filled.length);
  const share = fitting / rows;
  // The first row mostly holds the names: a delimiter that divides it too is the likelier one.
  const firstFits = filled[0]?.isSound === true && filled[0].cells.length === width;
  const unsound = filled.filter((row) => !row.isSound).length;
  // A few apostrophes in a text are no quotes: those of a dialect come in pairs around cells.
  // Nor are they where they tear cells that double ones hold together, in as many rows.
  const isNoQuote =
    quote === "'" &&
    (quotedCells < 2 ||
      unsound > sparedQuotes(quotedCells) ||
      quotedRows <= filled.filter(isTornInDouble).length);
  const isHeld =
    !isBesideAnother(filled) &&
    unsound * 10 <= rows &&
    share >= 0.6 &&
    quotedCells >= (firstFits ? rows : 2 * fitting);
  const isUnlikely =
    isNoQuote ||
    (delimiter === " " && isPadding(filled)) ||
    (delimiter === ":" && isClock(filled, firstFits)) ||
    (isShy(delimiter) && !isHeld && !isGrid(filled, { delimiter, width, firstFits })) ||
    (isShy(delimiter) && !isHeld && isOutnumbered(filled, delimiter)) ||
    (delimiter === "," && isDecimal(filled)) ||
    (/[|:]/.test(delimiter) && isDoubled(filled, width)) ||
    (!firstFits && isText(filled, width, delimiter));
  const evenness =
    width < 2 || isUnlikely
      ? 0
      : share * (firstFits ? 1.5 : 1) * shyness(delimiter, firstFits && isEven(fitting, rows), width);
  const faults = (unsound * 0.2 + quoteInText * 0.3) / rows;
  const cells = filled.reduce((count, row) => count + row.cells.length, 0);
  const goodness =
    quoteScore(tried, quotedCells / Math.max(1, cells)) +
    0.3 * cleanShare(filled, delimiter) +
    Math.log2(width) / 1000;
  return {
    ...{ ...tried, label, width, sample, isCut, fitting, filledRows: filled.length, unsound, quotedCells },
    ...{
      evenness,
      score: isNoQuote
        ? -1
        : evenness === 0
          ? oneColumnScore(tried, quotedCells, rows)
          : evenness + goodness - faults,
    },
  };
}

/** So many rows with a quote too few or too many are those of a file with single quotes, not of one with apostrophes. */
const sparedQuotes = (quotedCells: number) => Math.max(quotedCells < 4 ? 0 : 1, quotedCells / 10);

/** Whether a double quote begins a cell of a row, and one ends a later cell. */
function isTornInDouble({ cells }: SampleRow): boolean {
  const begins = cells.findIndex((cell) => /^"(?!.*"$)/s.test(cell));
  return begins !== -1 && cells.slice(begins + 1).some((cell) => cell.endsWith('"'));
}

const isEven = (fitting: number, rows: number) =>
  fitting / rows >= 0.95 || (rows > fewestForOdd && rows - fitting === 1);

const shyness = (delimiter: string, isEven: boolean, width: number) =>
  !isShy(delimiter) ? 1 : isEven && width > 2 ? 0.85 : 0.6;

/** Share of cells that hold nothing that divides cells elsewhere. */
function cleanShare(filled: readonly SampleRow[], delimiter: string): number {
  const cells = filled.flatMap((row) => row.cells);
  const odd = cells.filter((cell) => telltale.test(cell.replaceAll(delimiter, ""))).length;
  return cells.length === 0 ? 0 : 1 - odd / cells.length;
}

/** Rows of so many cells each are no sentences. */
const fewestForTable = 4;

function mostWidth(filled: readonly SampleRow[]): { width: number; fitting: number } {
  const counts = new Map<number, number>();
  for (const { cells, isSound } of filled) {
    if (isSound) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  // Lines above and below a table may be more than its rows, which have many cells each.
  const lone = counts.get(1) ?? 0;
  const isTable = [...counts].some(([width, rows]) => width >= fewestForTable && rows > 1 && rows * 5 > lone);
  const weight = ([width, rows]: [number, number]) => rows * (width > 1 ? 1 : isTable ? 0.2 : 0.5);
  const [width, fitting] = [...counts].sort((a, b) => weight(b) - weight(a) || b[0] - a[0])[0] ?? [1, 0];
  return { width, fitting };
}

/** Single quotes that hold, and no double ones, are quotes, the surer the more cells have them; an escape must earn its place. */
const quoteScore = ({ quote, escape: escaping }: TriedDialect, quotedShare: number) =>
  (quote === "'" ? 0.05 + 0.5 * quotedShare : 0) - (escaping === null ? 0 : 0.0005);

/** Where nothing divides the rows, single quotes around most of them still are quotes. */
const oneColumnScore = ({ quote }: TriedDialect, quotedCells: number, rows: number) =>
  quote === "'" && quotedCells * 2 > rows ? 0.01 : 0;

function sampleOf(
  bytes: Uint8Array,
  whole: boolean,
  dialect: TriedDialect,
): Pick<DialectCandidate, "sample" | "isCut" | "quotedCells"> & { quotedRows: number; quoteInText: number } {
  const options = { ...dialect, encoding: "utf-8" } as const;
  const reader = createBatchReader(options);
  let batch = reader.read(bytes, whole);
  // A first row longer than the sample is better than none.
  const isCut = batch.count === 0;
  if (isCut) batch = reader.read(new Uint8Array(0), true);
  const records = recordsOf(firstRecords(batch, sampleRows), reader.firstFileRow(), options);
  return {
    sample: records.map(({ fileRow, line, cells, flaws }, record) => ({
      ...{ fileRow, line, cells, isSound: isSound(flaws), bytes: bytesOf(batch, record) },
    })),
    isCut,
    ...quotedOf(batch),
    quoteInText: records.filter(({ flaws }) => flaws.includes("quote_in_text")).length,
  };
}

/** Cells that are well written in quotes, and the rows they stand in. */
function quotedOf({ count, firstCells, cellKinds }: RecordBatch): {
  quotedCells: number;
  quotedRows: number;
} {
  let quotedCells = 0;
  let quotedRows = 0;
  for (let row = 0; row < count; row += 1) {
    const before = quotedCells;
    const end = firstCells[row + 1] ?? 0;
    for (let cell = firstCells[row] ?? 0; cell < end; cell += 1) {
      const kind = cellKinds[cell];
      if (kind === QUOTED || kind === ESCAPED) quotedCells += 1;
    }
    if (quotedCells > before) quotedRows += 1;
  }
  return { quotedCells, quotedRows };
}
