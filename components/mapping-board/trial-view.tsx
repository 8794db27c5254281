import { ArrowRight, CircleX } from "lucide-react";
import { Skeleton } from "@/components/ui/skeleton";
import type { MappingEntry } from "@/lib/mapping/mapping";
import type { Trial } from "@/lib/mapping/trial";
import { count, number } from "@/lib/wording/counts";
import { useDoors } from "./board-doors";
import { useTrial } from "./use-trial";

/** Real rows of the file, and what would be sent for them. */
export function TrialView({ entry }: { entry: MappingEntry }) {
  const { trial, failure } = useTrial(entry);
  return (
    <section aria-label="What is sent" className="min-w-0">
      <h2 className="mb-1.5 text-12 font-strong">What is sent</h2>
      {failure ? <p className="text-12 text-failed-text">{failure}</p> : null}
      {trial ? <Tried trial={trial} /> : failure ? null : <Skeleton width="w-40" />}
    </section>
  );
}

function Tried({ trial }: { trial: Trial }) {
  const { rows } = useDoors();
  const { failed, changed, lines, failing } = trial;
  const looked = trial.rows < rows && rows > 100_000 ? `the first ${number(trial.rows)}` : number(trial.rows);
  return (
    <>
      <p className="mb-2 text-12 text-ink-2" role="status">
        {`Of ${looked} ${trial.rows === 1 ? "row" : "rows"} ${changeWords(changed)}.`}
        {failed > 0 ? (
          <span className="font-medium text-failed-text">
            {" "}
            {count(failed, "row")} cannot be changed so and {failed === 1 ? "is" : "are"} held back.
          </span>
        ) : null}
      </p>
      <table className="w-full table-fixed border-separate border-spacing-0 text-12">
        <caption className="sr-only">Examples</caption>
        <colgroup>
          <col className="w-14" />
          <col />
          <col />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Row</th>
            <th scope="col">In the file</th>
            <th scope="col">Sent</th>
          </tr>
        </thead>
        <tbody>
          {failing.map(({ fileRow, cells, message }) => (
            <tr key={fileRow}>
              <Origin fileRow={fileRow} cells={cells} />
              <td className="py-1 pl-2 align-top text-failed-text">
                <CircleX className="mr-1 inline size-3 align-[-2px]" aria-hidden />
                {message}
              </td>
            </tr>
          ))}
          {lines.map(({ fileRow, cells, sent }) => (
            <tr key={fileRow}>
              <Origin fileRow={fileRow} cells={cells} />
              <td className="py-1 pl-2 align-top">
                <ArrowRight className="mr-1.5 inline size-3 align-[-2px] text-ink-3" aria-hidden />
                <Value text={sent} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function changeWords(changed: number): string {
  if (changed === 0) return "none changes";
  return `${number(changed)} ${changed === 1 ? "changes" : "change"}`;
}

function Origin({ fileRow, cells }: { fileRow: number; cells: readonly string[] }) {
  return (
    <>
      <th scope="row" className="figures py-1 pr-2 text-right align-top font-regular text-ink-3">
        {number(fileRow)}
      </th>
      <td className="py-1 align-top">
        {cells.length === 0 ? <span className="text-ink-3">not from the file</span> : null}
        {[...cells.entries()].map(([place, cell]) => (
          <span key={place} className="block">
            <Value text={cell} />
          </span>
        ))}
      </td>
    </>
  );
}

function Value({ text }: { text: string }) {
  return text === "" ? (
    <span className="text-ink-3">empty</span>
  ) : (
    <span className="raw wrap-anywhere whitespace-pre-wrap">{text.slice(0, 200)}</span>
  );
}
