import type { RowFilter } from "@/lib/checks/edit";
import type { CheckCounts, IssueKind } from "@/lib/checks/issue";
import type { KindKey } from "@/lib/checks/issue-code";

export const tabs = ["all", "ready", "errors", "warnings", "excluded"] as const;
export type Tab = (typeof tabs)[number];

export const allRows: RowFilter = { show: "all" };

/** The tab a view belongs to; `null`: a kind, a search or the edited rows are shown. */
export function tabOf({ show }: RowFilter): Tab | null {
  return tabs.find((tab) => tab === show) ?? null;
}

export function kindOf(check: CheckCounts, key: KindKey): IssueKind | undefined {
  return check.kinds.find(({ code, field }) => code === key.code && field === key.field);
}

/** How many lines a view has, where the check has counted them; `null`: they have to be looked for. */
export function linesOf(check: CheckCounts, filter: RowFilter): number | null {
  switch (filter.show) {
    case "all":
      return check.rows;
    case "ready":
      return check.ready;
    case "errors":
      return check.withErrors;
    case "warnings":
      return check.withWarnings;
    case "issues":
      return check.withErrors + check.withWarnings;
    case "excluded":
      return check.excluded;
    case "edited":
      return check.edited;
    case "kind":
      return kindOf(check, filter)?.count ?? 0;
    case "matching":
      return null;
  }
}

/** The rows F8 goes along: those of the kind chosen or of the search, else all errors, else all warnings. `null`: there are none. */
export function walkOf(check: CheckCounts, filter: RowFilter): RowFilter | null {
  if (filter.show === "kind" || filter.show === "matching") return filter;
  if (filter.show !== "warnings" && check.withErrors > 0) return { show: "errors" };
  return check.withWarnings > 0 ? { show: "warnings" } : null;
}

/** "error", "warning" or "match": what a row of a walk is called. */
export function walkNoun(check: CheckCounts, along: RowFilter): "error" | "warning" | "match" {
  if (along.show === "matching") return "match";
  if (along.show === "kind") return kindOf(check, along)?.severity ?? "error";
  return along.show === "warnings" ? "warning" : "error";
}
