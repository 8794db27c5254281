import { CircleCheck, TriangleAlert } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import type { ControlFigure } from "@/lib/csv/file-facts";
import { amount, count, number } from "@/lib/wording/counts";

/** What the file says of its own sums, beside what its rows come to. */
export function ControlFiguresPanel({ controls }: { controls: readonly ControlFigure[] }) {
  if (controls.length === 0) return null;
  return (
    <Panel title="Totals in the file" aside="rows of totals are no records: Check proposes to leave them out">
      <ul>
        {controls.map((control) => (
          <ControlLine key={`${control.fileRow} ${control.label}`} control={control} />
        ))}
      </ul>
    </Panel>
  );
}

function ControlLine({ control }: { control: ControlFigure }) {
  const { fileRow, label, claimed, sum, rows, difference } = control;
  const Icon = difference === null ? CircleCheck : TriangleAlert;
  return (
    <li className="flex gap-3 border-b border-line px-4 py-2.5 last:border-b-0">
      <Icon
        className={`mt-0.5 size-4 ${difference === null ? "text-done-text" : "text-unsure-text"}`}
        aria-label={difference === null ? "Agrees" : "Worth a look"}
      />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="wrap-anywhere">
          <span className="font-medium">{label}</span>: row {number(fileRow)} says {amount(claimed)}, the{" "}
          {count(rows, "row")} above {rows === 1 ? "comes" : "come"} to {amount(sum)}.
        </p>
        <p className="text-ink-2">
          {difference === null
            ? "They agree to the last digit."
            : `They differ by ${amount(difference)}. A row may be missing, or be there twice.`}
        </p>
      </div>
    </li>
  );
}
