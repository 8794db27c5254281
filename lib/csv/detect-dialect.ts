import { createBatchReader } from "./batch-reader";
import type { Finding } from "./file-facts";
import { delimiters, type Escape, type Evidenced, type Quote } from "./reading";
import { firstRecords, isSound } from "./record-batch";
import { type FileRecord, recordsOf } from "./record-reader";
import { isBlank } from "./row-kind";

/** A record of the first part of the file, read with one dialect. */
export type SampleRow = Pick<FileRecord, "fileRow" | "line" | "cells"> & { isSound: boolean };

export interface DialectFound {
  delimiter: Evidenced<string>;
  quote: Evidenced<Quote>;
  escape: Evidenced<Escape>;
  /** How many cells a row has, mostly. */
  width: number;
  sample: SampleRow[];
  findings: Finding[];
}

export interface DialectChoice {
  delimiter?: string;
  quote?: Quote;
  escape?: Escape;
}

interface Candidate {
  delimiter: string;
  label: string;
  quote: Quote;
  escape: Escape;
  width: number;
  sample: SampleRow[];
  /** Rows that have the width, of the rows that are not blank. */
  fitting: number;
  filledRows: number;
  /** Cells that are well written in quotes, and records whose quotes cannot be right. */
  quotedCells: number;
  unsound: number;
  score: number;
}

const sampleBytes = 262_144;
const sampleRows = 300;
/** Characters that are text far more often than they divide it. */
const shy: ReadonlySet<string> = new Set([":", " "]);

/**
 * Finds the delimiter, quote and escape that divide the first rows most evenly.
 *
 * @param head the beginning of the file, in UTF-8
 * @param whole the head is the whole file, so its last line is a whole row
 */
export function detectDialect(head: Uint8Array, whole: boolean, chosen: DialectChoice): DialectFound {
  const bytes = head.subarray(0, sampleBytes);
  const isWhole = whole && bytes.length === head.length;
  const said = chosen.delimiter === undefined ? separatorLine(bytes) : null;
  const settled = chosen.delimiter ?? said;
  const tried = dialectsToTry(bytes, { ...chosen, ...(settled === null ? {} : { delimiter: settled }) });
  const candidates = tried
    .map((dialect) => candidateOf(bytes, isWhole, dialect))
    .sort((a, b) => b.score - a.score);
  const [first] = candidates;
  if (first === undefined) throw new Error("There is no dialect to try");
  const best = settled === null ? padded(bytes, isWhole, first, chosen) : first;
  const evidence =
    chosen.delimiter !== undefined
      ? "Your choice"
      : said === null
        ? evidenceOf(best)
        : `The first line of the file says sep=${said}`;
  return {
    delimiter: { value: best.delimiter, evidence, chosen: chosen.delimiter !== undefined },
    quote: quoteFound(best, bytes, chosen.quote),
    escape: escapeFound(best, chosen.escape),
    width: best.width,
    sample: best.sample,
    findings: settled === null ? ties(best, candidates) : [],
  };
}

type Tried = Pick<Candidate, "delimiter" | "quote" | "escape">;

function dialectsToTry(bytes: Uint8Array, chosen: DialectChoice): Tried[] {
  const has = (text: string) => bytes.includes(text.charCodeAt(0));
  const present = delimiters.map(({ value }) => value).filter((value) => value.length === 1 && has(value));
  const separators: string[] =
    chosen.delimiter !== undefined ? [chosen.delimiter] : present.length > 0 ? present : [","];
  const quotes: Quote[] =
    chosen.quote !== undefined ? [chosen.quote] : has("'") && !isQuoteUsed(bytes) ? ['"', "'"] : ['"'];
  const escapes: Escape[] =
    chosen.escape !== undefined ? [chosen.escape] : hasEscapedQuote(bytes) ? [null, "\\"] : [null];
  return separators.flatMap((delimiter) =>
    quotes.flatMap((quote) => escapes.map((escaping) => ({ delimiter, quote, escape: escaping }))),
  );
}

/** A double quote at the beginning of a line or behind a delimiter. */
function isQuoteUsed(bytes: Uint8Array): boolean {
  const before = new Set([10, 13, ...delimiters.map(({ value }) => value.charCodeAt(0))]);
  for (let at = bytes.indexOf(0x22); at !== -1; at = bytes.indexOf(0x22, at + 1)) {
    if (at === 0 || before.has(bytes[at - 1] ?? 0)) return true;
  }
  return false;
}

function hasEscapedQuote(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x5c); at !== -1; at = bytes.indexOf(0x5c, at + 1)) {
    if (bytes[at + 1] === 0x22 || bytes[at + 1] === 0x27) return true;
  }
  return false;
}

function separatorLine(bytes: Uint8Array): string | null {
  const start = new TextDecoder().decode(bytes.subarray(0, 16));
  const said = /^"?sep=(.)"?[\r\n]/i.exec(start)?.[1];
  return delimiters.find(({ value }) => value === said)?.value ?? null;
}

function candidateOf(
  bytes: Uint8Array,
  whole: boolean,
  { delimiter, quote, escape: escaping }: Tried,
): Candidate {
  const label = delimiters.find(({ value }) => value === delimiter)?.label ?? delimiter;
  const { sample, quotedCells } = sampleOf(bytes, whole, { delimiter, quote, escape: escaping });
  const filled = sample.filter(({ cells }) => !cells.every(isBlank));
  const counts = new Map<number, number>();
  for (const { cells, isSound } of filled) {
    if (isSound) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const weight = ([width, rows]: [number, number]) => rows * (width > 1 ? 1 : 0.5);
  const [width, fitting] = [...counts].sort((a, b) => weight(b) - weight(a) || b[0] - a[0])[0] ?? [1, 0];
  const unsound = filled.filter((row) => !row.isSound).length;
  const share = filled.length === 0 ? 0 : fitting / filled.length;
  const firstFits = filled[0]?.isSound === true && filled[0].cells.length === width;
  // The first row mostly holds the names: a delimiter that divides it too is the likelier one.
  const even = width < 2 ? 0 : share + (firstFits ? 0.5 : 0) + Math.log2(width) / 1000;
  const isUnlikely = shy.has(delimiter) && (share < 0.95 || filled.length < 3);
  // A few apostrophes in a text are no quotes: those of a dialect come in pairs around cells.
  const isNoQuote = quote === "'" && (quotedCells < 2 || unsound > quotedCells / 10);
  const score =
    isUnlikely || isNoQuote ? 0 : even * (shy.has(delimiter) ? 0.6 : 1) + quoteScore(quote, escaping);
  return {
    ...{ delimiter, label, quote, escape: escaping, width, sample, fitting, filledRows: filled.length },
    ...{ quotedCells, unsound, score: score - (width < 2 ? 0 : unsound / Math.max(1, filled.length)) * 0.2 },
  };
}

/** Single quotes that hold, and no double ones, are quotes; an escape must earn its place. */
const quoteScore = (quote: Quote, escaping: Escape) =>
  (quote === "'" ? 0.05 : 0) - (escaping === null ? 0 : 0.0005);

function sampleOf(
  bytes: Uint8Array,
  whole: boolean,
  dialect: Tried,
): { sample: SampleRow[]; quotedCells: number } {
  const options = { ...dialect, encoding: "utf-8" } as const;
  const reader = createBatchReader(options);
  let batch = reader.read(bytes, whole);
  // A first row longer than the sample is better than none.
  if (batch.count === 0) batch = reader.read(new Uint8Array(0), true);
  let quotedCells = 0;
  const cells = batch.firstCells[batch.count] ?? 0;
  for (let cell = 0; cell < cells; cell += 1) if (batch.cellKinds[cell] !== 0) quotedCells += 1;
  const sample = recordsOf(firstRecords(batch, sampleRows), reader.firstFileRow(), options).map(
    ({ fileRow, line, cells, flaws }) => ({ fileRow, line, cells, isSound: isSound(flaws) }),
  );
  return { sample, quotedCells };
}

const paddedOf: Readonly<Record<string, string>> = { ",": ", ", ";": "; " };

/** When a space follows every delimiter it belongs to it: a quote may open behind it. */
function padded(bytes: Uint8Array, whole: boolean, best: Candidate, chosen: DialectChoice): Candidate {
  const wide = paddedOf[best.delimiter];
  if (wide === undefined) return best;
  const later = best.sample.flatMap(({ cells }) => cells.slice(1)).filter((cell) => cell !== "");
  const spaced = later.filter((cell) => cell.startsWith(" ")).length;
  if (later.length < 3 || spaced < later.length * 0.98) return best;
  const again = dialectsToTry(bytes, { ...chosen, delimiter: wide }).map((dialect) =>
    candidateOf(bytes, whole, dialect),
  );
  return again.reduce((first, other) => (other.score > first.score ? other : first));
}

function quoteFound(best: Candidate, bytes: Uint8Array, chosen: Quote | undefined): Evidenced<Quote> {
  if (chosen !== undefined) return { value: chosen, evidence: "Your choice", chosen: true };
  const evidence =
    best.quote === "'"
      ? "Cells are in single quotes, none in double quotes"
      : bytes.includes(0x22)
        ? "Some cells are in double quotes"
        : "No quotes in the first rows";
  return { value: best.quote, evidence, chosen: false };
}

function escapeFound({ escape: escaping }: Candidate, chosen: Escape | undefined): Evidenced<Escape> {
  if (chosen !== undefined) return { value: chosen, evidence: "Your choice", chosen: true };
  const evidence =
    escaping === null ? "A quote inside quotes is doubled" : "A backslash stands before quotes inside quotes";
  return { value: escaping, evidence, chosen: false };
}

function evidenceOf({ width, fitting, filledRows, label }: Candidate): string {
  if (width < 2) return "One column: neither comma, semicolon, tab nor vertical bar divides the rows";
  const columns = `${label}: ${width} columns in`;
  if (filledRows === 1) return `${columns} the first row`;
  return fitting === filledRows
    ? `${columns} each of the first ${filledRows} rows`
    : `${columns} ${fitting} of the first ${filledRows} rows`;
}

function ties(best: Candidate, candidates: Candidate[]): Finding[] {
  const isOther = ({ delimiter }: Candidate) => delimiter !== best.delimiter.slice(0, 1);
  const rival = candidates.find(
    (other) => isOther(other) && other.score > 0.5 && best.score - other.score < 0.02,
  );
  if (rival === undefined) return [];
  const message = `${best.label} gives ${best.width} columns and ${rival.label.toLowerCase()} ${rival.width}, and both fit. Look at the first rows and choose.`;
  const choices = [best, rival].map(({ delimiter, label, width }) => ({
    label: `${label}: ${width} columns`,
    current: delimiter === best.delimiter,
    change: { delimiter },
  }));
  return [
    { code: "delimiter_tie", severity: "warning", message, count: 1, fileRow: null, line: null, choices },
  ];
}
