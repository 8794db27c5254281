import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Batch, Job } from "@/lib/api-contract/jobs";
import { familyOf } from "@/lib/family";
import { JobDetail } from "./job-detail";

const part = (index: number, firstRow: number, lastRow: number, status: Batch["status"]): Batch => ({
  index,
  bulkJobId: null,
  status,
  upstreamStatus: null,
  firstRow,
  lastRow,
  processed: null,
  message: null,
  startedAt: null,
  endedAt: null,
  troubleSince: null,
  failed: 0,
  unknown: 0,
});

type Facts = Omit<Job, "family" | "settlements">;
const running: Facts = {
  id: "j-41",
  number: 41,
  status: "running",
  connectionId: "514077",
  connectionName: "Sage 200 UK",
  connectorName: "Sage 200",
  company: null,
  environment: "live",
  objectName: "customers",
  fileName: "customers.csv",
  rows: { total: 1_000, succeeded: 0, failed: 0, unknown: 0, notTried: 990, keptBack: 0, excluded: 0 },
  hold: null,
  can: ["pause", "cancel"],
  cancelledBy: null,
  connectionHold: null,
  ahead: null,
  timeLeft: null,
  rate: null,
  message: null,
  createdAt: "2026-11-02T16:41:00.000Z",
  endedAt: null,
  createdBy: { id: "a", name: "Ana" },
  sizeBytes: 2048,
  sha256: "0".repeat(64),
  batches: [part(0, 1, 10, "running"), part(1, 11, 1_000, "planned")],
  events: [],
  mapping: null,
  lastHeardAt: null,
  parent: null,
  children: [],
  begunFrom: null,
  assumedRows: 0,
  begunHere: [],
  removedAt: null,
  unmatched: 0,
};
const hold = (kind: NonNullable<Job["hold"]>["kind"]): NonNullable<Job["hold"]> => ({
  number: 3,
  kind,
  since: "2026-11-02T16:42:00.000Z",
  by: kind === "paused" ? "Ben" : null,
});
const stopped: Facts = {
  ...running,
  status: "stopped",
  rows: { ...running.rows, failed: 10 },
  hold: hold("breaker"),
  can: ["resume", "drop"],
  batches: [part(0, 1, 10, "completed"), part(1, 11, 1_000, "planned")],
};

/** What was asked of the server, and how it answers. */
let asked: { path: string; body: unknown }[];
let answer: () => Response;
beforeEach(() => {
  asked = [];
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(facts: Facts) {
  const job: Job = { ...facts, settlements: [], family: familyOf({ ...facts, left: {} }, []) };
  answer = () => Response.json({ job });
  vi.stubGlobal("fetch", async (path: string, options: RequestInit = {}) => {
    if (options.method === "POST") {
      asked.push({ path, body: JSON.parse(String(options.body)) });
      return answer();
    }
    return path.includes("/rows") ? Response.json({ rows: [], next: null }) : Response.json({ job });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <JobDetail id="j-41" />
    </QueryClientProvider>,
  );
}

test("an import that moves is stopped with the keyboard: the safest way first, its consequence said before", async () => {
  const user = userEvent.setup();
  open(running);
  (await screen.findByRole("button", { name: "Stop…" })).focus();
  await user.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog", { name: "Stop this import?" });
  const pause = within(dialog).getByRole("radio", { name: "Pause after the part under way" });
  expect(pause).toHaveProperty("checked", true);
  expect(dialog.textContent).toContain(
    "Part 1 of 2 (10 rows) goes on to its end. 990 rows wait until somebody goes on.",
  );
  expect(dialog.textContent).toContain("What Sage 200 UK has created stays there.");
  await user.click(within(dialog).getByRole("radio", { name: "Cancel the import" }));
  await user.click(within(dialog).getByRole("button", { name: "Cancel the import" }));
  await waitFor(() => expect(asked).toEqual([{ path: "/api/jobs/j-41/cancel", body: {} }]));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("leaving the question changes nothing", async () => {
  const user = userEvent.setup();
  open(running);
  await user.click(await screen.findByRole("button", { name: "Stop…" }));
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(asked).toEqual([]);
});

test("after equal failures both ways on ask once more, and answer the hold that is shown", async () => {
  const user = userEvent.setup();
  open(stopped);
  expect(await screen.findByRole("heading", { name: "Stopped after equal failures" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Stop…" })).toBeNull();
  await user.click(screen.getByRole("button", { name: "Drop the rest…" }));
  const dialog = await screen.findByRole("dialog", { name: "Drop 990 rows?" });
  expect(dialog.textContent).toContain("990 rows are not sent, now or later");
  await user.click(within(dialog).getByRole("button", { name: "Drop 990 rows" }));
  await waitFor(() => expect(asked).toEqual([{ path: "/api/jobs/j-41/drop", body: { hold: 3 } }]));
});

test("what has moved on is said where it was asked, with the id of the failure", async () => {
  const user = userEvent.setup();
  open(stopped);
  answer = () =>
    Response.json(
      {
        title: "Conflict",
        status: 409,
        code: "moved_on",
        detail: "Since you looked, something else has happened to this import. Look again.",
        requestId: "7b0c2f3e",
      },
      { status: 409, headers: { "content-type": "application/problem+json" } },
    );
  await user.click(await screen.findByRole("button", { name: "Go on with 990 rows…" }));
  await user.click(await screen.findByRole("button", { name: "Go on with 990 rows" }));
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Since you looked, something else has happened");
  expect(alert.textContent).toContain("7b0c2f3e");
});

test("after the first ten the result is shown, and one press goes on", async () => {
  const user = userEvent.setup();
  open({
    ...stopped,
    status: "paused",
    hold: hold("first_part"),
    rows: { ...running.rows, succeeded: 9, failed: 1 },
  });
  expect(await screen.findByRole("heading", { name: "The first 10 rows were sent. Go on?" })).toBeTruthy();
  expect(screen.getByText("9 created, 1 failed.")).toBeTruthy();
  expect(screen.getByText("Waits for you")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Go on with 990 rows" }));
  await waitFor(() => expect(asked).toEqual([{ path: "/api/jobs/j-41/resume", body: { hold: 3 } }]));
});

test("an import that waits says behind which one, and about how long", async () => {
  open({
    ...running,
    status: "queued",
    batches: [part(0, 1, 10, "planned"), part(1, 11, 1_000, "planned")],
    ahead: { job: { id: "j-40", number: 40 }, others: 1, wait: { lowMs: 181_000, highMs: 290_000 } },
    timeLeft: { lowMs: 400_000, highMs: 500_000 },
  });
  const link = await screen.findByRole("link", { name: "import 40" });
  expect(link.getAttribute("href")).toBe("/jobs/j-40");
  expect(link.parentElement?.textContent).toBe(
    "Waits for its turn behind import 40 and 1 more import, about 3 to 5 minutes.",
  );
  expect(screen.getByText(/about 6 to 9 minutes left/)).toBeTruthy();
});

test("a connection that lets nobody in says so, when it is asked again, and is asked now on demand", async () => {
  const user = userEvent.setup();
  open({
    ...stopped,
    status: "paused",
    hold: null,
    can: ["resume", "cancel"],
    connectionHold: {
      kind: "unauthorized",
      reason: "Sage 200 does not let Hubload in any more.",
      since: "2026-11-02T16:42:00.000Z",
      until: "2026-11-02T16:43:00.000Z",
    },
  });
  expect(await screen.findByText("Sage 200 UK needs new credentials")).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Check now" }));
  await waitFor(() => expect(asked).toEqual([{ path: "/api/jobs/j-41/resume", body: {} }]));
});
