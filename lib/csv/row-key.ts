/** A row of an import, as a file that leaves the program names it. */
export interface RowKey {
  /** Number of the import. */
  job: number;
  /** It never became a record: it stayed at Check. */
  held: boolean;
  /** 1-based number of the record in what was sent; of a row that stayed, its 0-based place among those. */
  row: number;
}

/** Heads the columns a file of rows begins with; the columns behind them are fields. */
export const rowKeyColumns = ["row key", "row", "state", "reason"] as const;

export type RowKeyColumn = (typeof rowKeyColumns)[number];

/**
 * Where those columns stand, by the names in a file's heading. A field may be called like one of them: they stand side by
 * side behind the key, as they were written. Where the key was moved away from them, the first of each name counts.
 */
export function findRowKeyColumns(headings: readonly string[]): Map<RowKeyColumn, number> {
  const names = headings.map((heading) => heading.trim().toLowerCase());
  const [keyName, ...others] = rowKeyColumns;
  const found = new Map<RowKeyColumn, number>();
  const key = names.indexOf(keyName);
  if (key === -1) return found;
  found.set(keyName, key);
  let next = key + 1;
  for (const name of others) if (names[next] === name) found.set(name, next++);
  if (found.size > 1) return found;
  for (const name of others) if (names.includes(name)) found.set(name, names.indexOf(name));
  return found;
}

const letters = "bcdfghjklmnpqrstvwxz";

/** Four letters that change with any digit, so that a key that was typed over or filled down is told from another row's. */
function checkOf(text: string): string {
  let sum = 7;
  for (const character of text) sum = (sum * 31 + character.charCodeAt(0)) % 1_000_003;
  let check = "";
  for (let at = 0; at < 4; at += 1) {
    check += letters[sum % letters.length];
    sum = Math.floor(sum / letters.length);
  }
  return check;
}

/** "41-r17-kbdm": nothing a spreadsheet takes for a number or a date, and nothing it counts up when it fills down. */
export function writeRowKey({ job, held, row }: RowKey): string {
  const text = `${job}-${held ? "k" : "r"}${row}`;
  return `${text}-${checkOf(text)}`;
}

/** @returns null for what is no key, or was changed */
export function readRowKey(text: string): RowKey | null {
  const found = /^(\d{1,15})-([kr])(\d{1,15})-[a-z]{4}$/.exec(text.trim().toLowerCase());
  if (found === null) return null;
  const key = { job: Number(found[1]), held: found[2] === "k", row: Number(found[3]) };
  return writeRowKey(key) === text.trim().toLowerCase() ? key : null;
}
