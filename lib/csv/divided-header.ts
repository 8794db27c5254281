import { createBatchReader } from "./batch-reader";
import { createCellText } from "./cell-text";
import type { TriedDialect } from "./dialect-candidate";
import { standsOut } from "./header-evidence";
import { delimiters, type Reading } from "./reading";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { isShy } from "./unlikely-delimiter";

/** So far down a header is looked for. */
const mostAbove = 20;

/**
 * The names of a header that another delimiter divides into as many as the rows have cells; `null` when none does, or
 * what it gives are no names: each is filled, none stands twice, and no space follows a delimiter as in a sentence.
 *
 * @param line UTF-8
 * @param width cells of a row
 */
function namesDividedOtherwise(line: Uint8Array, width: number, dialect: TriedDialect): string[] | null {
  if (width < 2) return null;
  const others = delimiters.filter(
    ({ value }) =>
      value.length === 1 &&
      !isShy(value) &&
      value !== dialect.delimiter[0] &&
      line.includes(value.charCodeAt(0)),
  );
  for (const { value } of others) {
    const reader = createBatchReader({ ...dialect, delimiter: value, encoding: "utf-8" });
    const batch = reader.read(line, true);
    if (batch.count !== 1 || batch.firstCells[1] !== width || batch.flaws.length > 0) continue;
    const names = createCellText(batch, dialect.quote, dialect.escape).record(0);
    const isEach =
      names.every((name) => name !== "" && name === name.trim()) && new Set(names).size === width;
    if (isEach) return names;
  }
  return null;
}

/**
 * The names a header row holds, divided by its own delimiter where it has another than the rows.
 *
 * @param bytes the row as it stands in the file, in UTF-8
 */
export function namesIn(
  cells: string[],
  bytes: Uint8Array,
  { width, reading }: { width: number; reading: Pick<Reading, "delimiter" | "quote" | "escape"> },
): { names: string[]; isOther: boolean } {
  const { delimiter, quote, escape: escaping } = reading;
  const dialect = { delimiter: delimiter.value, quote: quote.value, escape: escaping?.value ?? null };
  const names = cells.length === width ? null : namesDividedOtherwise(bytes, width, dialect);
  return { names: names ?? cells, isOther: names !== null };
}

/** The first rows, with the names of a header that another delimiter divides in its place: right above rows that have no other. */
export function withDividedHeader(
  sample: readonly SampleRow[],
  width: number,
  dialect: TriedDialect,
): readonly SampleRow[] {
  const first = sample.findIndex(({ cells, isSound }) => isSound && cells.length === width);
  const row = sample[first - 1];
  const fitting = sample[first];
  if (row === undefined || fitting === undefined || first > mostAbove || row.cells.every(isBlank))
    return sample;
  if (standsOut(fitting, sample.slice(first + 1))) return sample;
  const cells = namesDividedOtherwise(row.bytes, width, dialect);
  return cells === null ? sample : sample.with(first - 1, { ...row, cells, isSound: true });
}
