import type { ReportedRows } from "@/lib/api-contract/reports";

/** The figures of a report, in their order, with what each counts; `width` holds its head and a million, on paper in less. */
export const columns: readonly {
  key: keyof ReportedRows;
  label: string;
  meaning: string;
  width: string;
}[] = [
  {
    key: "rowsIn",
    label: "Rows in",
    meaning: "all rows that came into the import, the sum of the next six",
    width: "w-23 print:w-18 print:px-1.5",
  },
  {
    key: "accepted",
    label: "Accepted",
    meaning: "created or updated in the connected system",
    width: "w-23 print:w-18 print:px-1.5",
  },
  {
    key: "open",
    label: "Open",
    meaning: "failed, not confirmed, not tried or kept back, and not settled",
    width: "w-19 print:w-18 print:px-1.5",
  },
  {
    key: "settled",
    label: "Settled",
    meaning: "a person said that they are not to be sent, and why",
    width: "w-18 print:w-18 print:px-1.5",
  },
  { key: "excluded", label: "Excluded", meaning: "left out at Check", width: "w-20 print:w-18 print:px-1.5" },
  {
    key: "sentAgain",
    label: "Sent again",
    meaning: "went on into a correction, and count there",
    width: "w-22 print:w-18 print:px-1.5",
  },
  {
    key: "underWay",
    label: "Under way",
    meaning: "the import has not ended yet",
    width: "w-22 print:w-18 print:px-1.5",
  },
  {
    key: "waived",
    label: "Waived",
    meaning: "warnings on rows that were sent all the same",
    width: "w-20 print:w-18 print:px-1.5",
  },
];

/** What the columns count, for paper and for those who have no pointer. */
export function ColumnMeanings() {
  return (
    <p className="mt-6 max-w-240 break-inside-avoid text-12 text-ink-3">
      {columns.map(({ key, label, meaning }, at) => (
        <span key={key}>
          <span className="font-medium text-ink-2">{label}</span>: {meaning}
          {at === columns.length - 1 ? "." : "; "}
        </span>
      ))}
    </p>
  );
}
