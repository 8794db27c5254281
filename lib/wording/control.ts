import type { Control, Span } from "@/lib/api-contract/controls";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { capitalised, count, number } from "./counts";

const rowsOf = (part: Pick<Batch, "firstRow" | "lastRow">) => part.lastRow - part.firstRow + 1;
const onTheWay: readonly Batch["status"][] = ["intended", "started"];
const underWay: readonly Batch["status"][] = [...onTheWay, "unknown", "running"];

/** Rows of parts that have not been sent. */
export const rowsLeft = ({ batches }: Pick<Job, "batches">): number =>
  batches.reduce((sum, part) => sum + (part.status === "planned" ? rowsOf(part) : 0), 0);

/** "part 2 of 3", "the only part". */
function nameOf(part: Batch, { batches }: Pick<Job, "batches">): string {
  return batches.length === 1 ? "it" : `part ${number(part.index + 1)} of ${number(batches.length)}`;
}

/** "under a minute", "about 3 to 5 minutes", "about 2 to 3 hours". */
export function spanWords({ lowMs, highMs }: Span): string {
  if (highMs < 60_000) return "under a minute";
  const unit = highMs < 90 * 60_000 ? { ms: 60_000, word: "minute" } : { ms: 3_600_000, word: "hour" };
  const low = Math.max(1, Math.floor(lowMs / unit.ms));
  const high = Math.max(low, Math.ceil(highMs / unit.ms));
  return low === high
    ? `about ${count(low, unit.word)}`
    : `about ${number(low)} to ${count(high, unit.word)}`;
}

/** "about 1,200 rows a minute": two figures, for it is a measure. */
export function rateWords(perMinute: number): string {
  if (perMinute < 1) return "under a row a minute";
  const power = 10 ** Math.max(0, Math.floor(Math.log10(perMinute)) - 1);
  return `about ${count(Math.round(perMinute / power) * power, "row")} a minute`;
}

type Seen = Pick<Job, "batches" | "connectionName" | "connectorName" | "objectName" | "hold" | "rows">;

/** What will happen when a person does it now, in whole sentences; said before it is done. */
export function consequence(control: Control, job: Seen): string {
  const left = rowsLeft(job);
  const part = job.batches.find(({ status }) => underWay.includes(status));
  switch (control) {
    case "pause":
      return [
        part ? `${capitalised(nameOf(part, job))} (${count(rowsOf(part), "row")}) goes on to its end.` : null,
        `${count(left, "row")} ${left === 1 ? "waits" : "wait"} until somebody goes on.`,
      ]
        .filter(Boolean)
        .join(" ");
    case "resume":
      return resumeWords(job, left);
    case "drop":
      return `${count(left, "row")} ${left === 1 ? "is" : "are"} not sent, now or later, and ${left === 1 ? "stays" : "stay"} “not tried”. What is in ${job.connectionName} stays there.`;
    case "cancel":
      return [
        left > 0
          ? `${count(left, "row")} that ${left === 1 ? "was" : "were"} not sent ${left === 1 ? "is" : "are"} not tried.`
          : null,
        part ? stopWords(part, job) : null,
        `What ${job.connectionName} has created stays there.`,
      ]
        .filter(Boolean)
        .join(" ");
  }
}

function resumeWords(job: Seen, left: number): string {
  const next = job.batches.find(({ status }) => status === "planned");
  const comes =
    next && job.batches.length > 1
      ? `${capitalised(nameOf(next, job))} (${count(rowsOf(next), "row")}) is sent next.`
      : null;
  const why =
    job.hold?.kind === "breaker"
      ? "Every row of the part before failed for the same reason. If that reason still holds, the next rows fail as well."
      : null;
  const order =
    job.hold?.kind === "part"
      ? "The rows of the part before stay as they are: later rows that build on them may fail."
      : null;
  return [comes ?? `${count(left, "row")} ${left === 1 ? "is" : "are"} sent.`, why, order]
    .filter(Boolean)
    .join(" ");
}

function stopWords(part: Batch, job: Seen): string {
  const name = capitalised(nameOf(part, job));
  const rows = count(rowsOf(part), "row");
  if (part.status === "unknown")
    return `Whether ${nameOf(part, job)} (${rows}) arrived is not known: that question stays. Once it is found, Open Connectors is asked to stop it.`;
  const asked = `Open Connectors is asked to stop ${onTheWay.includes(part.status) ? "it then" : "it"}; where it cannot, the part goes on to its end.`;
  if (onTheWay.includes(part.status))
    return `${name} (${rows}) is being handed over and cannot be called back. ${asked}`;
  const worked = part.processed ? `, ${number(part.processed)} worked on so far,` : "";
  return `${name} (${rows})${worked} is with ${job.connectionName}. ${asked}`;
}

/** The head of what a held import says on its page. */
export function holdTitle(job: Pick<Job, "hold" | "batches">): string {
  const { hold, batches } = job;
  const first = batches[0];
  switch (hold?.kind) {
    case "first_part":
      return `The first ${first ? count(rowsOf(first), "row") : "rows"} ${first && rowsOf(first) === 1 ? "was" : "were"} sent. Go on?`;
    case "breaker":
      return "Stopped after equal failures";
    case "part":
      return "A part did not end as it should";
    case "paused":
      return batches.some(({ status }) => underWay.includes(status))
        ? "Pauses when the part under way has ended"
        : `Paused${hold.by === null ? "" : ` by ${hold.by}`}`;
    case undefined:
      return "";
  }
}
