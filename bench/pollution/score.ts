import type { PollutedFile } from "./polluted-file";

/** What a reading gives, of the line `npm run read` prints. */
export interface ReadResult {
  headerLine: number | null;
  header: string[] | null;
  rows: string[][];
  issues: { line: number | null; row: number | null; column: number | null; code: string }[];
}

export interface Score {
  /** It was read at all, or is no table and that is said. */
  success: number;
  /** How much of header, records and cells is right and complete: harmonic mean of precision and recall, as multisets. */
  header: number;
  records: number;
  cells: number;
  /** Rows that are not as they should be and that nothing names. */
  silent: number;
  /** Rows that nothing was done to and that are not as they should be. */
  damaged: number;
  /** The row with the fault is named, or read as if there were none. */
  named: number;
  /** Rows named as wrong that are right. */
  blamed: number;
}

/** Findings that ask how the file is to be read: what is read then waits for an answer. */
const questions: ReadonlySet<string> = new Set([
  ...[
    "delimiter_tie",
    "encoding_tie",
    "escape_tie",
    "no_header",
    "header_looks_like_data",
    "header_rows",
    "header_tie",
  ],
  ...[
    "ragged_header",
    "quotes_are_text",
    "fixed_width",
    "empty",
    "header_only",
    "footnotes",
    "second_table",
    "repeated_header",
  ],
]);
/** Codes that blame no row. */
const remarks: ReadonlySet<string> = new Set([
  ...[
    "quote_in_text",
    "other_quote",
    "escape_tie",
    "backslash_pairs",
    "footnotes",
    "repeated_header",
    "second_table",
  ],
]);

const glued = (cells: readonly string[]) => cells.join("\u0001");

export function scoreOf(file: PollutedFile, read: ReadResult): Score {
  const truth = file.rows.map(glued);
  const got = read.rows.map(glued);
  const f1 = (wanted: readonly string[], found: readonly string[]) => f1Of(wanted, found);
  const before = sameFrom(truth, got);
  const most = Math.min(truth.length, got.length) - before;
  const behind = Math.min(most, sameFrom(truth.toReversed(), got.toReversed()));
  const isRight = truth.length === got.length && before === truth.length;
  const isHeaderRight =
    glued(file.header ?? []) === glued(read.header ?? []) &&
    (file.header === null) === (read.header === null);
  return {
    success: read.header !== null || read.rows.length > 0 || file.rows.length === 0 ? 1 : 0,
    header: file.header === null ? (read.header === null ? 1 : 0) : f1(file.header, read.header ?? []),
    records: f1(truth, got),
    cells: f1(file.rows.flat(), read.rows.flat()),
    silent:
      isRight && isHeaderRight
        ? 0
        : silentRows(file, read, { before, end: got.length - behind, isHeaderRight }),
    damaged: damagedRows(file, new Set(got)),
    named: namesFault(file, read, isRight && isHeaderRight) ? 1 : 0,
    blamed: blamedRows(file, read, truth),
  };
}

function sameFrom(truth: readonly string[], got: readonly string[]): number {
  let same = 0;
  while (same < truth.length && same < got.length && truth[same] === got[same]) same += 1;
  return same;
}

function f1Of(wanted: readonly string[], found: readonly string[]): number {
  if (wanted.length === 0) return found.length === 0 ? 1 : 0;
  const left = new Map<string, number>();
  for (const value of wanted) left.set(value, (left.get(value) ?? 0) + 1);
  let both = 0;
  for (const value of found) {
    const count = left.get(value) ?? 0;
    if (count === 0) continue;
    both += 1;
    left.set(value, count - 1);
  }
  return (2 * both) / (wanted.length + found.length);
}

function silentRows(
  file: PollutedFile,
  { issues }: ReadResult,
  { before, end, isHeaderRight }: { before: number; end: number; isHeaderRight: boolean },
): number {
  if (issues.some(({ code }) => questions.has(code))) return 0;
  let silent = !isHeaderRight && !issues.some(({ row, line }) => row === null && line !== null) ? 1 : 0;
  const rows = new Set(issues.map(({ row }) => row));
  const isWhole = file.rows.length > end && end <= before;
  // A row that is lost without a word.
  if (isWhole && !issues.some(({ line }) => line !== null)) silent += file.rows.length - end;
  for (let row = before + 1; row <= end; row += 1) if (!rows.has(row)) silent += 1;
  return silent;
}

function damagedRows({ rows, faulty }: PollutedFile, got: ReadonlySet<string>): number {
  const isFaulty = (row: number) => faulty !== null && row >= faulty.first && row <= faulty.last;
  return rows.filter((cells, index) => !isFaulty(index + 1) && !got.has(glued(cells))).length;
}

function namesFault(
  { faulty, isHarmless, rows: truth }: PollutedFile,
  { issues, rows }: ReadResult,
  isRight: boolean,
): boolean {
  if (faulty === null || isHarmless === true || faulty.first > truth.length) return true;
  if (
    issues.some(({ row, line }) =>
      faulty.first === 0 ? row === null && line !== null : row === faulty.first,
    )
  )
    return true;
  if (faulty.first === 0) return isRight;
  return glued(rows[faulty.first - 1] ?? []) === glued(truth[faulty.first - 1] ?? []);
}

function blamedRows(
  { faulty }: PollutedFile,
  { rows, issues }: ReadResult,
  truth: readonly string[],
): number {
  const more = Math.max(0, rows.length - truth.length);
  const blamed = new Set<number>();
  for (const { row, code } of issues) {
    if (row === null || remarks.has(code)) continue;
    if (faulty === null || row < faulty.first || row > faulty.last + more) blamed.add(row);
  }
  return blamed.size;
}
