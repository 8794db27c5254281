import { detached } from "@/lib/csv/detached";
import type { CheckCounts, FixAll, Issue, IssueKind } from "./issue";
import type { KindKey } from "./issue-code";
import { kindWords } from "./kind-words";
import { RowBits } from "./row-bits";
import { staysHereCode } from "./shape-issues";

export const firstOfKind = 100;

interface Kind extends KindKey {
  severity: Issue["severity"];
  rows: RowBits;
  /** The first hundred, in the order of the rows. */
  first: Issue[];
}

const keyOf = ({ code, field }: KindKey) => `${code} ${field ?? ""}`;

/** Which rows have which issues: every row of every kind as a bit, the first of each kind in full. */
/** @param labels of fields, by path */
function labelOf({ code, field }: KindKey, labels: ReadonlyMap<string, string>): string {
  const words = kindWords[code];
  return field === null ? words : `${labels.get(field) ?? field}: ${words}`;
}

/** Issues of one kind that somebody knew of and sent all the same. */
export interface WaivedKind extends KindKey {
  /** "Reference: too long". */
  label: string;
  rows: number;
}

export class CheckIndex {
  readonly #kinds = new Map<string, Kind>();
  #errors: RowBits | null = null;
  #issues: RowBits | null = null;

  /** Adds issues of a row. */
  add(index: number, issues: readonly Issue[]): void {
    if (issues.length === 0) return;
    this.#errors = null;
    this.#issues = null;
    for (const issue of issues) this.#add(index, issue);
  }

  #add(index: number, issue: Issue): void {
    const kind = this.#kind(issue);
    kind.rows.add(index);
    const { first } = kind;
    const last = first.at(-1);
    if (last === undefined || last.fileRow < issue.fileRow) {
      // Where the list is not full but rows are missing from it, the next ones are filled in by `missing`.
      if (first.length < firstOfKind && first.length === kind.rows.size - 1) first.push(detached(issue));
      return;
    }
    const at = first.findIndex(({ fileRow }) => fileRow >= issue.fileRow);
    first.splice(at, first[at]?.fileRow === issue.fileRow ? 1 : 0, detached(issue));
    first.length = Math.min(first.length, firstOfKind);
  }

  #kind({ code, field, severity }: Issue): Kind {
    const key = keyOf({ code, field });
    const kind = this.#kinds.get(key) ?? { code, field, severity, rows: new RowBits(), first: [] };
    this.#kinds.set(key, kind);
    return kind;
  }

  /** Takes the issues of a row away, of all kinds or of those a question picks. */
  remove(index: number, fileRow: number, picks: (kind: KindKey) => boolean = () => true): void {
    for (const kind of this.#kinds.values()) {
      if (!kind.rows.has(index) || !picks(kind)) continue;
      kind.rows.delete(index);
      kind.first = kind.first.filter((issue) => issue.fileRow !== fileRow);
    }
    this.#forget();
  }

  /** Takes the issues of many rows away. @param fileRows of those that may stand in a list, by their index */
  removeAll(rows: RowBits): void {
    for (const kind of this.#kinds.values()) {
      const before = kind.rows.size;
      kind.rows.deleteAll(rows);
      // Which of the list are gone is told by their places: the list is filled anew.
      if (kind.rows.size < before) kind.first = [];
    }
    this.#forget();
  }

  /** Takes away all kinds a question picks. */
  drop(picks: (kind: KindKey) => boolean): void {
    for (const [key, kind] of [...this.#kinds]) if (picks(kind)) this.#kinds.delete(key);
    this.#forget();
  }

  /** Takes over all kinds of another index. */
  take(other: CheckIndex): void {
    for (const [key, kind] of other.#kinds) this.#kinds.set(key, kind);
    this.#forget();
  }

  #forget(): void {
    for (const [key, { rows }] of [...this.#kinds]) if (rows.size === 0) this.#kinds.delete(key);
    this.#errors = null;
    this.#issues = null;
  }

  /** Rows whose issues are missing from the beginning of a kind's list. */
  missing(): Set<number> {
    const rows = new Set<number>();
    for (const kind of this.#kinds.values()) {
      if (kind.first.length >= Math.min(firstOfKind, kind.rows.size)) continue;
      for (const row of kind.rows.slice(0, firstOfKind)) rows.add(row);
    }
    return rows;
  }

  /** Fills the lists of the kinds that had rows missing. @param issuesOf all issues of the rows `missing` named */
  fill(issuesOf: (row: number) => readonly Issue[]): void {
    for (const kind of this.#kinds.values()) {
      if (kind.first.length >= Math.min(firstOfKind, kind.rows.size)) continue;
      kind.first = kind.rows
        .slice(0, firstOfKind)
        .flatMap((row) =>
          issuesOf(row).filter(({ code, field }) => code === kind.code && field === kind.field),
        )
        .map(detached);
    }
  }

  /** The rows of a kind; empty for one that no row has. */
  rowsOf(kind: KindKey): RowBits {
    return this.#kinds.get(keyOf(kind))?.rows ?? new RowBits();
  }

  /** Rows with an error. */
  errors(): RowBits {
    this.#errors ??= this.#union((kind) => kind.severity === "error");
    return this.#errors;
  }

  /** Rows with an error or a warning. */
  issues(): RowBits {
    this.#issues ??= this.#union(() => true);
    return this.#issues;
  }

  /** Rows of which nobody knows what would be sent: they stay here under every policy. */
  broken(): RowBits {
    return this.#union(({ code }) => staysHereCode(code));
  }

  /** Rows with warnings and no error. */
  warnings(): RowBits {
    const rows = new RowBits();
    rows.addAll(this.issues());
    rows.deleteAll(this.errors());
    return rows;
  }

  #union(picks: (kind: Kind) => boolean): RowBits {
    const rows = new RowBits();
    for (const kind of this.#kinds.values()) if (picks(kind)) rows.addAll(kind.rows);
    return rows;
  }

  /** Issues by kind that are on other rows than these; kinds that have none are left out. */
  outside(rows: RowBits, labels: ReadonlyMap<string, string>): WaivedKind[] {
    return [...this.#kinds.values()].flatMap(({ code, field, rows: own }) => {
      const left = new RowBits();
      left.addAll(own);
      left.deleteAll(rows);
      return left.size === 0
        ? []
        : [{ code, field, label: labelOf({ code, field }, labels), rows: left.size }];
    });
  }

  /**
   * @param rows all data rows
   * @param labels of fields, by path
   */
  counts(
    { rows, excluded, edited }: { rows: number; excluded: number; edited: number },
    labels: ReadonlyMap<string, string>,
    fixAll: (kind: KindKey) => FixAll[],
  ): CheckCounts {
    const bySeverity = (kind: IssueKind) => (kind.severity === "error" ? 0 : 1);
    const kinds = [...this.#kinds.values()].map(({ rows: own, code, field, severity, first }): IssueKind => {
      const label = labelOf({ code, field }, labels);
      return {
        code,
        field,
        severity,
        label,
        count: own.size,
        first: [...first],
        fixAll: fixAll({ code, field }),
      };
    });
    const withErrors = this.errors().size;
    return {
      rows,
      ready: rows - excluded - withErrors,
      withErrors,
      withWarnings: this.warnings().size,
      broken: this.broken().size,
      excluded,
      edited,
      kinds: kinds.sort(
        (a, b) => bySeverity(a) - bySeverity(b) || b.count - a.count || (keyOf(a) < keyOf(b) ? -1 : 1),
      ),
    };
  }
}
