import "server-only";
import { randomUUID } from "node:crypto";
import { isPassingFault } from "../database/is-away";
import { createAlarm } from "./alarm";
import { type ClaimedBatch, claimDue, nextDueMs } from "./claim";
import type { Context } from "./context";
import { dispatch } from "./dispatch";
import { follow } from "./follow";
import { inTime } from "./in-time";
import { LeaseLost } from "./job-store";
import { look } from "./look";
import { recover } from "./recover";
import { retryWait } from "./retry";

export interface Worker {
  start(): void;
  /** Takes nothing new, waits for what is being sent, and gives up waiting after a while. */
  stop(): Promise<void>;
  /** Something may be due now. */
  nudge(): void;
}

const databaseAwayMs = { shortest: 500, longest: 10_000, longestWait: 10_000 };

/** Does what is due: sends, recovers, looks, follows. Several processes may share one database. */
export function createWorker(context: Context): Worker {
  const { log, pace } = context;
  const owner = randomUUID();
  const atWork = new Map<ClaimedBatch, Promise<void>>();
  const patience = new AbortController();
  const alarm = createAlarm();
  let isStopping = false;
  let running: Promise<void> | undefined;

  /** @returns how long there is nothing to do, in milliseconds */
  async function claimAndBegin(): Promise<number> {
    const dueMs = await nextDueMs(context.database);
    if (dueMs === null || dueMs > 0) return Math.min(dueMs ?? pace.idlePollMs, pace.idlePollMs);
    const room = pace.concurrency - atWork.size;
    if (room <= 0) return pace.busyPollMs;
    const claimed = await claimDue(context.database, {
      owner,
      leaseMs: pace.leaseMs,
      stuckMs: pace.stuckMs,
      limit: room,
      except: [...atWork.keys()],
    });
    for (const batch of claimed) begin(batch);
    // What is overdue and not to be had waits for its turn, or for somebody else's claim.
    return claimed.length > 0 ? 0 : pace.busyPollMs;
  }

  function begin(batch: ClaimedBatch): void {
    const work = act(context, batch, patience.signal)
      .catch((error: unknown) => report(context, batch, error))
      .finally(() => {
        atWork.delete(batch);
        alarm.ring();
      });
    atWork.set(batch, work);
  }

  async function run(): Promise<void> {
    let failures = 0;
    while (!isStopping) {
      try {
        const restMs = await claimAndBegin();
        failures = 0;
        if (restMs > 0) await alarm.rest(restMs);
      } catch (error) {
        log.warn({ error }, "the queue could not be read");
        await alarm.rest(retryWait(databaseAwayMs, failures));
        failures += 1;
      }
    }
  }

  return {
    nudge: alarm.ring,
    start() {
      running ??= run();
    },
    async stop() {
      isStopping = true;
      alarm.ring();
      await running;
      await inTime(Promise.all(atWork.values()), pace.stopMs);
      patience.abort();
      await inTime(Promise.all(atWork.values()), pace.stopMs / 10);
    },
  };
}

async function act(context: Context, batch: ClaimedBatch, patience: AbortSignal): Promise<void> {
  switch (batch.status) {
    case "planned":
      return dispatch(context, batch, patience);
    case "intended":
    case "started":
      return recover(context, batch);
    case "unknown":
    case "needs_decision":
      return look(context, batch);
    case "running":
      return follow(context, batch);
    case "completed":
    case "errored":
    case "aborted":
    case "cancelled":
    case "refused":
    case "dropped":
    case "decided":
      throw new Error("a batch that has ended is due");
    default:
      // Written by another release. It stays as it is, and every other batch goes on.
      throw new Error(`a batch is "${String(batch.status)}", which this release does not know`);
  }
}

/** The claim runs out by itself, and the batch is taken up again by what the database says of it. */
function report({ log }: Context, batch: ClaimedBatch, error: unknown): void {
  const facts = { error, jobId: batch.job_id, batch: batch.index, status: batch.status };
  if (error instanceof LeaseLost || isPassingFault(error))
    log.warn(facts, "a batch was left to be taken up again");
  else log.error(facts, "work on a batch failed");
}
