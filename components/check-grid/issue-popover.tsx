import { CircleX, TriangleAlert } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import type { Issue } from "@/lib/checks/issue";
import { number } from "@/lib/wording/counts";

export const popoverWidthPx = 330;

/** What is wrong with a cell, what is expected, and where in the list of issues it stands. */
export function IssuePopover(props: {
  issues: readonly Issue[];
  fileRow: number;
  value: string | null;
  /** "Error 5 of 11"; `null` when F8 does not come here. */
  place: string | null;
}) {
  const { issues, fileRow, value, place } = props;
  return (
    <div className="rounded-3 bg-surface shadow-float">
      {issues.map((issue) => (
        <div
          key={issue.code}
          className="flex gap-2.5 px-3.5 pt-3 pb-3 not-first:border-t not-first:border-line"
        >
          {issue.severity === "error" ? (
            <CircleX className="mt-0.5 size-4 text-failed-text" aria-label="Error" />
          ) : (
            <TriangleAlert className="mt-0.5 size-4 text-unsure-text" aria-label="Warning" />
          )}
          <div className="min-w-0">
            <p className="font-strong wrap-anywhere">{issue.message}</p>
            <p className="mt-0.5 text-ink-2">
              Row {number(fileRow)} {value === null ? null : says(value)}
            </p>
            <p className="mt-1 text-12 text-ink-2 wrap-anywhere">Expected: {issue.expected}</p>
          </div>
        </div>
      ))}
      {place ? (
        <div className="flex items-center justify-between rounded-b-3 border-t border-line bg-sunken px-3.5 py-2 text-12 text-ink-2">
          <span className="figures">{place}</span>
          <span className="flex items-center gap-1.5">
            <Kbd>F8</Kbd> next
          </span>
        </div>
      ) : null}
    </div>
  );
}

const quotedCharacters = 80;

function says(value: string) {
  if (value === "") return "is empty here.";
  const cut = value.length > quotedCharacters ? `${value.slice(0, quotedCharacters)}…` : value;
  return (
    <>
      says <span className="raw wrap-anywhere whitespace-pre-wrap">{cut}</span>
    </>
  );
}
