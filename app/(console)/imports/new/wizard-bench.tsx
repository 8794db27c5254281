import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, vi } from "vitest";
import type { AlreadySent } from "@/lib/api-contract/already-sent";
import type { Field } from "@/lib/api-contract/connections";
import type { KnownLayouts } from "@/lib/api-contract/layouts";
import type { SubmitJob } from "@/lib/api-contract/submit-job";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import { DraftKeeper } from "@/lib/import-session/draft-keeper";
import { createImportSession } from "@/lib/import-session/import-session";
import { went } from "./router-bench";
import { Wizard } from "./wizard";

const field = (path: string, more: Partial<Field> = {}): Field => ({
  path,
  label: path,
  type: "string",
  required: false,
  readOnly: false,
  ...more,
});

const connection = (id: string, name: string, environment: "live" | "test") => ({
  ...{ id, name, upstreamName: name, environment, company: "Example Trading Ltd", address: null },
  ...{ isCompanyRead: true, usedAt: null, usable: true, tags: [] },
  connector: { key: "sage200", name: "Sage 200" },
  health: { workedAt: null, failedAt: null, failure: null },
});

const facts = {
  ...connection("1", "Sage 200 UK", "live"),
  ...{
    givenName: null,
    givenEnvironment: null,
    factsProblem: null,
    remembersRows: true,
    keepsRows: true,
    cancelSeen: false,
  },
  facts: { bulkUpload: true, nativeBulk: false, upsert: null },
  ...{ imports: [], changes: [], probe: { runningSince: null, last: null } },
};

/** Nothing is kept. */
const keeping = {
  create: () => new Promise<never>(() => undefined),
  save: () => new Promise<never>(() => undefined),
  read: () => new Promise<never>(() => undefined),
};

const answers: Record<string, unknown> = {
  "/api/drafts": { drafts: [] },
  "/api/connections": {
    connections: [connection("1", "Sage 200 UK", "live"), connection("2", "Training", "test")],
  },
  "/api/connections/1": { connection: facts },
  "/api/connections/1/objects/nopes/fields": { unknown: true },
  "/api/connections/1/objects": {
    objects: [
      { name: "customers", creatable: true, usedAt: null },
      { name: "suppliers", creatable: null, usedAt: null },
      { name: "banks", creatable: false, usedAt: null },
    ],
  },
  "/api/connections/1/objects/customers/fields": {
    fields: [
      field("reference", { required: true, maxLength: 4 }),
      field("name", { required: true }),
      field("website"),
    ],
  },
};

/** The layouts that are kept; a test adds to them before it chooses a file. */
export const knownLayouts: KnownLayouts = { layouts: [], remembered: null };
const nothing = { rows: 0, runs: [], imports: [] };
const noneSent: AlreadySent = { same: nothing, changed: { ...nothing, field: null } };

/** Gives each test of a file a server that answers, and a place to lay out. */
export function wizardOfEachTest(): void {
  beforeEach(() => {
    went.length = 0;
    sessionStorage.clear();
    vi.stubGlobal("fetch", async (path: string) =>
      Response.json(
        path.startsWith("/api/layouts?")
          ? knownLayouts
          : path.includes("/duration?")
            ? { span: null }
            : answers[path],
      ),
    );
    Object.assign(knownLayouts, { layouts: [], remembered: null });
    // jsdom lays nothing out; the grid asks how large it is.
    vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
    vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(900);
    Element.prototype.scrollTo = () => undefined;
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}

export function open(search = "?step=where&connection=1&object=customers") {
  window.history.replaceState(null, "", `/imports/new${search}`);
  const submitted: { body: SubmitJob; key: string }[] = [];
  const worker = createInProcessWorker();
  const session = createImportSession({
    createWorker: () => worker,
    ids: { uuid: () => "6f2b0a3e-58a4-4c2b-9d7b-0c7f6a1b2c3d" },
    about: async () => ({ today: "2026-11-22", user: "Ann" }),
    api: {
      refusals: async () => ({ key: "", refusals: [] }),
      submitJob: async (body, _rows, key) => {
        submitted.push({ body, key });
        return { id: "job-1" };
      },
      askAlreadySent: async () => noneSent,
      upload: async ({ output, onProgress }) => {
        onProgress((await output.slice(0, 1_000_000)).value.size);
        return "upload-1";
      },
    },
    withKeptUpload: (_, own, task) => task(own),
  });
  const keeper = new DraftKeeper({ session, api: keeping, uuid: () => crypto.randomUUID(), pauseMs: 1 });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const view = render(
    <QueryClientProvider client={client}>
      <Wizard live={{ session, keeper }} />
    </QueryClientProvider>,
  );
  return { submitted, session, view };
}

export const csv = (text: string, name = "customers.csv") => new File([text], name, { type: "text/csv" });
export const choose = (view: ReturnType<typeof render>, ...files: File[]) => {
  const input = view.container.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) throw new Error("There is no place to choose a file.");
  fireEvent.change(input, { target: { files } });
};
export const press = async (name: RegExp | string) =>
  userEvent.click(await screen.findByRole("button", { name }));
export const footButton = (name: RegExp) => screen.findByRole<HTMLButtonElement>("button", { name });
