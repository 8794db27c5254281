import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { count } from "@/lib/wording/counts";
import type { PasteFit } from "./paste-block";

/** A block that does not fit: what would be left out is said before anything is done. */
export function PasteDialog(props: { fit: PasteFit; onPaste: () => void; onClose: () => void }) {
  const { fit, onPaste, onClose } = props;
  const cells = fit.block.length * fit.columns.length;
  const reasons = [
    ...(fit.rowsLeftOut > 0 ? [`${count(fit.rowsLeftOut, "row")} would go beyond the last row shown.`] : []),
    ...(fit.columnsLeftOut > 0
      ? [`${count(fit.columnsLeftOut, "column")} would go beyond the last column.`]
      : []),
    ...fit.closed.map(({ name, why }) => `${name} takes no values: it is ${why}.`),
  ];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Not all of what you copied fits here"
      description="What does not fit is left out. Nothing is pasted until you say so."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {cells > 0 ? (
            <Button variant="primary" onClick={onPaste}>
              Paste the {count(cells, "cell")} that fit
            </Button>
          ) : null}
        </>
      }
    >
      <ul className="list-disc pl-5">
        {reasons.map((reason) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
      {fit.examples.length > 0 ? (
        <p className="mt-3 text-ink-2">
          Left out, for example:{" "}
          {fit.examples.map((value) => (
            <span key={value} className="raw mr-2 wrap-anywhere">
              {value.slice(0, 60)}
            </span>
          ))}
        </p>
      ) : null}
    </Dialog>
  );
}
