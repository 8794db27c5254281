import "server-only";
import type { Overview } from "../api-contract/overview";
import type { Database } from "../database/database";
import { readDays } from "./days";
import { countJobs } from "./narrow-jobs";
import { readFirstJobs } from "./read-jobs";
import { readRunning } from "./read-running";

/** What everybody sees of it. */
type Shared = Omit<Overview, "drafts">;
type Now = Omit<Shared, "connections">;

const most = { running: 8, needsYou: 8, open: 6 };
/** Readings are shared by all who look: what stands now, and the days, of which only the last one changes. */
const keptMs = { now: 1_000, days: 20_000 };
/** People look from different time zones. */
const mostKept = 50;

/** The first page: what runs, what needs somebody, what the last days brought. Read once for all who look at a time. */
export function createOverview(database: Database, clock: () => number = Date.now) {
  const now = sharing(() => readNow(database), keptMs.now, clock);
  const days = sharing((key) => readDays(database, key.split(",")), keptMs.days, clock);
  return async (moments: readonly string[]): Promise<Shared> => {
    const [present, connections] = await Promise.all([now(""), days(moments.join(","))]);
    return { ...present, connections };
  };
}

async function readNow(database: Database): Promise<Now> {
  const [counts, running, needsYou, open] = await Promise.all([
    countJobs(database),
    readFirstJobs(database, "running", most.running),
    readFirstJobs(database, "needs_you", most.needsYou),
    readFirstJobs(database, "open", most.open + most.needsYou),
  ]);
  const waiting = new Set(needsYou.map(({ id }) => id));
  return {
    counts,
    running: await readRunning(database, running),
    needsYou,
    open: open.filter(({ id }) => !waiting.has(id)).slice(0, most.open),
  };
}

/** One reading at a time for a key, and its answer for so long; a reading that fails is kept for nobody. */
function sharing<T>(read: (key: string) => Promise<T>, forMs: number, clock: () => number) {
  const kept = new Map<string, { answer: Promise<T>; until: number }>();
  return (key: string): Promise<T> => {
    const known = kept.get(key);
    if (known && clock() < known.until) return known.answer;
    const answer = read(key);
    const entry = { answer, until: Number.POSITIVE_INFINITY };
    kept.delete(key);
    kept.set(key, entry);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    answer.then(
      () => {
        entry.until = clock() + forMs;
      },
      () => {
        if (kept.get(key) === entry) kept.delete(key);
      },
    );
    return answer;
  };
}
