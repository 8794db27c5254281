"use client";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { KindKey } from "@/lib/checks/issue-code";
import { count, number } from "@/lib/wording/counts";
import { CheckGrid } from "./check-grid";
import { CheckToolbar, placeWords } from "./check-toolbar";
import { gridColumns, rowNumberPx } from "./grid-columns";
import type { Cursor } from "./grid-keys";
import { gridView, labelOf, mostLines, placeOf, stopsOf, type Tab } from "./grid-view";
import { IssueKinds } from "./issue-kinds";
import { PolicyChoice } from "./policy-choice";
import { ScrollTrack } from "./scroll-track";
import { type LineParts, useLines } from "./use-lines";

export interface CheckViewProps extends LineParts {
  /** Where the records go, such as "Sage 200 UK". */
  place: string;
  policy: "keep_errors_back" | "send_all";
  onPolicy: (policy: "keep_errors_back" | "send_all") => void;
  /** The rows shown first. */
  firstTab?: Tab | undefined;
}

interface Shown {
  tab: Tab;
  kind: KindKey | null;
  cursor: Cursor | null;
  /** The error F8 went to last, as a place in the list of them. */
  stopAt: number | null;
}

/** Every row checked: counts over all, the kinds of issue beside the grid, and the way from error to error. */
export function CheckView(props: CheckViewProps) {
  const { result, file, fields, mapping, place, policy, onPolicy, firstTab = "all" } = props;
  const [shown, setShown] = useState<Shown>({ tab: firstTab, kind: null, cursor: null, stopAt: null });
  const { tab, kind, cursor, stopAt } = shown;
  const columns = useMemo(() => gridColumns(mapping, fields, file.columns), [mapping, fields, file.columns]);
  const view = useMemo(() => gridView(result, tab, kind), [result, tab, kind]);
  const stops = useMemo(() => stopsOf(result, kind), [result, kind]);
  const { lineAt, onSight, failure, retry } = useLines(props, view);

  const lastRow = (file.firstFileRow ?? 1) + file.rows + file.blankRows;

  const goToStop = (step: 1 | -1) => {
    const next = ((stopAt ?? (step === 1 ? -1 : 0)) + step + stops.length) % stops.length;
    const stop = stops[next];
    if (!stop) return;
    const column = columns.findIndex((one) => one.field === stop.issue.field) + 1;
    const line = view.lineOf(stop.row);
    if (line === null) {
      // A view that leaves the row out gives way to one that shows it.
      const place = placeOf(result, stop.row);
      setShown({ tab: place.tab, kind: null, stopAt: next, cursor: { line: place.line, column } });
    } else {
      setShown({ ...shown, stopAt: next, cursor: { line, column } });
    }
  };
  useF8(goToStop);
  const stop = stopAt === null ? undefined : stops[stopAt];
  const isAtStop = stop !== undefined && cursor?.line === view.lineOf(stop.row);
  return (
    <div className="grid h-full min-h-0 lg:grid-cols-[minmax(0,1fr)_var(--inspector)] lg:grid-rows-[minmax(0,1fr)]">
      <section
        aria-label="Rows"
        className="grid min-h-100 min-w-0 grid-rows-[auto_auto_minmax(0,1fr)_auto] border-line-strong lg:min-h-0 lg:border-r"
      >
        <CheckToolbar
          result={result}
          tab={kind ? null : tab}
          kind={kind ? labelOf(result, kind) : null}
          onTab={(next) => setShown({ tab: next, kind: null, cursor: null, stopAt: null })}
          stops={stops}
          stopAt={stopAt}
          onGo={goToStop}
        />
        <div>{failure === null ? null : <Unread failure={failure} onRetry={retry} />}</div>
        <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_13px] grid-rows-[minmax(0,1fr)]">
          <CheckGrid
            key={`${tab} ${kind?.code} ${kind?.field}`}
            columns={columns}
            rowNumberPx={rowNumberPx(lastRow)}
            lines={view.lines}
            lineAt={lineAt}
            onSight={onSight}
            cursor={cursor}
            onCursor={(next) => setShown({ ...shown, cursor: next })}
            place={isAtStop && stopAt !== null ? placeWords(stops, stopAt) : null}
          />
          <ScrollTrack
            result={result}
            onGo={(index) =>
              setShown({
                tab: "all",
                kind: null,
                cursor: { line: Math.min(index, mostLines - 1), column: 0 },
                stopAt: null,
              })
            }
          />
        </div>
        <NotShown lines={view.lines} notShown={view.notShown} />
      </section>
      <aside
        aria-label="Issues by kind"
        className="flex min-h-0 flex-col max-lg:border-t max-lg:border-line-strong"
      >
        <header className="flex h-12.75 shrink-0 items-center justify-between gap-2 border-b border-line px-4">
          <h2 className="text-14">Issues by kind</h2>
          <span className="figures text-12 text-ink-3">all {number(result.rows)} checked</span>
        </header>
        <div className="min-h-0 flex-1 overflow-y-auto">
          <IssueKinds
            kinds={result.kinds}
            chosen={kind}
            onChoose={(next) => setShown({ tab: "all", kind: next, cursor: null, stopAt: null })}
          />
        </div>
        <PolicyChoice result={result} place={place} value={policy} onChange={onPolicy} />
      </aside>
      <p role="status" className="sr-only">
        {stop && stopAt !== null
          ? `${placeWords(stops, stopAt)}. Row ${stop.row.fileRow}. ${stop.issue.message}`
          : null}
      </p>
    </div>
  );
}

/** F8 goes to the next error, Shift and F8 to the one before, wherever the focus is. */
function useF8(goTo: (step: 1 | -1) => void) {
  const go = useEffectEvent(goTo);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F8") return;
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function Unread({ failure, onRetry }: { failure: string; onRetry: () => void }) {
  return (
    <div className="p-3">
      <Notice
        tone="failed"
        title="These rows could not be read again."
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        {failure} Nothing was sent.
      </Notice>
    </div>
  );
}

function NotShown({ lines, notShown }: { lines: number; notShown: number }) {
  if (notShown > 0) {
    return (
      <p className="border-t border-line bg-surface px-4 py-2 text-12 text-ink-2">
        The first {count(lines, "row")} of {number(lines + notShown)} are shown here. All are checked and
        counted.
      </p>
    );
  }
  return lines === 0 ? (
    <p className="border-t border-line bg-surface px-4 py-2 text-12 text-ink-2">No row is in this list.</p>
  ) : (
    <div />
  );
}
