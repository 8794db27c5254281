"use client";
import { ArrowRight } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Radios } from "@/components/ui/radios";
import type { EditCommand } from "@/lib/checks/edit";
import type { IssueKind } from "@/lib/checks/issue";
import type { Preview, Progress } from "@/lib/csv-worker/protocol";
import { count, number } from "@/lib/wording/counts";
import type { GridSource } from "./grid-source";

/** All issues of a kind at once: the ways there are, and what each would change, before it is done. */
export function FixAllDialog(props: {
  kind: IssueKind;
  source: GridSource;
  /** What the column's values show, where more than one reading fits them. */
  evidence: string | null;
  onDo: (command: EditCommand) => void;
  onClose: () => void;
}) {
  const { kind, source, evidence, onDo, onClose } = props;
  const [chosen, setChosen] = useState(kind.fixAll.length === 1 ? "0" : null);
  const command = chosen === null ? null : (kind.fixAll[Number(chosen)]?.command ?? null);
  const { preview, progress } = usePreview(source, command);
  const [only] = kind.fixAll;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={kind.fixAll.length === 1 ? only?.label : "Which is meant?"}
      description={`${kind.label}: ${count(kind.count, "row")}.${evidence === null ? "" : ` ${evidence}`}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={command === null || preview === null || preview.rows === 0}
            onClick={() => {
              if (command !== null) onDo(command);
            }}
          >
            {verb(command, preview)}
          </Button>
        </>
      }
    >
      {kind.fixAll.length > 1 ? (
        <div className="mb-4 rounded-2 border border-line-strong">
          <Radios
            legend="How they are read"
            hideLegend
            value={chosen}
            onChange={setChosen}
            options={kind.fixAll.map(({ label }, at) => ({ value: String(at), title: label }))}
          />
        </div>
      ) : null}
      <div aria-live="polite" className="min-h-24">
        {command === null ? null : <Changes {...{ preview, progress }} />}
      </div>
    </Dialog>
  );
}

function verb(command: EditCommand | null, preview: Preview | null): string {
  if (command === null || preview === null) return "Change the cells";
  return command.kind === "exclude"
    ? `Exclude ${count(preview.rows, "row")}`
    : `Change ${count(preview.cells, "cell")}`;
}

function Changes({ preview, progress }: Counted) {
  if (preview === null) return <Counting progress={progress} />;
  if (preview.rows === 0) return <p>No cell would change. These have to be put right one by one.</p>;
  if (preview.cells === 0)
    return <p>{count(preview.rows, "row")} would stay here. They can be included again at any time.</p>;
  return (
    <>
      <p>
        {count(preview.cells, "cell")} in {count(preview.rows, "row")} would change:
      </p>
      <ul className="mt-2 grid gap-1">
        {preview.first.map(({ fileRow, column, before, after }) => (
          <li key={`${fileRow} ${column}`} className="flex items-baseline gap-2 text-12">
            <span className="figures w-16 shrink-0 text-ink-3">row {number(fileRow)}</span>
            <s className="raw truncate text-ink-3">{before === "" ? "empty" : before}</s>
            <ArrowRight className="size-3 self-center text-ink-3" aria-label="becomes" />
            <span className="raw truncate">{after === "" ? "empty" : after}</span>
          </li>
        ))}
        {preview.cells > preview.first.length ? (
          <li className="text-12 text-ink-3">and {number(preview.cells - preview.first.length)} more</li>
        ) : null}
      </ul>
    </>
  );
}

const percentOf = ({ doneBytes, totalBytes }: Progress): number =>
  Math.floor((100 * doneBytes) / Math.max(1, totalBytes));

/** How far the rows are read; the words alone are announced, once. */
function Counting({ progress }: { progress: Progress | null }) {
  return (
    <div className="appear-late text-ink-2">
      <p>Counting…</p>
      {progress === null ? null : (
        <p className="figures mt-1 text-12 text-ink-3" aria-live="off">
          {percentOf(progress)} % of the file, {count(progress.rows, "row")} read
        </p>
      )}
    </div>
  );
}

interface Counted {
  /** `null` while it is counted, or where it cannot be. */
  preview: Preview | null;
  progress: Progress | null;
}

/** What a command would change. */
function usePreview(source: GridSource, command: EditCommand | null): Counted {
  const [known, setKnown] = useState<Counted & { command: EditCommand | null }>(nothingCounted);
  useEffect(() => {
    if (command === null) return;
    const stop = new AbortController();
    const tell = (counted: Counted) => {
      if (!stop.signal.aborted) setKnown({ command, ...counted });
    };
    source
      .preview(command, {
        signal: stop.signal,
        onProgress: (progress) => tell({ preview: null, progress }),
      })
      .then(
        (preview) => tell({ preview, progress: null }),
        // Stopped; or the rows cannot be read, which the grid says.
        () => undefined,
      );
    return () => stop.abort();
  }, [source, command]);
  return known.command === command ? known : nothingCounted;
}

const nothingCounted = { command: null, preview: null, progress: null };
