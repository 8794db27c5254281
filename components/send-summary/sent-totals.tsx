import { CircleCheck, TriangleAlert } from "lucide-react";
import { Panel } from "@/components/ui/panel";
import { amount, count, number } from "@/lib/wording/counts";

/** A figure of the file beside what is sent of it. Plain numbers. */
interface SentTotal {
  /** Of the row that states it. */
  fileRow: number;
  label: string;
  claimed: string;
  sum: string;
  /** Rows above it that are sent, and such as stay here. */
  sent: number;
  staying: number;
  /** What is sent more than the file says, negative where it is less; `null`: they agree. */
  difference: string | null;
}

/** The totals a file states, beside what is sent of them. */
export interface SentTotals {
  /** How many figures the file states. */
  stated: number;
  /** `null`: not added up yet. */
  sums: readonly SentTotal[] | null;
  /** Why they could not be added up. */
  failure: string | null;
}

/** The last ones are those of the whole. */
const mostShown = 4;

/** A file that states its totals says what should arrive: what is sent stands beside it, to the last digit. */
export function SentTotalsPanel({ totals: { stated, sums, failure } }: { totals: SentTotals }) {
  if (stated === 0) return null;
  const left = stated - mostShown;
  return (
    <div className="mt-5">
      <Panel title="Totals in the file" aside="beside the rows above them that are sent">
        {sums === null ? (
          <p className="px-4 py-2.5 text-ink-2" aria-busy={failure === null}>
            {failure ?? "Adding up the rows that are sent…"}
          </p>
        ) : (
          <ul>
            {sums.slice(-mostShown).map((sum) => (
              <SumLine key={`${sum.fileRow} ${sum.label}`} sum={sum} />
            ))}
          </ul>
        )}
        {left > 0 ? (
          <p className="border-t border-line px-4 py-2.5 text-ink-3">
            {count(left, "figure")} before {left === 1 ? "it stands" : "them stand"} on the page of the file.
          </p>
        ) : null}
      </Panel>
    </div>
  );
}

function SumLine({ sum }: { sum: SentTotal }) {
  const { fileRow, label, claimed, difference, sent } = sum;
  const agrees = difference === null;
  const Icon = agrees ? CircleCheck : TriangleAlert;
  return (
    <li className="flex gap-3 border-b border-line px-4 py-2.5 last:border-b-0">
      <Icon
        className={`mt-0.5 size-4 ${agrees ? "text-done-text" : "text-unsure-text"}`}
        aria-label={agrees ? "Agrees" : "Worth a look"}
      />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="wrap-anywhere">
          <span className="font-medium">{label}</span>: row {number(fileRow)} says {amount(claimed)}, the{" "}
          {count(sent, "row")} that {sent === 1 ? "is sent comes" : "are sent come"} to {amount(sum.sum)}.
        </p>
        <p className="text-ink-2">{comparedWords(sum)}</p>
      </div>
    </li>
  );
}

function comparedWords({ difference, staying }: SentTotal): string {
  if (difference === null) return "They agree to the last digit.";
  const by = amount(difference.replace("-", ""));
  const differs = `${by} ${difference.startsWith("-") ? "less" : "more"} than the file says`;
  if (staying === 0) return `${differs}.`;
  return `${differs}: ${count(staying, "row")} above the total ${staying === 1 ? "stays" : "stay"} here.`;
}
