import {
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleHelp,
  CircleSlash,
  Hand,
  Layers,
  type LucideIcon,
  OctagonX,
  Send,
  TriangleAlert,
} from "lucide-react";
import type { Job, JobEvent } from "@/lib/api-contract/jobs";
import { fullTime, time } from "@/lib/wording/times";
import { Panel } from "../ui/panel";
import { ScrollRegion } from "../ui/scroll-region";
import { Time } from "../ui/time";

type Look = { icon: LucideIcon; tone: string };

const plain: Look = { icon: CircleDot, tone: "text-ink-3" };
const handedOver: Look = { icon: Layers, tone: "text-ink-2" };
const doubtful: Look = { icon: CircleHelp, tone: "text-unsure-text" };
const warning: Look = { icon: TriangleAlert, tone: "text-unsure-text" };
const byPerson: Look = { icon: Hand, tone: "text-ink-2" };
const stopped: Look = { icon: OctagonX, tone: "text-failed-text" };

/** By the name of the event; one that nobody foresaw is a plain dot. */
const looks: Readonly<Record<string, Look>> = {
  submitted: { icon: Send, tone: "text-ink-2" },
  started: handedOver,
  accepted: handedOver,
  unknown: doubtful,
  forgotten: doubtful,
  needs_decision: { icon: Hand, tone: "text-unsure-text" },
  possible_duplicate: warning,
  status_lost: warning,
  completed: { icon: CircleCheck, tone: "text-done-text" },
  decided_send_again: byPerson,
  decided_arrived: byPerson,
  decided_take_lookup: byPerson,
  decided_drop: byPerson,
  settled: byPerson,
  settled_undone: byPerson,
  sent_again: { icon: Send, tone: "text-ink-2" },
  revised: byPerson,
  to_put_right: byPerson,
  quiet: warning,
  anomaly: warning,
  fields_changed: warning,
  cancelled: { icon: CircleSlash, tone: "text-idle-text" },
  errored: stopped,
  aborted: stopped,
  stopped,
  refused: stopped,
};
const withOpenRows: Look = { icon: CircleAlert, tone: "text-failed-text" };

const ends = ["completed", "errored", "aborted", "cancelled"];

/** A part that ended with open rows is never green, and red only where rows are known to have failed. */
function lookOf({ kind, detail }: JobEvent): Look {
  if (!ends.includes(kind)) return looks[kind] ?? plain;
  // What follows is what the system said; the first sentence is what became of the rows.
  const [outcome = ""] = detail.split(". ", 1);
  if (/\d failed/.test(outcome)) return kind === "completed" ? withOpenRows : (looks[kind] ?? plain);
  return /\d not confirmed/.test(outcome) ? doubtful : (looks[kind] ?? plain);
}

function Entry({ event, now }: { event: JobEvent; now: Date }) {
  const { icon: Icon, tone } = lookOf(event);
  return (
    <li className="group relative grid grid-cols-[0.875rem_minmax(0,1fr)_auto] gap-x-2.5 pb-2.75 last:pb-0">
      <span
        aria-hidden
        className="absolute top-4.25 -bottom-0.75 left-[6.5px] w-px bg-line-strong group-last:hidden"
      />
      <Icon className={`mt-0.75 size-3.5 ${tone}`} />
      <span className="wrap-anywhere">{event.detail}</span>
      <span className="text-12 leading-5 text-ink-3">
        <Time at={event.at} short={time(event.at, now)} full={fullTime(event.at)} />
      </span>
    </li>
  );
}

/** What happened to the import, the latest first. */
export function Timeline({ job, now }: { job: Job; now: Date }) {
  const latestFirst = job.events.toReversed().sort((one, other) => other.at.localeCompare(one.at));
  return (
    <Panel title="What happened" padded>
      <ScrollRegion label="What happened" className="max-h-120 overflow-y-auto">
        <ol>
          {latestFirst.map((event) => (
            <Entry
              key={`${event.at} ${event.kind} ${event.batchIndex} ${event.detail}`}
              event={event}
              now={now}
            />
          ))}
        </ol>
      </ScrollRegion>
    </Panel>
  );
}
