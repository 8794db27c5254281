import { AccountLine, AccountMark, type AccountSegment } from "@/components/account-line";
import { number } from "@/lib/wording/counts";
import type { SendCounts } from "./sending";

/** Every row of the file has a place: a line, a table, and the double rule under the whole. */
export function SendAccount({ counts, onSeeKeptBack }: { counts: SendCounts; onSeeKeptBack: () => void }) {
  const segments: AccountSegment[] = [
    { kind: "running", count: counts.toSend, label: "to be sent" },
    { kind: "held", count: counts.keptBack, label: "kept back" },
    { kind: "excluded", count: counts.excluded, label: "excluded" },
  ];
  return (
    <>
      <AccountLine segments={segments} size="big" />
      <table className="mt-3.5 w-full border-separate border-spacing-0">
        <caption className="sr-only">What becomes of the rows of the file</caption>
        <thead>
          <tr className="text-12 text-ink-3">
            <th scope="col" className="h-8.5 border-b border-line-strong text-left font-medium">
              Of {number(counts.rows)} {counts.changedOnly ? "that you changed" : "rows in the file"}
            </th>
            <th scope="col" className="w-28 border-b border-line-strong text-right font-medium">
              Rows
            </th>
          </tr>
        </thead>
        <tbody>
          <Line kind="running" rows={counts.toSend} strong>
            To be sent
          </Line>
          <Line kind="held" rows={counts.keptBack}>
            Kept back, errors at Check
            {counts.keptBack > 0 ? (
              <button
                type="button"
                onClick={onSeeKeptBack}
                className="figures rounded-1 text-12 font-medium text-accent-text underline-offset-2 hover:underline"
              >
                see {number(counts.keptBack)}
              </button>
            ) : null}
          </Line>
          <Line kind="excluded" rows={counts.excluded}>
            Excluded
          </Line>
          <tr>
            <th scope="row" className="h-11 text-left font-medium">
              {counts.changedOnly ? "Changed" : "The file"}
            </th>
            <td className="text-right">
              <span className="rule-closed figures font-strong">{number(counts.rows)}</span>
            </td>
          </tr>
        </tbody>
      </table>
    </>
  );
}

function Line(props: {
  kind: AccountSegment["kind"];
  rows: number;
  strong?: boolean;
  children: React.ReactNode;
}) {
  const { kind, rows, strong, children } = props;
  const weight = strong ? "font-medium" : "font-regular";
  return (
    <tr>
      <th scope="row" className={`h-8.5 border-b border-line text-left ${weight}`}>
        <span className="flex items-center gap-2">
          <AccountMark kind={kind} />
          {children}
        </span>
      </th>
      <td className={`figures border-b border-line text-right ${weight}`}>
        {rows === 0 ? <span className="text-ink-3">–</span> : number(rows)}
      </td>
    </tr>
  );
}
