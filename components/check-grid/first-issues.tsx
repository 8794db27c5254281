import { CircleX, TriangleAlert } from "lucide-react";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Issue } from "@/lib/checks/issue";
import { number } from "@/lib/wording/counts";

/** Issues before the grid is there: which row, what, and what would be right. */
export function FirstIssues({ issues }: { issues: readonly { issue: Issue; label: string }[] }) {
  if (issues.length === 0) return null;
  return (
    <ScrollRegion label="First issues" className="min-h-0 flex-1 overflow-auto">
      <table className="w-full text-left">
        <caption className="sr-only">The first issues of each kind</caption>
        <thead className="sticky top-0 bg-surface text-12 text-ink-3">
          <tr className="border-b border-line">
            <th className="h-8.5 px-4 text-right font-regular">Row</th>
            <th className="px-3 font-regular">Issue</th>
            <th className="px-3 font-regular">What the row says</th>
            <th className="px-4 font-regular">Expected</th>
          </tr>
        </thead>
        <tbody>
          {issues.map(({ issue, label }) => (
            <Line key={`${issue.fileRow} ${issue.code} ${issue.field}`} issue={issue} label={label} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function Line({ issue, label }: { issue: Issue; label: string }) {
  const isError = issue.severity === "error";
  const Icon = isError ? CircleX : TriangleAlert;
  return (
    <tr className="border-b border-line align-top">
      <td className="figures px-4 py-1.5 text-right text-ink-3">{number(issue.fileRow)}</td>
      <td className="px-3 py-1.5">
        <span className="flex gap-1.75">
          <Icon
            className={`mt-0.75 size-3.5 shrink-0 ${isError ? "text-failed-text" : "text-unsure-text"}`}
            aria-label={isError ? "Error" : "Warning"}
          />
          <span className="font-medium">{label}</span>
        </span>
      </td>
      <td className="px-3 py-1.5 text-ink-2">{issue.message}</td>
      <td className="px-4 py-1.5 text-ink-2">{issue.expected}</td>
    </tr>
  );
}
