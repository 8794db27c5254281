import type { CheckResult, Issue, IssueRow } from "@/lib/checks/issue";
import type { KindKey, Severity } from "@/lib/checks/issue-code";

export type Tab = "all" | "ready" | "errors" | "warnings";

/** Where a line of the grid comes from: a row kept with its issues, or a position among the data rows of the file. */
export type LineSource = { kind: "kept"; row: IssueRow } | { kind: "file"; index: number };

/** What the grid shows: so many lines, each from somewhere. */
export interface GridView {
  lines: number;
  lineAt(line: number): LineSource;
  /** The line of a row with issues, or `null` when the view does not show it. */
  lineOf(row: IssueRow): number | null;
  /** Rows that belong here and are not shown, because only the first rows with issues are kept. */
  notShown: number;
}

const hasSeverity = (row: IssueRow, severity: Severity) =>
  row.issues.some((issue) => issue.severity === severity);
const isOfKind = (issue: Issue, kind: KindKey) => issue.code === kind.code && issue.field === kind.field;

/** "Name: missing", of the kind that is chosen. */
export function labelOf(result: CheckResult, kind: KindKey): string | null {
  return result.kinds.find((one) => one.code === kind.code && one.field === kind.field)?.label ?? null;
}

/** All rows are in sight at "all" and "ready"; the others show the rows kept with their issues. */
export function gridView(result: CheckResult, tab: Tab, kind: KindKey | null): GridView {
  if (kind) {
    const rows = result.issueRows.filter((row) => row.issues.some((issue) => isOfKind(issue, kind)));
    const counted =
      result.kinds.find((one) => one.code === kind.code && one.field === kind.field)?.count ?? 0;
    return keptView(rows, counted);
  }
  switch (tab) {
    case "all":
      return fileView(result.rows);
    case "ready":
      return readyView(result);
    case "errors":
      return keptView(
        result.issueRows.filter((row) => hasSeverity(row, "error")),
        result.withErrors,
      );
    case "warnings":
      return keptView(
        result.issueRows.filter((row) => !hasSeverity(row, "error")),
        result.withWarnings,
      );
  }
}

/** Browsers draw nothing beyond some 17 million pixels; a longer file ends here in the grid, not in the check. */
export const mostLines = 600_000;

function fileView(rows: number): GridView {
  const lines = Math.min(rows, mostLines);
  return {
    lines,
    lineAt: (index) => ({ kind: "file", index }),
    lineOf: (row) => (row.index < lines ? row.index : null),
    notShown: rows - lines,
  };
}

function keptView(rows: readonly IssueRow[], counted: number): GridView {
  const lines = new Map(rows.map((row, line) => [row.index, line]));
  return {
    lines: rows.length,
    lineAt: (line) => {
      const row = rows[line];
      if (!row) throw new RangeError(`Line ${line} of ${rows.length}`);
      return { kind: "kept", row };
    },
    lineOf: (row) => lines.get(row.index) ?? null,
    notShown: Math.max(0, counted - rows.length),
  };
}

/**
 * Rows without an error: the data rows less those known to have one. When more rows have issues than are kept, it ends
 * at the last of them, for what comes after is not known row by row.
 */
function readyView(result: CheckResult): GridView {
  const withErrors = result.issueRows.filter((row) => hasSeverity(row, "error")).map((row) => row.index);
  const allKnown = withErrors.length === result.withErrors;
  const end = allKnown ? result.rows : (result.issueRows.at(-1)?.index ?? -1) + 1;
  const lines = Math.min(end - withErrors.length, mostLines);
  return {
    lines,
    lineAt: (line) => ({ kind: "file", index: indexOfReady(line, withErrors) }),
    lineOf: () => null,
    notShown: Math.max(0, result.ready - lines),
  };
}

/** The position of the n-th row (0-based) that is not among `left`, which is sorted. */
export function indexOfReady(line: number, left: readonly number[]): number {
  let low = 0;
  let high = left.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    // Before left[middle] stand left[middle] - middle rows that are ready.
    if ((left[middle] ?? 0) - middle <= line) low = middle + 1;
    else high = middle;
  }
  return line + low;
}

/** The first of these tabs that shows a row, and the line it has there. */
export function placeOf(result: CheckResult, row: IssueRow): { tab: Tab; line: number } {
  const line = gridView(result, "all", null).lineOf(row);
  if (line !== null) return { tab: "all", line };
  const tab = hasSeverity(row, "error") ? "errors" : "warnings";
  return { tab, line: gridView(result, tab, null).lineOf(row) ?? 0 };
}

/** An error or, where there are none, a warning that F8 goes to. */
export interface Stop {
  row: IssueRow;
  issue: Issue;
}

/** The places F8 visits, in the order of the file; with a kind chosen, only those of that kind. */
export function stopsOf(result: CheckResult, kind: KindKey | null): Stop[] {
  const all = result.issueRows.flatMap((row) => row.issues.map((issue): Stop => ({ row, issue })));
  if (kind) return all.filter((stop) => isOfKind(stop.issue, kind));
  const errors = all.filter((stop) => stop.issue.severity === "error");
  return errors.length > 0 ? errors : all;
}
