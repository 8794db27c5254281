import "server-only";
import type { z } from "zod";
import type { Span } from "../api-contract/controls";
import type {
  ChildRequest,
  Decision,
  LookupProgress,
  Part,
  unmatchedAnswer,
} from "../api-contract/decisions";
import type { Settle } from "../api-contract/family";
import type {
  Job,
  JobSummary,
  jobFacetsAnswer,
  jobRowsAnswer,
  jobRowsQuery,
  jobsAnswer,
  jobsQuery,
} from "../api-contract/jobs";
import type { Revision, RevisionList } from "../api-contract/revision";
import type { RowsFileName, RowsFileQuery } from "../api-contract/rows-file";
import type { SubmitJob } from "../api-contract/submit-job";
import { toBaseUrl } from "./begun-elsewhere";
import { type CallbackResult, createCallbacks } from "./callbacks";
import { createChild } from "./child";
import type { Context } from "./context";
import { type Asked, controlJob, type Person } from "./control";
import { decide } from "./decide";
import { type CountedReasons, readReasons } from "./failure-reasons";
import { readSummaries } from "./job-summaries";
import { lookUp } from "./lookup";
import { readFacets } from "./narrow-jobs";
import { createOverview } from "./overview";
import { defaultPace, type Pace } from "./pace";
import { readExpectedSpan } from "./read-controls";
import { readJob } from "./read-job";
import { type JobChanges, listJobs, readChanges } from "./read-jobs";
import { readPart } from "./read-part";
import { noteRevisionList, readRevision } from "./revision";
import { readRows } from "./rows";
import { type RowsFile, rowsFile } from "./rows-file";
import { findSentBefore } from "./sent-before";
import { sentFile } from "./sent-file";
import { settleRows, unsettleRows } from "./settle";
import { createSubmit } from "./submit";
import { createSweeper } from "./sweeper";
import { readUnmatched } from "./unmatched";
import { createWatcher } from "./watcher";
import { createWorker } from "./worker";

export interface Jobs {
  /**
   * Takes a job; from then on it is sent and followed without anybody doing more for it.
   * @throws SubmitError, or UpstreamError when the connections cannot be read
   */
  submit(person: { id: string; name: string }, idempotencyKey: string, body: SubmitJob): Promise<Job>;
  /** How long so many records will take, as imports there went. */
  expectedSpan(of: { connectionId: string; objectName: string; records: number }): Promise<Span | null>;
  /** The import that the operator's file went into last, to this object; `null`: none that sent something. */
  sentBefore(file: {
    connectionId: string;
    objectName: string;
    sha256: string;
  }): Promise<Awaited<ReturnType<typeof findSentBefore>>>;
  list(query: z.output<typeof jobsQuery>, person: { id: string }): Promise<z.output<typeof jobsAnswer>>;
  /** What the list can be narrowed to. */
  facets(): Promise<z.output<typeof jobFacetsAnswer>>;
  /** What is on the way, and what changed after an audit event; `null`: none is known. */
  changes(since: number | null): Promise<JobChanges>;
  /** The first page. @param moments where each of the last days begins, and where the last one ends */
  overview: ReturnType<typeof createOverview>;
  /** Those that are there, in no order. */
  summaries(ids: readonly string[]): Promise<JobSummary[]>;
  get(id: string): Promise<Job | undefined>;
  rows(id: string, query: z.output<typeof jobRowsQuery>): Promise<z.output<typeof jobRowsAnswer> | undefined>;
  /**
   * Pauses it, lets it go on, drops what was not sent, or cancels it, for a person.
   * @throws ControlError when there is no such job, or it has moved on
   */
  control(id: string, asked: Asked, person: Person): Promise<Job>;
  /** A part of a job with all that is known of it; undefined for one that is not there. */
  part(id: string, index: number): Promise<Part | undefined>;
  /**
   * Leads a part out of its question. The first decision counts.
   * @throws JobRefusal, or UpstreamError when a bulk job that was named cannot be looked at
   */
  decide(person: Person, of: { jobId: string; index: number }, decision: Decision): Promise<Job>;
  /**
   * Looks for the next rows of a part in the system itself; called again until it is done.
   * @throws JobRefusal, or UpstreamError when the system cannot be asked
   */
  lookUp(
    of: { jobId: string; index: number },
    by: { field: string; anew?: boolean | undefined },
  ): Promise<LookupProgress>;
  /**
   * Sends open records again, in a job of their own.
   * @throws JobRefusal or SubmitError, or UpstreamError when the connections cannot be read
   */
  sendAgain(person: Person, idempotencyKey: string, parentId: string, request: ChildRequest): Promise<Job>;
  /**
   * Settles open rows of a job's family without sending them, and takes that back.
   * @throws JobRefusal
   */
  settle(person: Person, id: string, settle: Settle): Promise<Job>;
  unsettle(person: Person, id: string, settlementId: string): Promise<Job>;
  /**
   * Whether its rows that are done can be corrected by sending them once more, and how.
   * @throws JobRefusal, or UpstreamError when what the connector can do cannot be read
   */
  revision(id: string): Promise<Revision>;
  /** Somebody took away a list of what to put right in the connected system. @throws JobRefusal */
  noteRevisionList(person: Person, id: string, list: RevisionList): Promise<void>;
  /** Why rows of it failed, each reason once. */
  reasons(id: string): Promise<CountedReasons | undefined>;
  /** Rows of it as a file, made while it is read; undefined for a job that is not known. */
  file(id: string, name: RowsFileName, query: RowsFileQuery): Promise<RowsFile | undefined>;
  /** Errors the upstream listed that name no record. */
  unmatched(
    id: string,
    query: { cursor?: string | undefined },
  ): Promise<z.output<typeof unmatchedAnswer> | undefined>;
  /** @param verified whether its signature was checked; a callback is a hint either way */
  callback(attemptId: string, body: Uint8Array, verified: boolean): Promise<CallbackResult>;
  /** Begins to send, look and follow. */
  start(): void;
  /** Ends that, and waits up to 30 s for what is being sent. */
  stop(): Promise<void>;
}

/**
 * The engine: from a submitted file to an outcome for each of its rows.
 * @param options.upstreamUrl base URL of `openConnectors`: jobs begun on another one are held
 */
export function createJobs(options: Omit<Context, "pace"> & { pace?: Pace }): Jobs {
  const context: Context = {
    ...options,
    upstreamUrl: toBaseUrl(options.upstreamUrl),
    pace: options.pace ?? defaultPace,
  };
  const { database } = context;
  const submit = createSubmit(context);
  const takeCallback = createCallbacks(context);
  const worker = createWorker(context);
  const sweeper = createSweeper(context);
  const watcher = createWatcher(context);
  /** What was changed by a person may be due now. */
  const afterChange = async (id: string): Promise<Job> => {
    worker.nudge();
    return readJobAt(database, id);
  };
  return {
    submit: async (person, idempotencyKey, body) => afterChange(await submit(person, idempotencyKey, body)),
    expectedSpan: (of) => readExpectedSpan(database, of),
    sentBefore: ({ sha256: sourceSha256, ...place }) =>
      findSentBefore(database, {
        ...place,
        ...{ upstreamUrl: context.upstreamUrl, stagedSha256: null, sourceSha256 },
      }),
    list: (query, person) => listJobs(database, query, person),
    facets: () => readFacets(database),
    changes: (since) => readChanges(database, since),
    overview: createOverview(database),
    summaries: (ids) => readSummaries(database, ids),
    get: (id) => readJob(database, id),
    rows: (id, query) => readRows(context, id, query),
    part: (id, index) => readPart(context, id, index),
    async decide(person, of, decision) {
      await decide(context, person, of, decision);
      return afterChange(of.jobId);
    },
    lookUp: (of, by) => lookUp(context, of, by),
    sendAgain: async (person, idempotencyKey, parentId, request) =>
      afterChange(await createChild(context, person, idempotencyKey, parentId, request)),
    async settle(person, id, settle) {
      await settleRows(context, person, id, settle);
      return readJobAt(database, id);
    },
    async unsettle(person, id, settlementId) {
      await unsettleRows(database, person, id, settlementId);
      return readJobAt(database, id);
    },
    revision: (id) => readRevision(context, id),
    noteRevisionList: (person, id, list) => noteRevisionList(context, person, id, list),
    reasons: (id) => readReasons(database, id),
    file: (id, name, query) => (name === "sent" ? sentFile(context, id) : rowsFile(context, id, name, query)),
    unmatched: (id, query) => readUnmatched(database, id, query),
    async control(id, asked, person) {
      await controlJob(context, id, asked, person);
      return afterChange(id);
    },
    async callback(attemptId, body, verified) {
      const result = await takeCallback(attemptId, body, verified);
      if (result === "stored") worker.nudge();
      return result;
    },
    start() {
      worker.start();
      sweeper.start();
      watcher.start();
    },
    async stop() {
      sweeper.stop();
      await watcher.stop();
      await worker.stop();
    },
  };
}

/** @throws when it is gone: jobs are never removed */
async function readJobAt(database: Context["database"], id: string): Promise<Job> {
  const job = await readJob(database, id);
  if (!job) throw new Error(`job ${id} is gone`);
  return job;
}
