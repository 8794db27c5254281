import type { Family, FamilyMember, Places } from "@/lib/api-contract/family";
import type { Batch, JobSummary, RowCounts } from "@/lib/api-contract/jobs";
import { hasEnded, type JobStatus, type Outcome } from "@/lib/api-contract/status";
import { openOf, shownPlaces } from "../family";
import { count, number } from "./counts";

/** What the words of a job are made from; every `JobSummary` and `Job` fits. */
export type JobFacts = Pick<
  JobSummary,
  "status" | "rows" | "objectName" | "connectionName" | "connectorName"
> &
  Partial<Pick<JobSummary, "hold" | "id" | "family">>;

/** Records that were submitted and have no outcome yet. */
export function recordsWithSystem(rows: RowCounts): number {
  return rows.total - rows.succeeded - rows.failed - rows.unknown - rows.notTried;
}

/** "Import 41". */
export function jobName(job: Pick<JobSummary, "number">): string {
  return `Import ${number(job.number)}`;
}

const stateNames: Readonly<Record<JobStatus, string>> = {
  queued: "Waiting",
  sending: "Sending",
  running: "Running",
  paused: "Paused",
  cancelling: "Stopping",
  needs_decision: "Needs a decision",
  completed: "Done",
  completed_with_failures: "Done, with rows open",
  stopped: "Stopped",
  cancelled: "Cancelled",
  rejected: "Refused",
};

/** A state without what became of the rows, for a choice of states. */
export function jobStateName(status: JobStatus): string {
  return stateNames[status];
}

/** The job's status in a word or three, as it stands in the list. */
export function jobStatusWords(job: JobFacts): string {
  switch (job.status) {
    case "completed":
    case "completed_with_failures":
      return doneWords(job);
    case "sending":
    case "running":
      return job.hold ? "Pausing" : stateNames[job.status];
    case "paused":
      return job.hold?.kind === "first_part" ? "Waits for you" : stateNames.paused;
    case "stopped":
    case "cancelled":
    case "rejected": {
      const places = shownPlaces(job);
      const name = stateNames[job.status];
      return isInDoubt(places) ? `${name}, ${number(places.unknown)} not confirmed` : name;
    }
    default:
      return stateNames[job.status];
  }
}

/** Nothing is known to have failed, and of some rows nobody knows. */
const isInDoubt = ({ failed, unknown }: { failed: number; unknown: number }): boolean =>
  failed === 0 && unknown > 0;

/** "Done", "Done, 3 failed", "Done, 7 open": done is only what leaves nobody anything to do. */
function doneWords(job: JobFacts): string {
  const places = shownPlaces(job);
  const open = [
    { rows: places.failed, word: "failed" },
    { rows: places.unknown, word: "not confirmed" },
    { rows: places.keptBack, word: "kept back" },
    { rows: places.notTried, word: "not tried" },
  ].filter((kind) => kind.rows > 0);
  const [only] = open;
  if (only === undefined) return "Done";
  if (open.length === 1) return `Done, ${number(only.rows)} ${only.word}`;
  return `Done, ${number(openOf(places))} open`;
}

/**
 * The status whose icon and colour tell the truth: rows kept back are open, so the import is not plainly done; and it is
 * done once the rows that failed are accounted for elsewhere. Where nobody knows what became of rows, and none is known to
 * have failed, it is neither: it is not confirmed.
 */
export function shownStatus(job: Pick<JobFacts, "status" | "rows" | "id" | "family">): ShownStatus {
  const shown = shownWithPlaces(job.status, shownPlaces(job));
  // What failed may have gone elsewhere only where there is a family to go to.
  return shown === "completed" && job.family === undefined ? job.status : shown;
}

/** A job's status, or `unknown`: nobody knows what became of rows, and none is known to have failed. */
export type ShownStatus = JobStatus | "unknown";

/** The same for one import of a family, whose rows are where they are now. */
export function shownMember({ status, places }: Pick<FamilyMember, "status" | "places">): ShownStatus {
  return shownWithPlaces(status, places);
}

function shownWithPlaces(status: JobStatus, places: Places): ShownStatus {
  if (hasEnded(status) && isInDoubt(places)) return "unknown";
  if (status !== "completed" && status !== "completed_with_failures") return status;
  return openOf(places) > 0 ? "completed_with_failures" : "completed";
}

/**
 * How a part stands, as its icon and colour tell it, with words where the usual ones would say too much or too little:
 * `COMPLETED` and `ABORTED` say nothing about rows, so a part that ended is what became of its rows.
 */
export function shownPart({ status, failed, unknown }: Pick<Batch, "status" | "failed" | "unknown">): {
  state: Batch["status"] | "completed_with_failures";
  words: string | null;
} {
  if (status !== "completed" && status !== "errored" && status !== "aborted")
    return { state: status, words: null };
  if (isInDoubt({ failed, unknown })) return { state: "unknown", words: `${number(unknown)} not confirmed` };
  if (status !== "completed" || failed === 0) return { state: status, words: null };
  const words = unknown > 0 ? `Done, ${number(failed + unknown)} open` : `Done, ${number(failed)} failed`;
  return { state: "completed_with_failures", words };
}

const outcomeWord: Record<Outcome, string> = {
  succeeded: "done",
  failed: "failed",
  unknown: "not confirmed",
  not_tried: "not tried",
  kept_back: "kept back",
  excluded: "excluded",
};

/** The outcome of a row in words. */
export function outcomeWords(outcome: Outcome): string {
  return outcomeWord[outcome];
}

/**
 * What an outcome means for the rows that have it, and what a person can do about them.
 * @param rows how many they are: the words are those of one row or of several
 */
export function outcomeMeaning(
  outcome: Outcome,
  { connectionName: place }: Pick<JobSummary, "connectionName">,
  rows: number,
): string {
  const one = rows === 1;
  const row = one ? "row" : "rows";
  const notSent = one ? "It was not sent." : "They were not sent.";
  const correct = (again: string) =>
    `Fix and send ${one ? "it" : "them"}${again}, or settle ${one ? "it" : "them"} without sending.`;
  const meaning: Record<Outcome, string> = {
    succeeded: `${place} reports the ${row} as created.`,
    failed: `${place} refused the ${row} and said why. ${correct(" again")}`,
    unknown: `The ${row} may or may not be in ${place}. Look there before sending ${one ? "it" : "them"} again.`,
    not_tried: `The ${row} ${one ? "was" : "were"} never sent to ${place}. Send ${one ? "it" : "them"}, or settle ${one ? "it" : "them"}.`,
    kept_back: `The ${row} stayed here because of what the check found. ${notSent} ${correct("")}`,
    excluded: `A person left the ${row} out. ${notSent}`,
  };
  return meaning[outcome];
}

/** What becomes of an import under way while Hubload itself does not answer. */
export function whileSilent(place: string): string {
  return `What was handed over stays with ${place}; the rest goes on when Hubload answers again.`;
}

/** "11 to 1,010": places in what is sent, which are not the row numbers of the file. */
export function placesOf({ firstRow, lastRow }: Pick<Batch, "firstRow" | "lastRow">): string {
  return firstRow === lastRow ? number(firstRow) : `${number(firstRow)} to ${number(lastRow)}`;
}

/** "1,000 rows: 981 in import 41, 15 in import 42, 4 open": where the rows of a family are, import by import. */
export function familyWords({ rows, places, open, imports }: Family): string {
  const withRows = imports.filter((one) => one.places.succeeded > 0);
  const parts = [
    ...withRows.map((one) => `${number(one.places.succeeded)} in import ${number(one.number)}`),
    ...(places.settled > 0 ? [`${number(places.settled)} settled`] : []),
    ...(places.excluded > 0 ? [`${number(places.excluded)} excluded`] : []),
    ...(places.underWay + places.toSend > 0 ? [`${number(places.underWay + places.toSend)} under way`] : []),
    ...(open > 0 ? [`${number(open)} open`] : []),
  ];
  return `${count(rows, "row")}: ${parts.join(", ")}`;
}
