import "server-only";
import type { z } from "zod";
import type { JobSummary, jobsAnswer } from "../api-contract/jobs";
import type { Jobs } from "../jobs/jobs";
import type { Log } from "../log";

/** Somebody who watches the imports, and one of them when it is named. */
interface Watcher {
  job: string | null;
  send(bytes: Uint8Array): void;
}

/** Where changes are read, and an import whole. */
interface Readings extends Pick<Jobs, "changes"> {
  get(id: string): Promise<object | undefined>;
}

export interface Live {
  /** @returns how to stop watching */
  watch(watcher: Watcher): () => void;
}

type Counts = z.output<typeof jobsAnswer>["counts"];

/** Jobs that are watched one by one are read one by one: of more than these, some wait for the next tick. */
const mostJobsATick = 50;
const heartbeatTicks = 10;

const encoder = new TextEncoder();
const event = (name: string, data: unknown) =>
  encoder.encode(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
const heartbeat = encoder.encode(": still here\n\n");

/**
 * One clock for all who watch: while there is anybody, changes are read once a tick, encoded once, and sent to each. What
 * did not change is not sent. A tick that fails is told to the log, and the next one tells what it missed.
 */
export function createLive(jobs: Readings, log: Log, everyMs = 2_000): Live {
  const watchers = new Set<Watcher>();
  /** They have not been told anything yet, whatever was told to others. */
  const newcomers = new Set<Watcher>();
  let timer: NodeJS.Timeout | undefined;
  let since: number | null = null;
  let ticks = 0;
  /** What was sent last, so that it is not sent again. */
  let last = new Map<string, string>();

  const isNew = (key: string, data: unknown): boolean => {
    const text = JSON.stringify(data);
    if (last.get(key) === text) return false;
    last.set(key, text);
    return true;
  };

  async function tick(): Promise<void> {
    const joined = [...newcomers];
    const changes = await jobs.changes(since);
    const watched = new Set([...watchers].flatMap(({ job }) => job ?? []));
    const moved = changes.jobs.filter(({ id }) => watched.has(id)).slice(0, mostJobsATick);
    const whole = new Map<string, object | undefined>();
    for (const { id } of moved) whole.set(id, await jobs.get(id));
    since = changes.last;
    ticks += 1;
    tellAll([...(ticks % heartbeatTicks === 0 ? [heartbeat] : []), ...newsOf(changes)], whole);
    for (const watcher of joined) tellAtFirst(watcher, changes, whole);
  }

  function newsOf({ jobs: changed, counts }: { jobs: JobSummary[]; counts: Counts }): Uint8Array[] {
    const news = changed.filter((job) => isNew(`summary ${job.id}`, job));
    return isNew("counts", counts) || news.length > 0 ? [event("jobs", { jobs: news, counts })] : [];
  }

  /** One piece for each who watches: hundreds of small writes cost more than what is in them. */
  function tellAll(forAll: readonly Uint8Array[], whole: ReadonlyMap<string, object | undefined>): void {
    const bare = Buffer.concat(forAll);
    const pieces = new Map<string, Uint8Array>();
    for (const [id, job] of whole)
      if (job !== undefined && isNew(`job ${id}`, job))
        pieces.set(id, Buffer.concat([...forAll, event("job", { job })]));
    for (const watcher of watchers) {
      const bytes = pieces.get(watcher.job ?? "") ?? bare;
      if (bytes.length > 0 && !newcomers.has(watcher)) watcher.send(bytes);
    }
  }

  /** What was told to others just before somebody came is news to them. */
  function tellAtFirst(
    watcher: Watcher,
    { jobs: young, counts }: { jobs: JobSummary[]; counts: Counts },
    whole: ReadonlyMap<string, object | undefined>,
  ): void {
    if (!newcomers.delete(watcher)) return;
    const job = watcher.job === null ? undefined : whole.get(watcher.job);
    const events = [
      event("jobs", { jobs: young, counts }),
      ...(job === undefined ? [] : [event("job", { job })]),
    ];
    watcher.send(Buffer.concat(events));
  }

  function next(): void {
    timer = setTimeout(() => {
      tick()
        .catch((error: unknown) =>
          log.warn({ error: String(error) }, "Watchers could not be told what changed."),
        )
        .finally(() => {
          if (watchers.size > 0) next();
          else stop();
        });
    }, everyMs);
    timer.unref();
  }

  function stop(): void {
    clearTimeout(timer);
    timer = undefined;
    since = null;
    last = new Map();
  }

  return {
    watch(watcher) {
      watchers.add(watcher);
      newcomers.add(watcher);
      if (timer === undefined) next();
      return () => {
        watchers.delete(watcher);
        newcomers.delete(watcher);
      };
    },
  };
}
