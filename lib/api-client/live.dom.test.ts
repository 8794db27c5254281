import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import type { JobSummary } from "@/lib/api-contract/jobs";
import type { JobStatus } from "@/lib/api-contract/status";
import { familyOf } from "@/lib/family";
import { jobKeys } from "./jobs";
import { followLive, withChanges } from "./live";

const facts = (number: number, status: JobStatus): Omit<JobSummary, "family"> => ({
  id: `job-${number}`,
  number,
  status,
  connectionId: "7",
  connectionName: "Sage 200 UK",
  connectorName: "Sage 200",
  objectName: "customers",
  fileName: "customers.csv",
  rows: { total: 10, succeeded: 0, failed: 0, unknown: 0, notTried: 0, keptBack: 0, excluded: 0 },
  message: null,
  createdAt: "2026-11-21T10:00:00.000Z",
  endedAt: null,
  hold: null,
  company: null,
  environment: "live",
  createdBy: { id: "p", name: "Jane Doe" },
});
const job = (number: number, status: JobStatus): JobSummary => ({
  ...facts(number, status),
  family: familyOf({ ...facts(number, status), left: {} }, []),
});
const counts = { all: 3, running: 1, needsYou: 0, failed: 0, open: 0 };
const answer = { jobs: [job(2, "running"), job(1, "completed")], next: null, counts };
const states = (jobs: readonly JobSummary[]) => jobs.map(({ number, status }) => `${number} ${status}`);

test("a job that changed is replaced, and a new one leads the newest page of all", () => {
  const changes = { jobs: [job(3, "queued"), job(2, "completed")], counts: { ...counts, all: 4 } };
  const now = withChanges(answer, { show: "all" }, changes);
  expect(states(now.jobs)).toEqual(["3 queued", "2 completed", "1 completed"]);
  expect(now.counts.all).toBe(4);
});

test("a new job does not come into a narrowed list or an older page by itself", () => {
  const changes = { jobs: [job(3, "queued")], counts };
  for (const filters of [
    { show: "all", cursor: "9" },
    { show: "all", object: "products" },
    { show: "mine" },
  ] as const)
    expect(withChanges(answer, filters, changes).jobs).toHaveLength(2);
});

test("a job that is no longer what the filter shows leaves the list", () => {
  const changes = { jobs: [job(2, "completed")], counts };
  expect(states(withChanges(answer, { show: "running" }, changes).jobs)).toEqual(["1 completed"]);
});

class Events extends EventTarget {
  static made: Events[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor() {
    super();
    Events.made.push(this);
  }
  close() {}
}
afterEach(() => vi.unstubAllGlobals());

test("what was read before events come is read again once they do, each time they begin", async () => {
  vi.stubGlobal("EventSource", Events);
  const client = new QueryClient();
  const read = vi.fn(async () => answer);
  const list = new QueryObserver(client, { queryKey: jobKeys.list({ show: "all" }), queryFn: read });
  const leave = list.subscribe(() => {});
  await vi.waitFor(() => expect(list.getCurrentResult().isSuccess).toBe(true));
  const stop = followLive(client, null, "p");
  const [events] = Events.made;
  for (const times of [2, 3]) {
    events?.onopen?.();
    await vi.waitFor(() => expect(read).toHaveBeenCalledTimes(times));
    events?.onerror?.();
  }
  stop();
  leave();
});
