import { Info } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import { count, number } from "@/lib/wording/counts";

/** What a spreadsheet, or a program before it, did to values of a column. */
export interface AlteredValues {
  column: string;
  rows: number;
  /** As a spreadsheet numbers it. */
  firstRow: number;
  /** Of the first such value, with the likely original. */
  message: string;
}

/** Values that were altered before the file came here, by column. They are sent as they stand unless a person acts. */
export function AlteredValuesPanel({ altered }: { altered: readonly AlteredValues[] }) {
  if (altered.length === 0) return null;
  return (
    <Panel title="Altered before it came here" aside="values stay as they stand unless you change them">
      <ul>
        {altered.map(({ column, rows, firstRow, message }) => (
          <li
            key={`${column} ${message}`}
            className="flex gap-3 border-b border-line px-4 py-2.5 last:border-b-0"
          >
            <Info className="mt-0.5 size-4 text-unsure-text" aria-label="Worth a look" />
            <div className="grid min-w-0 flex-1 gap-0.5">
              <p className="font-medium wrap-anywhere">
                {column}: {count(rows, "row")}, first in row {number(firstRow)}
              </p>
              <p className="wrap-anywhere text-ink-2">{message}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
