import { Panel } from "@/components/ui/panel";
import { ScrollRegion } from "@/components/ui/scroll-region";
import type { FileFacts } from "@/lib/csv/file-facts";
import { count, number } from "@/lib/wording/counts";

const shownRows = 12;
/** A sheet of thousands of columns is not drawn whole; each of them is on the next page. */
const shownColumns = 60;
const shownCharacters = 200;

/** The first rows exactly as they were read: a wrong separator or encoding is seen at once. */
export function FirstRows({ facts }: { facts: FileFacts }) {
  const columns = facts.columns.slice(0, shownColumns);
  const hidden = facts.columns.length - columns.length;
  const rows = facts.preview.slice(0, shownRows);
  return (
    <Panel
      title="First rows, as read"
      aside={
        hidden > 0
          ? `the first ${shownColumns} of ${number(facts.columns.length)} columns`
          : count(columns.length, "column")
      }
    >
      <ScrollRegion label="First rows" className="overflow-x-auto">
        <table className="border-separate border-spacing-0 text-12">
          <thead>
            <tr>
              <th scope="col" className={`${rowNumber} h-8 border-line-strong`}>
                row
              </th>
              {columns.map((column) => (
                <th
                  key={column.index}
                  scope="col"
                  className="h-8 max-w-60 truncate border-r border-b border-line border-b-line-strong px-2.5 text-left font-strong whitespace-nowrap"
                >
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.fileRow} className="group/row">
                <th scope="row" className={`${rowNumber} h-(--row-grid) font-regular`}>
                  {number(row.fileRow)}
                </th>
                {columns.map((column) => (
                  <td
                    key={column.index}
                    className="figures h-(--row-grid) max-w-60 truncate border-r border-b border-line px-2.5 whitespace-pre group-last/row:border-b-0"
                  >
                    {(row.cells[column.index] ?? "").slice(0, shownCharacters)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {rows.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">There are no rows under the column names.</p>
      ) : null}
    </Panel>
  );
}

const rowNumber =
  "figures sticky left-0 w-14.5 min-w-14.5 border-r border-b border-line border-r-line-strong bg-sunken px-2.5 text-right text-ink-3";
