import "server-only";
import type { BulkError, BulkStatus } from "../open-connectors/bulk-jobs";
import { UpstreamError, type UpstreamErrorKind } from "../open-connectors/errors";
import type { SendResult } from "../open-connectors/send-result";
import { type Accepted, acceptedAs, completed, evidence, type FakeUpstream } from "./fake-open-connectors";

/** How a batch ends. */
export interface Ending {
  status: Partial<BulkStatus>;
  errors?: BulkError[];
}

/** The n-th batch that is accepted ends as the n-th of these; one after the last of them as all rows succeeded. */
export function endAs(upstream: FakeUpstream, ...endings: Ending[]): void {
  upstream.on.send = async (_upload, accept) => {
    const ending = endings[upstream.accepted.length];
    const job = await accept();
    if (ending) job.status = { ...completed(job.records), ...ending.status };
    job.errors = ending?.errors ?? [];
    return acceptedAs(job);
  };
}

/** A call that fails. */
export const failing = (kind: UpstreamErrorKind, status: number) => (): Promise<never> =>
  Promise.reject(new UpstreamError(kind, "Open Connectors cannot say.", { status }));

/** Two rows done, and at work on the others. */
export const running: BulkStatus = {
  upstreamStatus: "RUNNING",
  state: "active",
  total: 2,
  failed: 0,
  message: null,
};

/** The answer to a POST was lost. */
export const lost: SendResult = {
  kind: "unknown",
  reason: "The connection broke. 100 of 100 bytes had been sent: the rows may or may not have arrived.",
  evidence: { ...evidence, httpStatus: null },
};

/** The list of jobs shows nothing: looking proves nothing. @returns shows it again */
export function hideList(upstream: FakeUpstream): () => void {
  const { list } = upstream.on;
  upstream.on.list = async () => [];
  return () => {
    upstream.on.list = list;
  };
}

/** At work on a batch, with nothing done yet. */
export const atWork = ({ records }: Pick<Accepted, "records">): BulkStatus => ({
  ...{ upstreamStatus: "RUNNING", state: "active", total: 0, failed: 0 },
  message: `part of ${records}`,
});

/** Parts run until they are let go. */
export function keepRunning(upstream: FakeUpstream): { let: () => void } {
  let isLet = false;
  upstream.on.status = async (job) => (isLet || job.status.state !== "completed" ? job.status : atWork(job));
  return {
    let: () => {
      isLet = true;
    },
  };
}
