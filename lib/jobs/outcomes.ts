import "server-only";
import type { BulkError } from "../open-connectors/bulk-jobs";
import { signatureOf } from "../reasons/signature";
import { type RowBase, readRowBase } from "./row-base";
import type { EndedAs } from "./state-machine";
import { counted } from "./words";

export interface Ending {
  endedAs: EndedAs;
  /** Records we sent. */
  records: number;
  /** What the upstream counts; `null`: it does not say. */
  total: number | null;
  failed: number | null;
  /** Its list of failed rows; `null`: the list is gone. */
  errors: readonly BulkError[] | null;
  /** Whether the list was read to its end. */
  isWhole: boolean;
  /** Proved earlier for this connection. */
  knownBase: RowBase | null;
  /** Whether its total is known to leave failed rows out. */
  leavesFailedOut: boolean;
}

export interface Failure {
  reason: string;
  response: string | null;
}

export interface Verdict {
  /** By number within the batch, the first record being 1. */
  failures: Map<number, Failure>;
  /** Outcome of every record that is not among them. */
  others: "succeeded" | "unknown";
  /** Errors that name no record of the batch: kept, never dropped. */
  unmatched: BulkError[];
  /** `null`: no row was named. */
  base: RowBase | null;
  baseProved: boolean;
  /** Why `others` is unknown, in whole sentences. */
  doubts: string[];
}

/**
 * What became of each record of a batch that has ended. Nothing is called succeeded unless the counts and the list of
 * failed rows agree and the job ran to its end.
 */
export function judge(ending: Ending): Verdict {
  const { records, knownBase } = ending;
  const errors = ending.errors ?? [];
  const named = errors.flatMap(({ rowNum }) => (rowNum === null ? [] : [rowNum]));
  const read = readRowBase(named, records, knownBase);
  if (!read)
    return {
      failures: new Map(),
      others: "unknown",
      unmatched: [...errors],
      base: null,
      baseProved: false,
      doubts: [
        "Open Connectors names failed rows that are not in this part, so which rows failed is not known.",
      ],
    };
  const failures = new Map<number, Failure>();
  const unmatched: BulkError[] = [];
  for (const error of errors) {
    if (error.rowNum === null) unmatched.push(error);
    else addFailure(failures, error.rowNum - read.base + 1, error);
  }
  const doubts = doubtsOf(ending, failures.size, unmatched.length);
  const others = ending.endedAs === "completed" && doubts.length === 0 ? "succeeded" : "unknown";
  const base = named.length === 0 ? null : read.base;
  return { failures, others, unmatched, base, baseProved: base !== null && read.proved, doubts };
}

function addFailure(failures: Map<number, Failure>, record: number, { reason, response }: BulkError): void {
  const earlier = failures.get(record);
  if (!earlier) failures.set(record, { reason, response });
  else if (!earlier.reason.split("\n").includes(reason)) earlier.reason += `\n${reason}`;
}

function doubtsOf(
  { endedAs, records, total, failed, errors, isWhole, leavesFailedOut }: Ending,
  listed: number,
  unmatched: number,
): string[] {
  // A job that was stopped counts what it got to: evidence, not a contradiction.
  if (endedAs !== "completed") return [];
  const doubts: string[] = [];
  // A finished job says nothing about its rows; a list without a count may be one that is not there yet.
  if (total === null && failed === null)
    doubts.push("Open Connectors says neither how many rows it counts nor how many failed.");
  const isShortByFailed = total !== null && total + (failed ?? 0) === records;
  if (total !== null && total !== records && !(isShortByFailed && leavesFailedOut)) {
    doubts.push(`${counted(records, "row")} went out, Open Connectors counts ${counted(total, "row")}.`);
    if (isShortByFailed) doubts.push("Whether it left out those that failed or lost others is not known.");
  }
  if (errors === null && failed !== 0) doubts.push("Its list of failed rows can no longer be read.");
  else if (failed !== null && failed !== listed)
    doubts.push(
      `Open Connectors counts ${counted(failed, "failed row")} and names ${counted(listed, "row")}.`,
    );
  if (errors !== null && !isWhole)
    doubts.push("Its list of failed rows does not end and was read in part, so it may name more.");
  if (unmatched > 0) doubts.push(`It lists ${counted(unmatched, "failure")} without saying which row.`);
  return doubts;
}

/** The reason, when every record of a batch failed and all for the same one: what comes after would fail as well. */
export function equalFailure({ failures }: Pick<Verdict, "failures">, records: number): string | null {
  if (records === 0 || failures.size < records) return null;
  const reasons = [...failures.values()].map(({ reason }) => reason);
  const signatures = new Set(reasons.map((reason) => signatureOf(reason).toLowerCase()));
  return signatures.size === 1 ? (reasons[0] ?? null) : null;
}
