import { Download } from "lucide-react";
import { rowsFileAddress } from "@/lib/api-client/rows-file";
import type { Job } from "@/lib/api-contract/jobs";
import type { RowsFileName } from "@/lib/api-contract/rows-file";
import { number } from "@/lib/wording/counts";
import { Panel } from "../ui/panel";

interface Entry {
  name: RowsFileName;
  label: string;
  rows: number;
}

const link =
  "inline-flex items-center gap-1 rounded-1 font-medium text-accent-text hover:underline focus-visible:outline-2";

/** The files there are something in; "as sent" and the report always. */
function entriesOf({ rows, family }: Job): Entry[] {
  const all: Entry[] = [
    { name: "open", label: "Open rows, to correct", rows: family.open },
    { name: "failed", label: "Failed", rows: rows.failed },
    { name: "succeeded", label: "Done", rows: rows.succeeded },
    { name: "not-tried", label: "Not tried", rows: rows.notTried },
    { name: "not-confirmed", label: "Not confirmed", rows: rows.unknown },
    { name: "kept-back", label: "Kept back", rows: rows.keptBack },
    { name: "excluded", label: "Excluded", rows: rows.excluded },
    { name: "report", label: "Report of every row", rows: family.rows },
  ];
  return all.filter((entry) => entry.rows > 0);
}

/** Rows to take along: as a workbook whose cells are text, or as raw CSV, which a spreadsheet may change when it opens it. */
export function DownloadsPanel({ job }: { job: Job }) {
  const isNewForm = (name: RowsFileName) => (name === "open" ? { outcomes: openOutcomes } : {});
  return (
    <Panel title="Downloads">
      <ul className="px-4 py-1">
        {entriesOf(job).map(({ name, label, rows }) => (
          <li
            key={name}
            className="grid min-h-8.5 grid-cols-[minmax(0,1fr)_auto] items-center gap-3 border-line border-b py-1"
          >
            <span>
              {label} <span className="figures text-ink-3">{number(rows)}</span>
            </span>
            <span className="flex gap-3">
              {(["xlsx", "csv"] as const).map((format) => (
                <a
                  key={format}
                  className={link}
                  download
                  href={rowsFileAddress(job.id, name, { ...isNewForm(name), format })}
                  aria-label={`${label} as ${format === "xlsx" ? "a workbook" : "raw CSV"}`}
                >
                  {format === "xlsx" ? <Download aria-hidden className="size-3.5" /> : null}
                  {format === "xlsx" ? "Excel" : "raw CSV"}
                </a>
              ))}
            </span>
          </li>
        ))}
        <li className="flex min-h-8.5 items-center justify-between gap-3 py-1">
          <span>As sent</span>
          <a
            className={link}
            download
            href={rowsFileAddress(job.id, "sent")}
            aria-label="As sent, the bytes that left"
          >
            raw CSV
          </a>
        </li>
      </ul>
    </Panel>
  );
}

const openOutcomes = "failed,kept_back,not_tried,unknown";
