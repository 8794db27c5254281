import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import type { Job, JobRow } from "@/lib/api-contract/jobs";
import { familyOf } from "@/lib/family";
import { JobDetail } from "./job-detail";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const markup = `<img src=x onerror="alert(1)">`;

type Facts = Omit<Job, "family" | "settlements">;
const job: Facts = {
  id: "j-41",
  number: 41,
  status: "completed",
  connectionId: "514077",
  connectionName: "Sage 200 UK",
  connectorName: "Sage 200",
  company: "Example Trading Ltd",
  environment: "live",
  objectName: "customers",
  fileName: "customers.csv",
  rows: { total: 10, succeeded: 10, failed: 0, unknown: 0, notTried: 0, keptBack: 0, excluded: 0 },
  hold: null,
  can: [],
  cancelledBy: null,
  connectionHold: null,
  ahead: null,
  timeLeft: null,
  rate: null,
  message: null,
  createdAt: "2026-11-02T16:41:00.000Z",
  endedAt: "2026-11-02T16:55:00.000Z",
  createdBy: { id: "a", name: "Ana" },
  sizeBytes: 2048,
  sha256: "0".repeat(64),
  batches: [
    {
      index: 0,
      bulkJobId: "7713402",
      status: "completed",
      upstreamStatus: "COMPLETED",
      firstRow: 1,
      lastRow: 10,
      processed: 10,
      message: null,
      startedAt: "2026-11-02T16:41:02.000Z",
      endedAt: "2026-11-02T16:55:00.000Z",
      troubleSince: null,
      failed: 0,
      unknown: 0,
    },
  ],
  events: [
    { at: "2026-11-02T16:41:00.000Z", kind: "submitted", batchIndex: null, detail: "Ana submitted 10 rows." },
  ],
  mapping: null,
  parent: null,
  children: [],
  begunFrom: null,
  assumedRows: 0,
  begunHere: [],
  removedAt: null,
  unmatched: 0,
  lastHeardAt: "2026-11-02T16:55:00.000Z",
};

/** All of them failed for one reason. */
function reasonsOf(rows: readonly JobRow[]) {
  const words = rows[0]?.reason ?? "";
  const reason = { id: 1, signature: words, example: words, rows: rows.length, hint: null };
  return { reasons: rows.length === 0 ? [] : [reason], total: Math.min(1, rows.length) };
}

function open({ job, ...answers }: { job: Facts | null; rows?: JobRow[] }) {
  const whole = job && { ...job, settlements: [], family: familyOf({ ...job, left: {} }, []) };
  vi.stubGlobal("fetch", async (path: string) => {
    if (path.includes("/reasons")) return Response.json(reasonsOf(answers.rows ?? []));
    if (path.includes("/rows")) return Response.json({ rows: answers.rows ?? [], next: null });
    if (whole) return Response.json({ job: whole });
    return Response.json({ title: "Not found", status: 404, code: "not_found" }, { status: 404 });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const page = render(
    <QueryClientProvider client={client}>
      <JobDetail id="j-41" />
    </QueryClientProvider>,
  );
  return { ...page, client };
}

test("an import with nothing open says so, under a double rule", async () => {
  const { container } = open({ job });
  expect(await screen.findByText("Every row is accounted for")).toBeTruthy();
  expect(container.querySelector(".rule-closed")?.textContent).toBe("10");
  expect(container.querySelector(".rule-open")).toBeNull();
  await waitFor(() => expect(document.title).toBe("Done · Import 41 · Hubload"));
});

test("each failed row stands with its number in the file and what the system said, as text and nothing else", async () => {
  const failed: Facts = {
    ...job,
    status: "completed_with_failures",
    rows: { ...job.rows, succeeded: 8, failed: 2 },
  };
  const { container } = open({
    job: failed,
    rows: [
      {
        row: 3,
        held: null,
        since: null,
        fileRows: [4],
        outcome: "failed",
        reason: markup,
        values: { name: markup, email: "x@example.com" },
      },
      {
        row: 7,
        held: null,
        since: null,
        fileRows: [8],
        outcome: "failed",
        reason: markup,
        values: { name: "Noor" },
      },
    ],
  });
  const group = await screen.findByRole("region", { name: markup });
  expect(within(group).getByText("2 rows")).toBeTruthy();
  expect((await within(group).findAllByRole("rowheader")).map((cell) => cell.textContent)).toEqual([
    "4",
    "8",
  ]);
  expect(container.querySelector("img")).toBeNull();
  expect(container.querySelector(".rule-open")?.textContent).toBe("10");
});

test("rows that the check kept back are not said to have been sent; those that failed are sent again", async () => {
  const { unmount } = open({ job: { ...job, rows: { ...job.rows, keptBack: 2 } } });
  expect(await screen.findByRole("link", { name: "Fix and send 2 rows" })).toBeTruthy();
  expect(screen.getByText(/^2 rows open in the grid as they were at Check, with the reasons/)).toBeTruthy();
  unmount();
  const some = open({
    job: { ...job, status: "stopped", rows: { ...job.rows, succeeded: 9, notTried: 1, keptBack: 2 } },
  });
  expect(await screen.findByRole("link", { name: "Fix and send 3 rows" })).toBeTruthy();
  some.unmount();
  open({ job: { ...job, rows: { ...job.rows, succeeded: 9, failed: 1, keptBack: 2 } } });
  expect(await screen.findByRole("link", { name: "Fix and send 3 rows again" })).toBeTruthy();
  expect(screen.getByText(/^3 rows open in the grid as they were sent, with the reasons/)).toBeTruthy();
});

test("rows that were left out open in the grid once the import has ended", async () => {
  const { unmount } = open({ job: { ...job, rows: { ...job.rows, excluded: 2 } } });
  const link = await screen.findByRole("link", { name: "Open them in the grid" });
  expect(link.getAttribute("href")).toBe("/imports/new?corrects=j-41&outcomes=excluded");
  unmount();
  open({ job: { ...job, status: "running", endedAt: null, rows: { ...job.rows, excluded: 2 } } });
  expect(await screen.findByText("Rows excluded")).toBeTruthy();
  expect(screen.queryByRole("link", { name: "Open them in the grid" })).toBeNull();
});

test("rows whose turn is yet to come are not called open", async () => {
  const rows = { ...job.rows, total: 10, succeeded: 4, failed: 1, notTried: 5 };
  open({ job: { ...job, status: "paused", endedAt: null, rows } });
  expect(await screen.findByText("4 accounted for, 1 open, 5 still to come")).toBeTruthy();
});

test("an import somebody has to decide about says what is known, and that nothing more is sent", async () => {
  const [batch] = job.batches;
  if (!batch) throw new Error("a batch is expected");
  open({
    job: {
      ...job,
      status: "needs_decision",
      rows: { ...job.rows, succeeded: 0 },
      batches: [
        { ...batch, status: "needs_decision", message: "The connection broke while the rows were sent." },
      ],
    },
  });
  expect(await screen.findByText("What became of this import is not known")).toBeTruthy();
  expect(await screen.findByText("The connection broke while the rows were sent.")).toBeTruthy();
  expect(await screen.findByText(/Nothing more of this import is sent until someone decides/)).toBeTruthy();
  expect(await screen.findByRole("img", { name: "10 not confirmed" })).toBeTruthy();
});

test("of a thousand parts those in sight are drawn, and the table says how many there are", async () => {
  const [batch] = job.batches;
  if (!batch) throw new Error("a batch is expected");
  const height = vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockImplementation(function (
    this: HTMLElement,
  ) {
    return this.tagName === "TR" ? 54 : 480;
  });
  const batches = Array.from({ length: 1_000 }, (_, index) => ({ ...batch, index }));
  open({ job: { ...job, batches } });
  const table = await screen.findByRole("table", { name: "Parts of this import" });
  expect(table.getAttribute("aria-rowcount")).toBe("1001");
  expect(within(table).getByText("of 1,000", { selector: "tr:nth-child(1) span" })).toBeTruthy();
  const drawn = within(table).getAllByText("of 1,000").length;
  expect(drawn).toBeGreaterThan(8);
  expect(drawn).toBeLessThan(30);
  height.mockRestore();
});

test("the page opens at its sentence, which has the focus", async () => {
  open({ job });
  const sentence = await screen.findByRole("heading", { level: 1 });
  await waitFor(() => expect(document.activeElement).toBe(sentence));
});

test("the size is that of what was sent, so it stands with its hash and not with the file's name", async () => {
  open({ job });
  expect(await screen.findByText("Sent, 2 KB · SHA-256")).toBeTruthy();
  expect(screen.getByText("customers.csv").parentElement?.textContent).not.toContain("KB");
});

const moving: Facts = { ...job, status: "running", endedAt: null, rows: { ...job.rows, succeeded: 0 } };

test("rows are on the way while they are handed over, and with the system once it has them", async () => {
  open({ job: { ...moving, status: "sending" } });
  expect(await screen.findByText("On the way to Sage 200 UK")).toBeTruthy();
  cleanup();
  open({ job: moving });
  expect(await screen.findByText("With Sage 200 UK now")).toBeTruthy();
});

test("while Hubload does not answer, nobody is told that the import goes on", async () => {
  const { client } = open({ job: moving });
  expect(await screen.findByText("You may close this page. The import goes on.")).toBeTruthy();
  const away = { title: "Not found", status: 404, code: "not_found" };
  vi.stubGlobal("fetch", async () => Response.json(away, { status: 404 }));
  await client.refetchQueries();
  expect(
    await screen.findByText(
      /What was handed over stays with Sage 200 UK; the rest goes on when Hubload answers again\./,
    ),
  ).toBeTruthy();
  expect(screen.queryByText(/The import goes on\./)).toBeNull();
});

test("the mapping used names its columns and its fields", async () => {
  const source = { kind: "column", column: 0, header: "Account" };
  open({ job: { ...job, mapping: { entries: [{ field: "reference", source }] } } });
  const table = await screen.findByRole("table", { name: "Mapping used" });
  expect(
    within(table)
      .getAllByRole("columnheader")
      .map((head) => head.textContent),
  ).toEqual(["Column", "Field"]);
  expect(within(table).getByRole("row", { name: "Account reference" })).toBeTruthy();
});

test("the mapping used says in words what was done to the values, and what placeholders stood for", async () => {
  const steps = [
    { kind: "trim", inside: false },
    { kind: "number", read: { decimal: ",", credit: "negative" }, percent: "keep" },
  ];
  const values = { pairs: [{ from: "D", to: { kind: "value", value: "DE" } }], others: "stop" };
  const joined = { kind: "columns", columns: [1, 2], headers: ["Street", "Town"], separator: ", " };
  const placeholders = { import: "261122-K7QX", file: "a.csv", today: "2026-11-22", user: "Ann" };
  const mapping = {
    entries: [
      { field: "limit", source: { kind: "column", column: 0, header: "Kreditlimit" }, steps },
      { field: "address", source: joined, values },
      { field: "note", source: { kind: "constant", value: "{import}" } },
    ],
    mode: "upsert",
    key: "limit",
    placeholders,
  };
  open({ job: { ...job, mapping } });
  const table = await screen.findByRole("table", { name: "Mapping used" });
  expect(within(table).getByText("Read amounts with a decimal comma, CR is negative")).toBeTruthy();
  expect(within(table).getByText("Street + Town")).toBeTruthy();
  expect(within(table).getByText("1 value matched, others hold their rows back")).toBeTruthy();
  expect(
    screen.getByText(/Records that exist were to be updated, matched by limit\..*261122-K7QX/),
  ).toBeTruthy();
});

test("the options used say how the file was read, what became of rows with errors, and the saved layout", async () => {
  const reading = { encoding: "windows-1252", delimiter: ";", quote: '"', headerRow: 3 };
  const mapping = { entries: [], reading, policy: "all_or_nothing", layout: { id: "l", name: "Month-end" } };
  open({ job: { ...job, mapping } });
  await screen.findByRole("heading", { name: "Options used" });
  for (const words of [/Windows-1252/, "Semicolon", "row 3", "all or nothing", "Month-end"])
    expect(screen.getByText(words)).toBeTruthy();
});

test("an address without an import says that, and leads to the list", async () => {
  open({ job: null });
  expect(await screen.findByText("There is no import at this address.")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the imports" }).getAttribute("href")).toBe("/jobs");
});
