import type { JobRow } from "@/lib/api-contract/jobs";
import { number } from "@/lib/wording/counts";
import { classNames } from "../ui/class-names";
import { ScrollRegion } from "../ui/scroll-region";
import { fieldsOf, isNumeric, type RowsField } from "./group-rows";

const head =
  "h-7 border-b border-line-strong px-2.5 text-left font-medium whitespace-nowrap text-ink-3 border-r border-r-line";
const cell =
  "h-(--row-grid) border-b border-line border-r border-r-line px-2.5 whitespace-nowrap group-last:border-b-0";

/** The number a spreadsheet shows; a record without one is named by its place in what was sent. */
function rowNumber(row: JobRow): string {
  const [first, ...rest] = row.fileRows;
  if (first === undefined) return row.row === null ? "" : `sent ${number(row.row)}`;
  return rest.length === 0 ? number(first) : `${number(first)}–${number(rest.at(-1) ?? first)}`;
}

/** What was sent. The value a reason speaks of is marked as it is at Check, in words too. */
function ValueCell(props: { row: JobRow; of: RowsField; set: string | null }) {
  const { row, of, set } = props;
  const value = row.values[of.field] ?? "";
  if (!of.isBlamed(row))
    return (
      <td className={classNames(cell, "max-w-60 truncate", set)} title={value}>
        {value}
      </td>
    );
  return (
    <td
      className={classNames(
        cell,
        "max-w-60 truncate bg-failed-soft font-medium text-failed-text shadow-[inset_0_-2px_0_var(--failed-fill)]",
        set,
      )}
      title={value}
    >
      {value === "" ? "no value" : value}
      <span className="sr-only">, what the reason speaks of</span>
    </td>
  );
}

/** Rows as they stand in the file: number, the system's words where they differ, values. Values are text, always. */
export function RowsTable(props: { caption: string; rows: readonly JobRow[]; said: string | null }) {
  const { caption, rows, said } = props;
  const fields = fieldsOf(rows).map((one) => ({
    ...one,
    set: isNumeric(rows, one.field) ? "figures text-right" : null,
  }));
  return (
    <ScrollRegion label={`Rows: ${caption}`} className="overflow-x-auto border-t border-line">
      <table className="min-w-full border-separate border-spacing-0 text-12">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <th
              scope="col"
              className={classNames(head, "sticky left-0 w-16 border-r-line-strong bg-sunken text-right")}
            >
              row
            </th>
            {said === null ? null : (
              <th scope="col" className={head}>
                {said}
              </th>
            )}
            {fields.map(({ field, set }) => (
              <th key={field} scope="col" className={classNames(head, "raw", set)}>
                {field}
              </th>
            ))}
            <th className={classNames(head, "w-full border-r-0")}>
              <span className="sr-only">No more columns</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.row ?? ""} ${row.fileRows[0] ?? ""}`} className="group">
              <th
                scope="row"
                className={classNames(
                  cell,
                  "figures sticky left-0 border-r-line-strong bg-sunken text-right font-regular text-ink-3",
                )}
              >
                {rowNumber(row)}
              </th>
              {said === null ? null : (
                <td
                  className={classNames(cell, "raw max-w-120 truncate text-11 text-ink-2")}
                  title={row.reason ?? undefined}
                >
                  {row.reason}
                </td>
              )}
              {fields.map((one) => (
                <ValueCell key={one.field} row={row} of={one} set={one.set} />
              ))}
              <td className={classNames(cell, "border-r-0")} />
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
