import { Button } from "@/components/ui/button";
import { count } from "@/lib/wording/counts";

/** What was changed, and the way back. The file itself stays as it is. */
export function ChangesPanel(props: {
  edits: number;
  /** Rows with a cell that is not as in the file. */
  rows: number;
  last: string | null;
  onUndo: () => void;
  onShow: () => void;
}) {
  const { edits, rows, last, onUndo, onShow } = props;
  if (edits === 0) return null;
  return (
    <section aria-label="Changes" className="border-t border-line-strong px-4 py-2.5">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-12 font-strong">{count(edits, "change")}</h3>
        <span className="flex gap-1">
          {rows > 0 ? (
            <Button size="sm" variant="quiet" onClick={onShow}>
              Show {count(rows, "row")}
            </Button>
          ) : null}
          <Button size="sm" variant="quiet" onClick={onUndo}>
            Undo
          </Button>
        </span>
      </div>
      {last ? <p className="text-12 text-ink-2 wrap-anywhere">Last: {last}</p> : null}
    </section>
  );
}
