import type { Family } from "@/lib/api-contract/family";
import type { RowCounts } from "@/lib/api-contract/jobs";
import { hasEnded } from "@/lib/api-contract/status";
import { shownPlaces } from "../family";
import { count, number } from "./counts";
import { type JobFacts, recordsWithSystem } from "./jobs";
import { objectWords } from "./objects";

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
