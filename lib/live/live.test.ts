import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { JobSummary } from "../api-contract/jobs";
import { liveJobs } from "../api-contract/live";
import { familyOf } from "../family";
import { createLive, type Live } from "./live";
import { liveStream } from "./live-stream";

const counts = { all: 1, running: 1, needsYou: 0, failed: 0, open: 0 };
const facts = (succeeded: number): Omit<JobSummary, "family"> => ({
  id: "job-1",
  number: 1,
  status: "running",
  connectionId: "7",
  connectionName: "Sage 200 UK",
  connectorName: "Sage 200",
  objectName: "customers",
  fileName: "customers.csv",
  rows: { total: 10, succeeded, failed: 0, unknown: 0, notTried: 0, keptBack: 0, excluded: 0 },
  message: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  endedAt: null,
  hold: null,
  company: null,
  environment: "live",
  createdBy: { id: "p", name: "Jane Doe" },
});
const summary = (succeeded: number): JobSummary => ({
  ...facts(succeeded),
  family: familyOf({ ...facts(succeeded), left: {} }, []),
});

let changed: JobSummary[] = [];
let reads = { changes: 0, get: 0 };
let live: Live;
const jobs = {
  changes: async () => {
    reads.changes += 1;
    return { last: 1, jobs: changed, counts };
  },
  get: async () => {
    reads.get += 1;
    return changed[0];
  },
};
const log = { info: () => {}, warn: vi.fn(), error: () => {} };

beforeEach(() => {
  vi.useFakeTimers();
  changed = [summary(1)];
  reads = { changes: 0, get: 0 };
  live = createLive(jobs, log, 1_000);
});
afterEach(() => vi.useRealTimers());

function watcher(job: string | null = null) {
  const events: string[] = [];
  const stop = live.watch({ job, send: (bytes) => events.push(new TextDecoder().decode(bytes)) });
  return { events, stop };
}
const data = (event: string | undefined) => JSON.parse(event?.split("data: ")[1] ?? "null") as unknown;

test("five hundred who watch cost one reading a tick, and all are told the same", async () => {
  const all = Array.from({ length: 500 }, () => watcher());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(reads).toEqual({ changes: 1, get: 0 });
  for (const { events } of all) expect(liveJobs.parse(data(events[0])).jobs).toEqual([summary(1)]);
});

test("what did not change is not told again, what did is", async () => {
  const { events } = watcher();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(events).toHaveLength(1);
  changed = [summary(2)];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(events).toHaveLength(2);
});

test("whoever comes later is told what was told to others just before", async () => {
  const first = watcher();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(first.events).toHaveLength(1);
  const later = watcher("job-1");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(later.events).toHaveLength(1);
  expect(later.events[0]).toContain("event: job\n");
  expect(first.events).toHaveLength(1);
});

test("an import that is watched is told whole, to those who watch it", async () => {
  const one = watcher("job-1");
  const other = watcher("job-2");
  await vi.advanceTimersByTimeAsync(1_000);
  const [jobs = "", whole = ""] = one.events.join("").trimEnd().split("\n\n");
  expect(liveJobs.parse(data(jobs)).jobs).toEqual([summary(1)]);
  expect(whole.split("\n")[0]).toBe("event: job");
  expect(data(whole)).toEqual({ job: summary(1) });
  expect(other.events.join("")).not.toContain("event: job\n");
});

test("nothing is read once nobody watches", async () => {
  const { stop } = watcher();
  await vi.advanceTimersByTimeAsync(1_000);
  stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reads.changes).toBe(2);
  expect(vi.getTimerCount()).toBe(0);
});

test("a reading that fails is told to the log, and the next one is told to those who watch", async () => {
  const { events } = watcher();
  const read = vi.spyOn(jobs, "changes").mockRejectedValueOnce(new Error("away"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(log.warn).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(events).toHaveLength(1);
  read.mockRestore();
});

test("a stream ends after five minutes, when its reader goes, and when it does not read", async () => {
  const gone = new AbortController();
  const left = liveStream(live, null, gone.signal).getReader();
  expect(new TextDecoder().decode((await left.read()).value)).toBe("retry: 2000\n\n");
  gone.abort();
  expect((await left.read()).done).toBe(true);

  const long = liveStream(live, null, new AbortController().signal).getReader();
  await long.read();
  const ends = (async () => {
    while (!(await long.read()).done);
  })();
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await ends;

  const slow = liveStream(live, null, new AbortController().signal);
  for (let at = 0; at < 40; at += 1) {
    changed = [summary(at)];
    await vi.advanceTimersByTimeAsync(1_000);
  }
  await vi.advanceTimersByTimeAsync(2_000);
  expect(vi.getTimerCount()).toBe(0);
  await slow.cancel();
});
