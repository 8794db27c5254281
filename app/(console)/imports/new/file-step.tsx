"use client";
import { useState } from "react";
import { DropInvitation } from "@/components/dropzone/drop-invitation";
import { type AlteredValues, AlteredValuesPanel } from "@/components/file-receipt/altered-values";
import { ControlFiguresPanel } from "@/components/file-receipt/control-figures";
import { Findings } from "@/components/file-receipt/findings";
import { FirstRows } from "@/components/file-receipt/first-rows";
import { Receipt } from "@/components/file-receipt/receipt";
import { SheetChoice } from "@/components/file-receipt/sheet-choice";
import { Later } from "@/components/ui/later";
import { Skeleton } from "@/components/ui/skeleton";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";
import { bytes } from "@/lib/wording/counts";
import { FailureNote } from "./failure-note";
import { useWork } from "./use-work";

/** A receipt, not a spinner: what was found in the file, what to look at, and the first rows as they were read. */
export function FileStep(props: {
  session: ImportSession;
  snapshot: SteadySnapshot;
  facts: FileFacts | null;
  lostFile: string | null;
  /** The file chosen last. */
  fileName: string | null;
  choose: () => void;
  onCells: (text: string) => void;
}) {
  const { session, snapshot, facts, lostFile, fileName, choose, onCells } = props;
  const { work, failure } = snapshot;
  const [now] = useState(() => new Date());
  if (failure?.during === "reading") {
    return (
      <div className="grid gap-4">
        <FailureNote failure={failure} about={fileName} />
        <DropInvitation choose={choose} onCells={onCells} again={null} />
      </div>
    );
  }
  if (facts) {
    const altered = alteredIn(facts, snapshot.columns);
    return (
      <div className="grid items-start gap-5 lg:grid-cols-[23.25rem_minmax(0,1fr)]">
        {/* The first rows say most. */}
        <Later instead={<Skeleton height="h-80" />}>
          <Receipt facts={facts} now={now} onChange={session.changeReading} />
        </Later>
        <div className="grid min-w-0 gap-4">
          <ReadingLine session={session} />
          {facts.origin?.kind === "sheet" ? (
            <SheetChoice origin={facts.origin} onChoose={(sheet) => session.changeReading({ sheet })} />
          ) : null}
          <Findings
            findings={facts.findings}
            complete={facts.complete}
            hasAltered={altered.length > 0}
            onChange={session.changeReading}
          />
          <AlteredValuesPanel altered={altered} />
          <ControlFiguresPanel controls={facts.controls ?? []} />
          <FirstRows facts={facts} />
        </div>
      </div>
    );
  }
  if (work.kind === "reading") {
    return (
      <div role="status" className="grid items-start gap-5 lg:grid-cols-[23.25rem_minmax(0,1fr)]">
        <span className="sr-only">Reading {work.file.name}</span>
        <Skeleton height="h-80" />
        <div className="grid gap-4">
          <ReadingLine session={session} />
          <Skeleton height="h-56" />
        </div>
      </div>
    );
  }
  return <DropInvitation choose={choose} onCells={onCells} again={lostFile} />;
}

const alteredIn = (facts: FileFacts, columns: readonly ColumnFacts[] | null): AlteredValues[] =>
  (columns ?? []).flatMap(({ index, damage }) =>
    damage.map(({ count, first, message }) => ({
      column: facts.columns[index]?.label ?? `Column ${index + 1}`,
      rows: count,
      firstRow: first.fileRow,
      message,
    })),
  );

function ReadingLine({ session }: { session: ImportSession }) {
  const work = useWork(session);
  if (work.kind !== "reading") return null;
  const { doneBytes, totalBytes, head } = work;
  // Nothing moves in the moment before the first rows are there.
  if (doneBytes === 0 && head === null) return null;
  return (
    <div className="flex items-center gap-3 rounded-3 border border-line-strong bg-surface px-4 py-2.5">
      <span id="reading" className="font-medium whitespace-nowrap">
        Reading every row
      </span>
      <progress
        aria-labelledby="reading"
        max={totalBytes}
        value={doneBytes}
        className="block h-1.5 min-w-0 flex-1 appearance-none overflow-hidden rounded-1 border-0 bg-line-strong [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line-strong [&::-webkit-progress-value]:bg-accent"
      />
      <span className="figures text-12 whitespace-nowrap text-ink-3">
        {bytes(doneBytes)} of {bytes(totalBytes)}
      </span>
    </div>
  );
}
