import "server-only";
import type { z } from "zod";
import type {
  Job,
  jobRowsAnswer,
  jobRowsQuery,
  jobsAnswer,
  jobsQuery,
  SubmitJob,
} from "../api-contract/jobs";
import { toBaseUrl } from "./begun-elsewhere";
import { type CallbackResult, takeCallback } from "./callbacks";
import type { Context } from "./context";
import { type Asked, controlJob, type Person } from "./control";
import { defaultPace, type Pace } from "./pace";
import { listJobs, readJob } from "./read-jobs";
import { readRows } from "./rows";
import { createSubmit } from "./submit";
import { createSweeper } from "./sweeper";
import { createWorker } from "./worker";

export interface Jobs {
  /**
   * Takes a job; from then on it is sent and followed without anybody doing more for it.
   * @throws SubmitError, or UpstreamError when the connections cannot be read
   */
  submit(person: { id: string; name: string }, idempotencyKey: string, body: SubmitJob): Promise<Job>;
  list(query: z.output<typeof jobsQuery>, person: { id: string }): Promise<z.output<typeof jobsAnswer>>;
  get(id: string): Promise<Job | undefined>;
  rows(id: string, query: z.output<typeof jobRowsQuery>): Promise<z.output<typeof jobRowsAnswer> | undefined>;
  /**
   * Pauses it, lets it go on, drops what was not sent, or cancels it, for a person.
   * @throws ControlError when there is no such job, or it has moved on
   */
  control(id: string, asked: Asked, person: Person): Promise<Job>;
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
  const worker = createWorker(context);
  const sweeper = createSweeper(context);
  return {
    async submit(person, idempotencyKey, body) {
      const id = await submit(person, idempotencyKey, body);
      worker.nudge();
      return readJobAt(database, id);
    },
    list: (query, person) => listJobs(database, query, person),
    get: (id) => readJob(database, id),
    rows: (id, query) => readRows(context, id, query),
    async control(id, asked, person) {
      await controlJob(context, id, asked, person);
      worker.nudge();
      return readJobAt(database, id);
    },
    async callback(attemptId, body, verified) {
      const result = await takeCallback(context, attemptId, body, verified);
      if (result === "stored") worker.nudge();
      return result;
    },
    start() {
      worker.start();
      sweeper.start();
    },
    async stop() {
      sweeper.stop();
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
