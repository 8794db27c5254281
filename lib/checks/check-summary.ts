import type { TargetField } from "@/lib/mapping/target-field";
import type { CheckResult, Issue, IssueCode, IssueKind, IssueRow } from "./issue";
import { type CheckedRow, hasError, isBroken } from "./row-check";

const firstOfKind = 100;
const issueRowsKept = 1000;

const codeWords: Readonly<Record<IssueCode, string>> = {
  required: "missing",
  number: "not a number",
  integer: "not a whole number",
  boolean: "not true or false",
  date: "not a date",
  date_form: "date in another form",
  max_length: "too long",
  allowed_values: "not an allowed value",
  email: "not an e-mail address",
  ragged_row: "More or fewer cells than the header",
  stray_quote: "Text after a closing quote",
  unclosed_quote: "Quote never closed",
  nul: "NUL character",
  invalid_bytes: "Bytes that are no characters",
  record_too_long: "Too long to be read",
};

/**
 * Strings cut out of a chunk of the file keep the whole chunk in memory for as long as they live; those that are kept
 * are copied out of it.
 */
export function detached<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** Adds up the issues of all rows: counts of everything, the first of each kind in full. */
export class CheckSummary {
  readonly #labels: ReadonlyMap<string, string>;
  readonly #kinds = new Map<string, IssueKind>();
  readonly #issueRows: IssueRow[] = [];
  #rows = 0;
  #withErrors = 0;
  #withWarnings = 0;
  #broken = 0;

  constructor(fields: readonly TargetField[]) {
    this.#labels = new Map(fields.map(({ path, label }) => [path, label]));
  }

  add({ fileRow, cells }: CheckedRow, issues: Issue[]): void {
    this.#rows += 1;
    if (issues.length === 0) return;
    if (hasError(issues)) this.#withErrors += 1;
    else this.#withWarnings += 1;
    if (isBroken(issues)) this.#broken += 1;
    for (const issue of issues) this.#count(issue);
    if (this.#issueRows.length < issueRowsKept)
      this.#issueRows.push({ fileRow, index: this.#rows - 1, ...detached({ cells, issues }) });
  }

  #count(issue: Issue): void {
    const { code, field, severity } = issue;
    const key = `${code} ${field ?? ""}`;
    const kind = this.#kinds.get(key);
    if (kind === undefined) {
      const label =
        field === null ? codeWords[code] : `${this.#labels.get(field) ?? field}: ${codeWords[code]}`;
      this.#kinds.set(key, { code, field, label, severity, count: 1, first: [detached(issue)] });
      return;
    }
    kind.count += 1;
    if (kind.first.length < firstOfKind) kind.first.push(detached(issue));
  }

  result(): CheckResult {
    const bySeverity = (kind: IssueKind) => (kind.severity === "error" ? 0 : 1);
    return {
      rows: this.#rows,
      ready: this.#rows - this.#withErrors,
      withErrors: this.#withErrors,
      withWarnings: this.#withWarnings,
      broken: this.#broken,
      kinds: [...this.#kinds.values()].sort((a, b) => bySeverity(a) - bySeverity(b) || b.count - a.count),
      issueRows: [...this.#issueRows],
    };
  }
}
