import { ArrowDownToLine, CircleSlash } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Spinner } from "@/components/ui/spinner";
import type { Progress } from "@/lib/csv-worker/protocol";
import { count, number } from "@/lib/wording/counts";
import { columnsIn, isWholeRows, linesIn, type Range } from "./selection";

/** Under the grid: what is selected and what can be done with it, or what is being done. It is always there. */
export function GridStrip(props: {
  lines: number;
  rows: number;
  range: Range | null;
  /** What could not be done and why, or what was written. */
  said: string | null;
  /** "Row 5 of 11 with errors". */
  place: string | null;
  /** The current row is excluded: its rows can be included again. */
  isExcluded: boolean;
  progress: Progress | null;
  onExclude: () => void;
  onFillDown: () => void;
  onStop: () => void;
}) {
  const { lines, rows, range, said, place, isExcluded, progress, onExclude, onFillDown, onStop } = props;
  const selected = range === null ? 0 : linesIn(range);
  return (
    <div className="flex h-11 items-center gap-2 border-t border-line bg-canvas px-4 text-12 text-ink-2">
      {progress === null ? (
        <span role="status" className="figures truncate">
          {said ?? (lines === 0 ? "No row is in this list." : null)}
          {said === null && lines > 0 ? <span aria-hidden>{place ?? selectionWords(range)}</span> : null}
        </span>
      ) : (
        <Working progress={progress} rows={rows} onStop={onStop} />
      )}
      <span className="ml-auto flex gap-1">
        <Button
          size="sm"
          variant="quiet"
          icon={ArrowDownToLine}
          disabled={selected === 0}
          onClick={onFillDown}
        >
          Fill down
        </Button>
        <Button size="sm" variant="quiet" icon={CircleSlash} disabled={selected === 0} onClick={onExclude}>
          {isExcluded ? "Include" : "Exclude"} {selected > 1 ? count(selected, "row") : "row"}
        </Button>
      </span>
    </div>
  );
}

function selectionWords(range: Range | null): string {
  if (range === null) return "F8 goes to the next issue. Enter edits, Ctrl Z takes it back.";
  const rows = linesIn(range);
  if (isWholeRows(range)) return `${count(rows, "row")} selected`;
  const columns = columnsIn(range);
  return rows === 1 && columns === 1
    ? "1 cell selected"
    : `${number(rows)} × ${number(columns)} cells selected`;
}

/** Nothing for the first moment: a few rows are checked before it can be read. */
function Working({ progress, rows, onStop }: { progress: Progress; rows: number; onStop: () => void }) {
  return (
    <span className="appear-late flex items-center gap-2">
      <Spinner />
      <span className="figures">
        Checking again{progress.rows > 0 ? `: ${number(progress.rows)} of ${number(rows)} rows` : ""}
      </span>
      <Button size="sm" onClick={onStop}>
        Stop
      </Button>
    </span>
  );
}
