import type { Family, FamilyMember, Places } from "@/lib/api-contract/family";
import type { Batch, JobSummary, RowCounts } from "@/lib/api-contract/jobs";
import { hasEnded, type JobStatus, type Outcome } from "@/lib/api-contract/status";
import { openOf, shownPlaces } from "../family";
import { count, number } from "./counts";
import { objectWords } from "./objects";

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

/** The one sentence, or few, a job's page opens with. Ends with what stays here. */
export function outcomeSentence(job: JobFacts): string {
  const { family } = job;
  if (family !== undefined && hasEnded(job.status) && family.root.id === job.id && family.imports.length > 1)
    return familySentences(job, family).join(" ");
  return [...statusSentences(job), ...heldSentences(job), ...settledSentences(job)].join(" ");
}

/** An import and its corrections show one truth: "996 of 1,000 customers created in Sage 200 UK. 4 open." */
function familySentences(job: JobFacts, { rows, places, open }: Family): string[] {
  const done = `${number(places.succeeded)} of ${count(rows, objectWords(job.objectName))} created in ${job.connectionName}.`;
  const aside = [
    ...(places.settled > 0 ? [`${number(places.settled)} settled without sending`] : []),
    ...(places.excluded > 0 ? [`${number(places.excluded)} excluded`] : []),
  ];
  return [
    done,
    ...(aside.length === 0 ? [] : [`${aside.join(", ")}.`]),
    ...(places.underWay + places.toSend > 0
      ? [`${number(places.underWay + places.toSend)} under way in a correction.`]
      : []),
    open === 0
      ? places.underWay + places.toSend > 0
        ? ""
        : "Every row is accounted for."
      : `${number(open)} open.`,
  ].filter((sentence) => sentence !== "");
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

function statusSentences(job: JobFacts): string[] {
  const { rows, connectionName: place } = job;
  const words = objectWords(job.objectName);
  const total = count(rows.total, words);
  switch (job.status) {
    case "queued":
      return [`${total} ${rows.total === 1 ? "waits" : "wait"} to be sent to ${place}.`];
    case "sending":
      return rows.succeeded === 0 ? [`Sending ${total} to ${place}.`] : soFar(job);
    case "running":
      return rows.succeeded === 0
        ? [
            `${count(rows.total - rows.notTried, words)} ${rows.total - rows.notTried === 1 ? "is" : "are"} with ${place}.`,
            ...openSentences(rows, "still to be sent"),
          ]
        : soFar(job);
    case "paused":
      return [pausedWords(job), ...soFar(job)];
    case "cancelling":
      return [`Stopping. What ${place} has begun may still be created.`, ...soFar(job)];
    case "needs_decision":
      return decisionSentences(job);
    case "completed":
    case "completed_with_failures":
      return [created(job), ...openSentences(leftIn(job))];
    case "stopped":
      // Who stopped it, the target system, Open Connectors or Hubload, is in the import's message.
      return [created(job), ...openSentences(leftIn(job)), "Stopped before the end."];
    case "cancelled":
      return [created(job), ...openSentences(leftIn(job)), "Cancelled."];
    case "rejected":
      return rows.succeeded === 0
        ? [`No ${words.plural} were created in ${place}: the file was refused.`]
        : [created(job), ...openSentences(rows), "The rest was refused."];
  }
}

/** Without a hold of its own it is its connection that is held. */
function pausedWords({ hold, connectionName: place }: JobFacts): string {
  if (hold?.kind === "first_part") return "Waits for you.";
  return hold === null ? `Waits until ${place} lets Hubload in again.` : "Paused.";
}

/** The outcome in full: "10 of 10 contacts created in Eloqua." */
function created({ rows, objectName, connectionName }: JobFacts): string {
  const of = `${number(rows.succeeded)} of ${count(rows.total, objectWords(objectName))}`;
  return `${of} created in ${connectionName}.`;
}

function soFar(job: JobFacts): string[] {
  return [created(job).replace(/\.$/, " so far."), ...openSentences(job.rows, "still to be sent")];
}

function decisionSentences(job: JobFacts): string[] {
  const { rows, connectionName: place } = job;
  const doubtful = rows.unknown > 0 ? rows.unknown : recordsWithSystem(rows);
  const end = "Nothing more is sent until you decide.";
  if (rows.succeeded === 0 && rows.failed === 0) {
    return [`${count(doubtful, objectWords(job.objectName))} may or may not be in ${place}.`, end];
  }
  const failed = rows.failed === 0 ? [] : [`${number(rows.failed)} failed.`];
  return [created(job), ...failed, `${number(doubtful)} may or may not be there.`, end];
}

/** What is still open of an import, and in no other. */
function leftIn(job: JobFacts): RowCounts {
  const { failed, unknown, notTried } = shownPlaces(job);
  return { ...job.rows, failed, unknown, notTried };
}

/** @param untouched what rows that were not tried are, while there is hope for them or not */
function openSentences(rows: RowCounts, untouched = "not tried"): string[] {
  const parts = [
    ...(rows.failed > 0 ? [`${number(rows.failed)} failed`] : []),
    ...(rows.unknown > 0 ? [`${number(rows.unknown)} not confirmed`] : []),
    ...(rows.notTried > 0 ? [`${number(rows.notTried)} ${untouched}`] : []),
  ];
  return parts.length === 0 ? [] : [`${parts.join(", ")}.`];
}

function settledSentences(job: JobFacts): string[] {
  const { settled } = shownPlaces(job);
  return settled > 0 ? [`${number(settled)} settled without sending.`] : [];
}

function heldSentences(job: JobFacts): string[] {
  const { keptBack, excluded: left } = shownPlaces(job);
  const kept = keptBack > 0 ? `${count(keptBack, "row")} kept back` : null;
  const excluded = left > 0 ? `${number(left)} excluded` : null;
  const parts = [kept, excluded].filter((part) => part !== null);
  return parts.length === 0 ? [] : [`${parts.join(", ")}.`];
}
