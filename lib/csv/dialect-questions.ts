import type { DialectCandidate } from "./dialect-candidate";
import type { Finding, ReadingChoice } from "./file-facts";
import { paddedColumns } from "./fixed-width";
import { grouped } from "./grouped";
import type { OddDelimiter } from "./odd-delimiter";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { fewestForOdd, hasValues, isBesideAnother, isPadding, isShy, mostAbove } from "./unlikely-delimiter";
import { shapeOf } from "./value-shape";

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

/**
 * Where nothing is taken to divide the rows, and yet spaces or colons give each of them as many cells: there may be too
 * few rows to tell, or one that is not whole.
 */
export function overlooked(best: DialectCandidate, candidates: readonly DialectCandidate[]): Finding[] {
  if (best.evenness > 0) return [];
  const rival = candidates.find(mayDivide);
  if (rival === undefined) return [];
  const { label, width, filledRows, fitting } = rival;
  const message = `${label} would give ${width} columns in ${filledRows === fitting ? "each" : grouped(fitting)} of the first ${grouped(filledRows)} rows. They are read as one column.`;
  return [
    asks(message, [choiceOf(best, best, "One column"), choiceOf(rival, best, `${label}: ${width} columns`)]),
  ];
}

function mayDivide(candidate: DialectCandidate): boolean {
  const { delimiter, width, sample } = candidate;
  if (!isShy(delimiter) || width < 2) return false;
  const filled = sample.filter(({ cells }) => !cells.every(isBlank));
  return filled.slice(0, mostAbove + 1).some((_, above) => isTable(filled.slice(above), above, candidate));
}

/** @param above lines that stand above */
function isTable(
  filled: readonly SampleRow[],
  above: number,
  { delimiter, width, quotedCells }: DialectCandidate,
): boolean {
  const fits = ({ cells, isSound }: SampleRow) => isSound && cells.length === width;
  const [names] = filled;
  if (names === undefined || !fits(names) || filled.length < 2 || isBesideAnother(filled)) return false;
  if (delimiter === " " && isPadding(filled)) return false;
  const odd = filled.filter((row) => !fits(row)).length;
  const spared = filled.length < fewestForOdd ? 0 : width > 2 ? Math.max(1, filled.length * 0.1) : 1;
  if (odd > spared) return false;
  const isQuoted = quotedCells >= filled.length / 2;
  const isOfValues = hasValues(filled.slice(1), width);
  if (above === 0) return delimiter.startsWith(":") || width > 2 || isQuoted || isOfValues;
  const isNamed = names.cells.every((cell) => shapeOf(cell) === "text");
  return isNamed && (isQuoted || (filled.length > 2 && isOfValues));
}

/**
 * A character that is no usual delimiter and stands as often in every row.
 *
 * @param other how the rows are read without it
 */
export function oddDivides(
  { character, width, rows, isCertain, candidate }: OddDelimiter & { candidate: DialectCandidate | null },
  other: DialectCandidate,
): Finding {
  const stands = `"${character}" stands ${width === 2 ? "once" : `${width - 1} times`} in each of the first ${rows} rows`;
  if (candidate === null)
    return asks(`${stands}. If it separates cells, replace it in the file by a tab or a comma.`, []);
  const plain = other.width < 2 ? "One column" : `${other.label}: ${other.width} columns`;
  const choices = [candidate, other].map((one) =>
    choiceOf(
      one,
      isCertain ? candidate : other,
      one === candidate ? `"${character}": ${width} columns` : plain,
    ),
  );
  return asks(
    `${stands}. ${isCertain ? "It is taken to separate cells" : "It is read as text"}: look at the first rows and choose.`,
    choices,
  );
}

/** Columns that spaces pad to the same place in every row are no cells to anything that reads CSV. */
export function fixedWidth({ width, delimiter, sample }: DialectCandidate): Finding[] {
  const columns = paddedColumns(sample, delimiter);
  if (columns < 2 || (delimiter === " " && columns === width)) return [];
  const message = `The rows look like ${columns} columns of fixed width, padded with spaces, and are not divided there. Save the file with a comma or a tab between its columns.`;
  return [{ code: "fixed_width", severity: "warning", message, count: 1, fileRow: null, line: null }];
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
