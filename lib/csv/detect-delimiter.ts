import type { Finding } from "./file-facts";
import { type Delimiter, delimiters, type Evidenced, type Quote } from "./reading";
import { isSeparatorLine } from "./record-reader";
import { isSound, RecordScanner } from "./record-scanner";
import { isBlank } from "./row-kind";
import { createCellSplitter } from "./split-cells";

/** A record of the first part of the file, read with one delimiter. */
export interface SampleRow {
  fileRow: number;
  cells: string[];
  isSound: boolean;
}

export interface DelimiterFound {
  delimiter: Evidenced<Delimiter>;
  /** How many cells a row has, mostly. */
  width: number;
  sample: SampleRow[];
  findings: Finding[];
}

interface Candidate extends Pick<DelimiterFound, "width" | "sample"> {
  delimiter: Delimiter;
  label: string;
  /** Rows that have the width, of the rows that are not blank. */
  fitting: number;
  filledRows: number;
  score: number;
}

const sampleLength = 262_144;
const sampleRows = 100;

/**
 * Finds the delimiter that divides the first rows most evenly.
 *
 * @param text the beginning of the file
 * @param whole the text is the whole file, so its last line is a whole row
 */
export function detectDelimiter(
  text: string,
  whole: boolean,
  quote: Quote,
  chosen?: Delimiter,
): DelimiterFound {
  const head = text.slice(0, sampleLength);
  const isWhole = whole && head.length === text.length;
  const said = chosen === undefined ? separatorLine(head) : null;
  const candidates = delimiters
    .map(({ value, label }) => tried(head, isWhole, quote, value, label))
    .sort((a, b) => b.score - a.score);
  const settled = chosen ?? said;
  const best = candidates.find(({ delimiter }) => settled === null || delimiter === settled) ?? candidates[0];
  if (best === undefined) throw new Error("There is no delimiter to try");
  const evidence =
    chosen !== undefined
      ? "Your choice"
      : said === null
        ? evidenceOf(best)
        : `The first line of the file says sep=${said}`;
  return {
    delimiter: { value: best.delimiter, evidence, chosen: chosen !== undefined },
    width: best.width,
    sample: best.sample,
    findings: settled === null ? ties(best, candidates) : [],
  };
}

function separatorLine(head: string): Delimiter | null {
  const [line = ""] = head.split(/[\r\n]/, 1);
  if (!isSeparatorLine(line)) return null;
  return delimiters.find(({ value }) => line.replaceAll('"', "").endsWith(`=${value}`))?.value ?? null;
}

function tried(head: string, whole: boolean, quote: Quote, delimiter: Delimiter, label: string): Candidate {
  const sample = sampleOf(head, whole, quote, delimiter);
  const filled = sample.filter(({ cells }) => !cells.every(isBlank));
  const counts = new Map<number, number>();
  for (const { cells, isSound } of filled) {
    if (isSound) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const [width, fitting] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0];
  const share = filled.length === 0 ? 0 : fitting / filled.length;
  const firstFits = filled[0]?.isSound === true && filled[0].cells.length === width;
  // The first row mostly holds the names: a delimiter that divides it too is the likelier one.
  const score = width < 2 ? 0 : share + (firstFits ? 0.5 : 0) + Math.log2(width) / 1000;
  return { delimiter, label, width, sample, fitting, filledRows: filled.length, score };
}

function sampleOf(head: string, whole: boolean, quote: Quote, delimiter: Delimiter): SampleRow[] {
  const scanner = new RecordScanner({ delimiter, quote });
  const records = scanner.push(head);
  // A first row longer than the sample is better than none.
  if (whole || records.length === 0) records.push(...scanner.end());
  if (records[0] !== undefined && isSeparatorLine(records[0].text)) records.shift();
  const first = records.slice(0, sampleRows);
  return createCellSplitter(
    delimiter,
    quote,
  )(first).map((cells, index) => {
    const flaws = first[index]?.flaws ?? [];
    return { fileRow: index + 1, cells, isSound: isSound(flaws) };
  });
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
  const rival = candidates.find(
    (other) => other !== best && other.score > 0 && best.score - other.score < 0.02,
  );
  if (rival === undefined) return [];
  const message = `${best.label} gives ${best.width} columns and ${rival.label.toLowerCase()} ${rival.width}, and both fit. Look at the first rows and choose.`;
  return [{ code: "delimiter_tie", severity: "warning", message, count: 1, fileRow: null, line: null }];
}
