import { type DialectCandidate, hasValues, isBesideAnother, isShy } from "./dialect-candidate";
import type { Finding, ReadingChoice } from "./file-facts";
import { isBlank } from "./row-kind";

/** How one of the dialects reads the first rows. */
const choiceOf = (
  { delimiter, sample }: DialectCandidate,
  current: DialectCandidate,
  label: string,
): ReadingChoice => ({
  label,
  current: delimiter === current.delimiter,
  change: { delimiter },
  rows: sample.slice(0, 3).map(({ cells }) => cells),
});

const asks = (message: string, choices: ReadingChoice[]): Finding => ({
  ...{ code: "delimiter_tie", severity: "warning", message, count: 1, fileRow: null, line: null },
  choices,
});

/** Rows that a delimiter divides. */
export const dividedRows = ({ sample }: DialectCandidate) =>
  sample.filter(({ cells, isSound }) => isSound && cells.length > 1 && !cells.every(isBlank)).length;

/** Where no delimiter divides the rows, those that one stands in are text, or the others are not whole. */
export function oneColumn(held: DialectCandidate, divided: DialectCandidate): Finding {
  const message = `${divided.label} stands in ${dividedRows(divided)} of the first rows, and does not divide the others. The rows are read as one column.`;
  return asks(message, [choiceOf(held, held, "One column"), choiceOf(divided, held, divided.label)]);
}

/** So many rows leave room for one that is not as the others. */
const fewestForOdd = 6;

/**
 * Where nothing is taken to divide the rows, and yet spaces or colons give each of them as many cells: there may be too
 * few rows to tell, or one that is not whole.
 */
export function overlooked(best: DialectCandidate, candidates: readonly DialectCandidate[]): Finding[] {
  if (best.evenness > 0) return [];
  const rival = candidates.find(mayDivide);
  if (rival === undefined) return [];
  const { label, width, filledRows } = rival;
  const message = `${label} would give ${width} columns in ${filledRows === rival.fitting ? "each" : "nearly each"} of the first ${filledRows} rows. They are read as one column.`;
  return [
    asks(message, [choiceOf(best, best, "One column"), choiceOf(rival, best, `${label}: ${width} columns`)]),
  ];
}

function mayDivide({ delimiter, width, sample, fitting, filledRows }: DialectCandidate): boolean {
  if (!isShy(delimiter) || width < 2 || filledRows < 2) return false;
  const filled = sample.filter(({ cells }) => !cells.every(isBlank));
  if (filled[0]?.cells.length !== width || isBesideAnother(filled)) return false;
  if (filledRows - fitting > (filledRows >= fewestForOdd ? 1 : 0)) return false;
  return delimiter.startsWith(":") || width > 2 || hasValues(filled.slice(1), width);
}

export function quotesAreText({ unsound, quote }: DialectCandidate): Finding {
  const message = `Quotes stand at the beginning of cells and do not close in ${unsound} of the first rows. They are read as text.`;
  return {
    ...{ code: "quotes_are_text", severity: "warning", message, count: unsound, fileRow: null, line: null },
    choices: [
      { label: "A quote is text like any other", current: true, change: { quote: null } },
      { label: "Quotes hold cells together", current: false, change: { quote } },
    ],
  };
}

/** How far apart two are that are a tie. Of spaces and colons each may be text, a row with one too many counts for more. */
const nearness = (best: DialectCandidate, { delimiter, width }: DialectCandidate) =>
  isShy(best.delimiter) && isShy(delimiter) && width > best.width ? 0.15 : 0.02;

export function ties(best: DialectCandidate, candidates: DialectCandidate[]): Finding[] {
  const isOther = ({ delimiter }: DialectCandidate) => delimiter[0] !== best.delimiter[0];
  // Two columns by two characters may be three by one, the middle one blank.
  const isOne = ({ delimiter }: DialectCandidate) => delimiter === best.delimiter[0];
  const single = /^(.)\1$/.test(best.delimiter) && best.width === 2 ? candidates.find(isOne) : undefined;
  const close = candidates.find(
    (other) =>
      isOther(other) &&
      other.evenness > 0.5 &&
      Math.abs(best.evenness - other.evenness) < nearness(best, other),
  );
  const rival = single ?? close;
  if (rival === undefined) return [];
  const message = `${best.label} gives ${best.width} columns and ${rival.label.toLowerCase()} ${rival.width}, and both fit. Look at the first rows and choose.`;
  return [
    asks(
      message,
      [best, rival].map((one) => choiceOf(one, best, `${one.label}: ${one.width} columns`)),
    ),
  ];
}
