import type { Job } from "@/lib/api-contract/jobs";
import { count, number } from "@/lib/wording/counts";
import {
  type AccountKind,
  AccountLine,
  AccountMark,
  accountedFor,
  accountOf,
  wholeOf,
} from "../account-line";
import { classNames } from "../ui/class-names";
import { Panel } from "../ui/panel";
import { placesOf } from "./places";
import { Progress } from "./progress";

const openTones: Partial<Record<AccountKind, string>> = {
  unsure: "text-unsure-text",
  failed: "text-failed-text",
  held: "text-held-text",
  idle: "text-idle-text",
};

const cell = "h-8.5 border-b border-line";
const figure = `${cell} figures w-28 text-right whitespace-nowrap`;

/** "5 accounted for, 3 open"; rows that are on their way, or whose turn is yet to come, are nobody's to open. */
function standing(closed: number, open: number, whole: number): string {
  const come = whole - closed - open;
  const parts = [
    `${number(closed)} accounted for`,
    ...(open > 0 ? [`${number(open)} open`] : []),
    ...(come > 0 ? [`${number(come)} still to come`] : []),
  ];
  return parts.join(", ");
}

/**
 * The account line and, under it, where every row is. A double rule once nothing is open.
 * @param props.fresh false while Hubload does not answer, so that what is shown may be old
 */
export function AccountPanel({ job, fresh }: { job: Job; fresh: boolean }) {
  const segments = accountOf(job);
  const whole = wholeOf(segments);
  const closed = accountedFor(segments);
  const allClosed = closed === whole;
  const places = placesOf(job);
  const open = places.reduce((sum, place) => sum + (place.open ? place.count : 0), 0);
  return (
    <Panel>
      <div className="px-4.5 pt-4 pb-2">
        <AccountLine segments={segments} size="big" />
        <Progress job={job} fresh={fresh} accountedFor={closed} whole={whole} />
        <table className="mt-2 w-full border-separate border-spacing-0">
          <thead>
            <tr className="text-12 text-ink-3">
              <th scope="col" className="h-8.5 border-b border-line-strong text-left font-medium">
                Where the {count(whole, "row")} {whole === 1 ? "is" : "are"}
              </th>
              <th scope="col" className="w-28 border-b border-line-strong text-right font-medium">
                Rows
              </th>
            </tr>
          </thead>
          <tbody>
            {places.map((place) => (
              <tr
                key={place.kind}
                className={classNames(place.open && "font-medium", place.open && openTones[place.kind])}
              >
                <td className={cell}>
                  <span className="flex items-center gap-2">
                    <AccountMark kind={place.kind} />
                    {place.words}
                    {place.open ? ", still open" : null}
                  </span>
                </td>
                <td className={figure}>{number(place.count)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td className="h-11">
                <span className="font-medium">
                  {allClosed ? "Every row is accounted for" : "Every row has a place"}
                </span>{" "}
                <span className="figures text-12 text-ink-3">
                  {allClosed ? null : standing(closed, open, whole)}
                </span>
              </td>
              <td className="figures text-right">
                <span className={classNames("font-strong", allClosed ? "rule-closed" : "rule-open")}>
                  {number(whole)}
                </span>
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}
