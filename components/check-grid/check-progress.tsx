import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { CheckCounts, Issue, IssueKind } from "@/lib/checks/issue";
import { bytes, number } from "@/lib/wording/counts";
import { FirstIssues } from "./first-issues";
import { KindLine, kindLineLook } from "./kind-line";

interface ProgressProps {
  doneBytes: number;
  totalBytes: number;
  rows: number;
  allRows: number;
  /** What was found in the first rows; `null` until anything is known of them. */
  found: CheckCounts | null;
}

/**
 * The pass over all rows while it runs: how much of how much, and what was found so far, in the places where all of it
 * stands at the end. A pass that is over at once shows nothing of it.
 */
export function CheckProgress(props: ProgressProps) {
  const { found } = props;
  return (
    <div className="appear-late grid h-full min-h-0 lg:grid-cols-[minmax(0,1fr)_var(--inspector)] lg:grid-rows-[minmax(0,1fr)]">
      <section aria-label="Checking" className="flex min-h-0 min-w-0 flex-col border-line-strong lg:border-r">
        <Bar {...props} />
        {found === null ? null : <FirstIssues issues={firstIssues(found.kinds)} />}
      </section>
      <aside
        aria-label="Issues by kind"
        className="flex min-h-0 flex-col max-lg:border-t max-lg:border-line-strong"
      >
        <header className="flex h-12.75 shrink-0 items-center justify-between gap-2 border-b border-line px-4">
          <h2 className="text-14">Issues by kind</h2>
          <span className="figures text-12 text-ink-3">{number(found?.rows ?? 0)} checked so far</span>
        </header>
        <ul className="min-h-0 flex-1 overflow-y-auto p-2">
          {(found?.kinds ?? []).map((kind) => (
            <li key={`${kind.code} ${kind.field}`} className={kindLineLook}>
              <KindLine kind={kind} />
            </li>
          ))}
        </ul>
      </aside>
    </div>
  );
}

function Bar({ doneBytes, totalBytes, rows, allRows, found }: ProgressProps) {
  return (
    <div className="border-b border-line px-4 py-3">
      <p id="checking" className="mb-2 flex items-baseline justify-between gap-4">
        <span className="text-14 font-strong">Checking every row</span>
        <span className="figures text-ink-2">
          {number(rows)} of {number(allRows)}
        </span>
      </p>
      <progress
        aria-labelledby="checking"
        max={totalBytes}
        value={doneBytes}
        className="block h-2 w-full appearance-none overflow-hidden rounded-1 border-0 bg-line-strong [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-accent"
      />
      <div className="figures mt-2 flex flex-wrap justify-between gap-x-5 gap-y-1 text-12">
        <Counts found={found} />
        <span className="text-ink-3">
          {bytes(doneBytes)} of {bytes(totalBytes)} read on this computer
        </span>
      </div>
    </div>
  );
}

function Counts({ found }: { found: CheckCounts | null }) {
  const { ready = 0, withErrors = 0, withWarnings = 0 } = found ?? {};
  const counts = [
    { words: "ready", count: ready, Icon: CircleCheck, tone: "text-done-text" },
    { words: "with errors", count: withErrors, Icon: CircleX, tone: "text-failed-text" },
    { words: "with warnings", count: withWarnings, Icon: TriangleAlert, tone: "text-unsure-text" },
  ];
  return (
    <span className="flex gap-4">
      {counts.map(({ words, count, Icon, tone }) => (
        <span key={words} className="inline-flex items-center gap-1.5 text-ink-2">
          <Icon className={`size-3.5 ${tone}`} aria-hidden />
          {number(count)} {words}
        </span>
      ))}
    </span>
  );
}

/** The first issues of every kind, in the order of the rows. */
function firstIssues(kinds: readonly IssueKind[]): { issue: Issue; label: string }[] {
  return kinds
    .flatMap(({ first, label }) => first.map((issue) => ({ issue, label })))
    .toSorted((a, b) => a.issue.fileRow - b.issue.fileRow);
}
