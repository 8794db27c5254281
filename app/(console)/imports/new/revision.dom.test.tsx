import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Job } from "@/lib/api-contract/jobs";
import type { Revision } from "@/lib/api-contract/revision";
import { writeRowKey } from "@/lib/csv/row-key";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import { familyOf } from "@/lib/family";
import { ImportWizard } from "./import-wizard";

const made = vi.hoisted(() => ({ worker: null as null | (() => unknown) }));

vi.mock("next/navigation", () => import("./router-bench"));
// jsdom has no workers; this one is the same behind its door.
vi.mock("@/lib/csv-worker/client", async (original) => ({
  ...(await original<typeof import("@/lib/csv-worker/client")>()),
  startCsvWorker: () => made.worker?.(),
}));

const connection = {
  ...{ id: "1", name: "Sage 200 UK", upstreamName: "Sage 200 UK", environment: "test", company: null },
  ...{ address: null, isCompanyRead: true, usedAt: null, usable: true, tags: [] },
  connector: { key: "sage200", name: "Sage 200" },
  health: { workedAt: null, failedAt: null, failure: null },
};
const field = (path: string) => ({ path, label: path, type: "string", required: false, readOnly: false });

const facts: Omit<Job, "family" | "settlements"> = {
  ...{ id: "j-41", number: 41, status: "completed", connectionId: "1", connectionName: "Sage 200 UK" },
  ...{ connectorName: "Sage 200", company: null, environment: "test", objectName: "customers" },
  ...{ fileName: "customers.csv", hold: null, can: [], cancelledBy: null, connectionHold: null },
  rows: { total: 2, succeeded: 2, failed: 0, unknown: 0, notTried: 0, keptBack: 0, excluded: 0 },
  ...{ ahead: null, timeLeft: null, rate: null, message: null, sizeBytes: 20, sha256: "0".repeat(64) },
  ...{ createdAt: "2026-11-02T16:41:00.000Z", endedAt: "2026-11-02T16:55:00.000Z" },
  ...{ createdBy: { id: "a", name: "Ana" }, batches: [], events: [], mapping: null, parent: null },
  ...{ children: [], begunFrom: null, assumedRows: 0, begunHere: [], removedAt: null, unmatched: 0 },
  lastHeardAt: "2026-11-02T16:55:00.000Z",
};
const job = { ...facts, settlements: [], family: familyOf({ ...facts, left: {} }, []) };
const key = (row: number) => writeRowKey({ job: 41, held: false, row });
const rows = `row key,row,state,reason,reference,name\n${key(1)},2,done,,R1,Ann\n${key(2)},3,done,,R2,Ben\n`;

let posted: { path: string; body: unknown }[];

function open(updates: Revision["updates"]) {
  window.history.replaceState(null, "", "/imports/new?revises=j-41&key=reference");
  const revision = { updates, key: "reference", fields: [{ path: "reference", filled: 1, distinct: 1 }] };
  const answers: Record<string, unknown> = {
    "/api/jobs/j-41": { job },
    "/api/jobs/j-41/revision": { revision },
    "/api/connections": { connections: [connection] },
    "/api/connections/1/objects": { objects: [{ name: "customers", creatable: true, usedAt: null }] },
    "/api/connections/1/objects/customers/fields": { fields: ["reference", "name"].map(field) },
    "/api/connections/1/objects/customers/refusals": { key: "", refusals: [] },
    "/api/me": { me: { id: "a", name: "Ana", email: "ana@example.com", role: "operator" } },
    "/api/drafts": { drafts: [] },
    "/api/parts": { wholeUpTo: 1_000, sizes: [1_000] },
  };
  vi.stubGlobal("fetch", async (path: string, { method, body }: RequestInit = {}) => {
    if (method === "POST") {
      posted.push({ path, body: JSON.parse(String(body)) });
      return new Response(null, { status: 204 });
    }
    // jsdom makes a file only of its own blobs.
    if (path.includes("/files/succeeded"))
      return Object.assign(new Response(), { blob: async () => new Blob([rows]) });
    if (path.includes("/duration?")) return Response.json({ span: null });
    if (path.startsWith("/api/layouts?")) return Response.json({ layouts: [], remembered: null });
    return Response.json(answers[path] ?? {});
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={client}>
      <ImportWizard />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  posted = [];
  made.worker = () => createInProcessWorker();
  sessionStorage.clear();
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(900);
  Element.prototype.scrollTo = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

async function changeBen(onward: RegExp) {
  await screen.findByRole("heading", { name: "Correct customers that are done" });
  const barred = await screen.findByRole<HTMLButtonElement>("button", { name: /with 0 rows/ });
  expect(barred.disabled).toBe(true);
  expect(await screen.findByText("No row is changed yet.")).toBeTruthy();
  await userEvent.dblClick(await screen.findByText("Ben"));
  const editor = await screen.findByRole("textbox", { name: /name/i });
  await userEvent.clear(editor);
  await userEvent.type(editor, "Benedict{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: onward }));
}

it("changed rows that were accepted go on to Send as updates, and the others are no part of it", async () => {
  open(true);
  expect(
    await screen.findByText(
      /only rows you change are sent, as updates of the records with the same reference/,
    ),
  ).toBeTruthy();
  await changeBen(/^Go to Send with 1 row/);
  expect(await screen.findByRole("heading", { name: /^Update 1 customer in/ })).toBeTruthy();
  expect(await screen.findByText(/Each is matched by reference and sent whole/)).toBeTruthy();
  expect(await screen.findByText(/the others stay as they are/)).toBeTruthy();
  expect(await screen.findByText("Of 1 that you changed")).toBeTruthy();
});

it("where the connector only creates, the last page is the list of what to put right there, and can be taken away", async () => {
  const saved = vi.fn(() => "blob:list");
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: saved, revokeObjectURL: () => undefined }));
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  open(false);
  expect(await screen.findByText(/becomes a list of what to put right in Sage 200 UK/)).toBeTruthy();
  await changeBen(/^Go to the list with 1 row/);
  const list = within(await screen.findByRole("table", { name: "Values to put right" }));
  const cells = (await list.findAllByRole("cell")).map(({ textContent }) => textContent);
  expect(cells).toEqual(["3", "R2", "name", "Ben", "Benedict"]);
  expect(screen.queryByRole("button", { name: /^(Create|Update)/ })).toBeNull();
  await userEvent.click(await screen.findByRole("button", { name: "Download the list" }));
  await waitFor(() => expect(saved).toHaveBeenCalledTimes(1));
  expect(posted).toEqual([{ path: "/api/jobs/j-41/revision", body: { rows: 1, values: 1 } }]);
  expect(await screen.findByText(/the history of import 41 says so/)).toBeTruthy();
});
