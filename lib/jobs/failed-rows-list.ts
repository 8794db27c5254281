import "server-only";
import type { BulkError, BulkStatus } from "../open-connectors/bulk-jobs";
import type { UpstreamError } from "../open-connectors/errors";
import type { ClaimedBatch } from "./claim";
import type { Context } from "./context";
import type { Pace } from "./pace";

/** Errors beyond this many a record say that the list is not one of this batch. */
const mostErrorsOfRecord = 3;

/** @returns the list, and whether it was read to its end */
export async function readFailedRows(
  { openConnectors }: Context,
  batch: ClaimedBatch,
  bulkJobId: string,
): Promise<{ errors: BulkError[]; isWhole: boolean }> {
  const most = (batch.last_row - batch.first_row + 1) * mostErrorsOfRecord + 1_000;
  const errors: BulkError[] = [];
  const list = openConnectors.bulkErrors(batch.connection_id, bulkJobId);
  for (;;) {
    const { done, value } = await list.next();
    if (done) return { errors, isWhole: value };
    errors.push(value);
    if (errors.length < most) continue;
    await list.return(false);
    return { errors, isWhole: false };
  }
}

/** How many rows it names; an error that names none stands for one. */
export const countListed = (errors: readonly BulkError[]): number => {
  const named = errors.flatMap(({ rowNum }) => (rowNum === null ? [] : [rowNum]));
  return new Set(named).size + errors.length - named.length;
};

/**
 * A list may lag behind the count: it is read again for a while before anything is concluded from it. Without a count
 * nothing tells whether it is complete, so that it rests a moment.
 */
export function isListShort(
  pace: Pace,
  batch: ClaimedBatch,
  status: BulkStatus,
  { isWhole, listed }: { isWhole: boolean; listed: number },
): boolean {
  const { failed } = status;
  if (!isWhole || (failed !== null && listed >= failed)) return false;
  return batch.trouble !== "errors_short" || (batch.trouble_ms ?? 0) <= listPatienceMs(pace, status);
}

/** For so long a short list is read again. */
export const listPatienceMs = (pace: Pace, { failed }: BulkStatus): number =>
  failed === null ? pace.uncountedListMs : pace.shortListMs;

/** Answers that will not be another one next time: there is no list to be had in a form that can be read. */
const definite: readonly UpstreamError["kind"][] = ["not_found", "refused", "unusable_answer"];

/** Whether asking again gives no other answer, as far as one can tell. */
export const isDefinite = ({ kind }: UpstreamError): boolean => definite.includes(kind);

/**
 * Whether the list of failed rows is given up. The service keeps it for days only, and some say "not found" instead of an
 * empty list. With a count of no failure a clear refusal is enough; else it is asked for a while, and the rows that it
 * would have named stay unknown.
 */
export function isListGone(
  pace: Pace,
  batch: ClaimedBatch,
  status: BulkStatus,
  error: UpstreamError,
): boolean {
  const { kind } = error;
  if (!isDefinite(error)) return false;
  if (status.failed === 0 && kind !== "unusable_answer") return true;
  return batch.trouble === `errors_${kind}` && (batch.trouble_ms ?? 0) > pace.noListMs;
}
