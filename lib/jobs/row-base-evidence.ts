import "server-only";
import type { BulkError } from "../open-connectors/bulk-jobs";
import type { Values } from "./record-values";
import { type RowBase, rowBases } from "./row-base";

/** A failed row as it was named, and the records that it is with each base. */
export interface NamedRow {
  error: BulkError;
  records: ReadonlyMap<RowBase, Values>;
}

/**
 * Which of the bases explain what is said about the failed rows: the reason quotes a value of the record, or names a field
 * that is empty or too long there and not in its neighbours.
 * @returns the one base that fits all that is said; `null`: nothing is told, or it contradicts itself
 */
export function baseByReasons(rows: readonly NamedRow[], possible: readonly RowBase[]): RowBase | null {
  let left = [...possible];
  for (const { error, records } of rows) {
    const said = ` ${error.reason} ${error.response ?? ""} `.toLowerCase();
    const fitting = left.filter((base) => {
      const record = records.get(base);
      return record !== undefined && explains(said, record);
    });
    const isTold = possible.some((base) => {
      const record = records.get(base);
      return record !== undefined && explains(said, record);
    });
    if (isTold) left = fitting;
  }
  const [only] = left;
  return left.length === 1 && only !== undefined && possible.length > 1 ? only : null;
}

function explains(said: string, record: Values): boolean {
  return Object.entries(record).some(
    ([path, value]) => isQuoted(said, value) || isFaulted(said, path, value.trim()),
  );
}

/** Digits alone may be anything: a code, a length, a date. */
function isQuoted(said: string, value: string): boolean {
  const quoted = value.trim().toLowerCase();
  return quoted.length >= (/\D/.test(quoted) ? 4 : 7) && has(said, quoted);
}

const missing = /required|missing|mandatory|empty|blank|null|must have|must not be|provide/;
const tooLong = /(?:long|exceed|length|max|at most|up to)\D*(\d{1,6})/;

function isFaulted(said: string, path: string, value: string): boolean {
  if (!has(said, path.toLowerCase())) return false;
  if (missing.test(said)) return value === "";
  const limit = tooLong.exec(said)?.[1];
  return limit !== undefined && value.length > Number(limit);
}

/** As a word of its own. */
function has(said: string, word: string): boolean {
  for (let at = said.indexOf(word); at >= 0; at = said.indexOf(word, at + 1))
    if (!isLetter(said.charAt(at - 1)) && !isLetter(said.charAt(at + word.length))) return true;
  return false;
}

const isLetter = (sign: string) => /[\p{L}\p{N}_]/u.test(sign);

/**
 * Which base fits what is there: a row that is absent has failed. A row that is there proves nothing, since there may have
 * been such a record before.
 * @param present whether a record of that row was found, of each row that was looked for
 * @param rowNums all rows named as failed
 */
export function baseByAbsence(
  present: ReadonlyMap<number, boolean>,
  rowNums: readonly number[],
  possible: readonly RowBase[],
): RowBase | null {
  const absent = [...present].filter(([, isThere]) => !isThere).map(([row]) => row);
  // Where nothing is found the search itself may not work.
  if (absent.length === 0 || absent.length === present.size) return null;
  const fitting = possible.filter((base) => absent.every((row) => rowNums.includes(row - 1 + base)));
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** The bases with which every number names a record. */
export function possibleBases(rowNums: readonly number[], records: number): RowBase[] {
  return rowBases.filter((base) => rowNums.every((row) => row >= base && row < base + records));
}
