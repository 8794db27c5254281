import type { Batch, JobSummary, RowCounts } from "@/lib/api-contract/jobs";
import type { JobStatus, Outcome } from "@/lib/api-contract/status";
import { count, number } from "./counts";
import { objectWords } from "./objects";

/** What the words of a job are made from; every `JobSummary` and `Job` fits. */
export type JobFacts = Pick<
  JobSummary,
  "status" | "rows" | "objectName" | "connectionName" | "connectorName"
> &
  Partial<Pick<JobSummary, "hold">>;

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
      return doneWords(job.rows);
    case "sending":
    case "running":
      return job.hold ? "Pausing" : stateNames[job.status];
    case "paused":
      return job.hold?.kind === "first_part" ? "Waits for you" : stateNames.paused;
    default:
      return stateNames[job.status];
  }
}

/** "Done", "Done, 3 failed", "Done, 7 open": done is only what leaves nobody anything to do. */
function doneWords(rows: RowCounts): string {
  const open = [
    { rows: rows.failed, word: "failed" },
    { rows: rows.unknown, word: "not confirmed" },
    { rows: rows.keptBack, word: "kept back" },
  ].filter((kind) => kind.rows > 0);
  const [only] = open;
  if (only === undefined) return "Done";
  if (open.length === 1) return `Done, ${number(only.rows)} ${only.word}`;
  return `Done, ${number(rows.failed + rows.unknown + rows.keptBack)} open`;
}

/** The status whose icon and colour tell the truth: rows kept back are open, so the import is not plainly done. */
export function shownStatus(job: Pick<JobFacts, "status" | "rows">): JobStatus {
  return job.status === "completed" && job.rows.keptBack > 0 ? "completed_with_failures" : job.status;
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
  const correct = `Correct ${one ? "this row" : "these rows"} in your file and load ${one ? "it" : "them"} as a new import.`;
  const meaning: Record<Outcome, string> = {
    succeeded: `${place} reports the ${row} as created.`,
    failed: `${place} refused the ${row} and said why. ${correct}`,
    unknown: `The ${row} may or may not be in ${place}. Look there before sending ${one ? "it" : "them"} again.`,
    not_tried: `The ${row} ${one ? "was" : "were"} never sent to ${place}. Load ${one ? "this row" : "these rows"} as a new import.`,
    kept_back: `The ${row} stayed here because of what the check found. ${notSent} ${correct}`,
    excluded: `A person left the ${row} out. ${notSent}`,
  };
  return meaning[outcome];
}

/** What becomes of an import under way while Hubload itself does not answer. */
export function whileSilent(place: string): string {
  return `What was handed over stays with ${place}; the rest goes on when Hubload answers again.`;
}

/** "records 11 to 1,010 of what was sent": places in the upload, which are not the row numbers of the file. */
export function recordsSent({ firstRow, lastRow }: Pick<Batch, "firstRow" | "lastRow">): string {
  return firstRow === lastRow
    ? `record ${number(firstRow)} of what was sent`
    : `records ${number(firstRow)} to ${number(lastRow)} of what was sent`;
}

/** The one sentence, or few, a job's page opens with. Ends with what stays here. */
export function outcomeSentence(job: JobFacts): string {
  return [...statusSentences(job), ...heldSentences(job.rows)].join(" ");
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
      return [created(job), ...openSentences(rows)];
    case "stopped":
      // Who stopped it, the target system, Open Connectors or Hubload, is in the import's message.
      return [created(job), ...openSentences(rows), "Stopped before the end."];
    case "cancelled":
      return [created(job), ...openSentences(rows), "Cancelled."];
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

/** @param untouched what rows that were not tried are, while there is hope for them or not */
function openSentences(rows: RowCounts, untouched = "not tried"): string[] {
  const parts = [
    ...(rows.failed > 0 ? [`${number(rows.failed)} failed`] : []),
    ...(rows.unknown > 0 ? [`${number(rows.unknown)} not confirmed`] : []),
    ...(rows.notTried > 0 ? [`${number(rows.notTried)} ${untouched}`] : []),
  ];
  return parts.length === 0 ? [] : [`${parts.join(", ")}.`];
}

function heldSentences(rows: RowCounts): string[] {
  const kept = rows.keptBack > 0 ? `${count(rows.keptBack, "row")} kept back` : null;
  const excluded = rows.excluded > 0 ? `${number(rows.excluded)} excluded` : null;
  const parts = [kept, excluded].filter((part) => part !== null);
  return parts.length === 0 ? [] : [`${parts.join(", ")}.`];
}
