import { fieldFinder, isPassing } from "./hint";

/** A row that was refused: why, with the signature of it, and its values by field path; what it has none of is empty. */
export interface RefusedRow {
  reason: string;
  signature: string;
  values: Readonly<Record<string, string>>;
}

/** What rows were refused for, the field to blame and the values it had in them. */
export interface Blame {
  signature: string;
  field: string;
  values: string[];
}

/** Rows of one reason, with the fields that may be to blame and the values they have there. */
interface Group {
  signature: string;
  rows: number;
  /** The reason names the field, or its value: nobody else is looked for. */
  isNamed: boolean;
  suspects: Map<string, Set<string>>;
}

/** The most frequent reasons of a part; others are too rare to be worth the time. */
const mostGroups = 50;
/** What refused rows share says something only where so many rows were refused, and so many others were not. */
const fewestRefused = 2;
const fewestAccepted = 10;
/** A shorter text stands in many reasons by chance. */
const shortestNamed = 3;

/**
 * Finds out which values rows were refused for. A field is to blame when the reason names it; else the one whose value
 * stands in every reason; else the one whose values refused rows share with each other and with no accepted row. What
 * cannot be told apart from another is not blamed. Values that an accepted row has too are not to blame.
 *
 * @param sent paths of the fields that were sent
 * @param others paths of fields of the object that were not
 */
export class Suspects {
  readonly #groups: Group[];
  #accepted = 0;

  constructor(rows: readonly RefusedRow[], sent: readonly string[], others: readonly string[]) {
    const fieldIn = fieldFinder(sent);
    const unsentIn = fieldFinder(others);
    const groups = new Map<string, { named: string | null; rows: RefusedRow[] }>();
    for (const row of rows) {
      if (isPassing(row.reason)) continue;
      const named = fieldIn(row.reason) ?? unsentIn(row.reason);
      const key = JSON.stringify([row.signature, named]);
      const group = groups.get(key);
      if (group) group.rows.push(row);
      else groups.set(key, { named, rows: [row] });
    }
    this.#groups = [...groups.values()]
      .toSorted((a, b) => b.rows.length - a.rows.length)
      .slice(0, mostGroups)
      .map((group) => groupOf(group.named ?? valueNamedIn(group.rows, sent), group.rows, sent));
  }

  /** Takes from every suspicion what an accepted row has. */
  clear(values: Readonly<Record<string, string>>): void {
    this.#accepted += 1;
    for (const { isNamed, suspects } of this.#groups)
      for (const [field, own] of suspects) {
        const isCleared = own.delete(values[field] ?? "");
        if (isCleared && (!isNamed || own.size === 0)) suspects.delete(field);
      }
  }

  blamed(): Blame[] {
    return this.#groups.flatMap(({ signature, rows, isNamed, suspects }) => {
      if (!isNamed && (rows < fewestRefused || this.#accepted < fewestAccepted)) return [];
      const [first, second] = [...suspects].toSorted(([, a], [, b]) => a.size - b.size);
      if (first === undefined || first[1].size === second?.[1].size) return [];
      return [{ signature, field: first[0], values: [...first[1]] }];
    });
  }
}

function groupOf(named: string | null, rows: readonly RefusedRow[], sent: readonly string[]): Group {
  const valuesOf = (field: string) => rows.map(({ values }) => values[field] ?? "");
  const suspects = new Map<string, Set<string>>();
  if (named !== null) suspects.set(named, new Set(valuesOf(named)));
  else
    for (const field of sent) {
      const values = new Set(valuesOf(field));
      // Each value stands in two rows at least, or nothing is shared.
      if (values.size * fewestRefused <= rows.length && isEachShared(valuesOf(field)))
        suspects.set(field, values);
    }
  return { signature: rows[0]?.signature ?? "", rows: rows.length, isNamed: named !== null, suspects };
}

function isEachShared(values: readonly string[]): boolean {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return [...times.values()].every((count) => count >= fewestRefused);
}

/** The one field whose value stands in the reason of every row. */
function valueNamedIn(rows: readonly RefusedRow[], sent: readonly string[]): string | null {
  let fields = [...sent];
  for (const { reason, values } of rows) {
    fields = fields.filter((field) => standsIn(reason, values[field] ?? ""));
    if (fields.length === 0) return null;
  }
  return fields.length === 1 ? (fields[0] ?? null) : null;
}

const isInside = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);

/** Whether a value stands in a reason as a word, or in quotes. */
function standsIn(reason: string, value: string): boolean {
  if (value.trim() === "") return false;
  for (let at = reason.indexOf(value); at !== -1; at = reason.indexOf(value, at + 1)) {
    const [before, after] = [reason[at - 1], reason[at + value.length]];
    const isQuoted = /["'“‘«]/.test(before ?? "") && /["'”’»]/.test(after ?? "");
    if (isQuoted || (value.length >= shortestNamed && !isInside(before) && !isInside(after))) return true;
  }
  return false;
}
