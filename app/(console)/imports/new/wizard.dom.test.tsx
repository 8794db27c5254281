import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AlreadySent } from "@/lib/api-contract/already-sent";
import type { Field } from "@/lib/api-contract/connections";
import type { SubmitJob } from "@/lib/api-contract/jobs";
import type { KnownLayouts } from "@/lib/api-contract/layouts";
import type { KeptMapping as KnownMapping } from "@/lib/api-contract/mapping";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import { DraftKeeper } from "@/lib/import-session/draft-keeper";
import { createImportSession } from "@/lib/import-session/import-session";
import { headerSet } from "@/lib/recall/header-set";
import { Wizard } from "./wizard";

const went = vi.hoisted(() => ({ to: [] as string[] }));

/** The router as Next gives it: it follows `history.pushState` and Back. */
vi.mock("next/navigation", async () => {
  const { useSyncExternalStore, useMemo } = await import("react");
  const subscribe = (listener: () => void) => {
    window.addEventListener("popstate", listener);
    return () => window.removeEventListener("popstate", listener);
  };
  const router = { push: (to: string) => went.to.push(to) };
  return {
    useRouter: () => router,
    useSearchParams: () => {
      const search = useSyncExternalStore(subscribe, () => window.location.search);
      return useMemo(() => new URLSearchParams(search), [search]);
    },
  };
});

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

let knownLayouts: KnownLayouts;
const nothing = { rows: 0, runs: [], imports: [] };
const noneSent: AlreadySent = { same: nothing, changed: { ...nothing, field: null } };
let alreadySent: AlreadySent;

beforeEach(() => {
  went.to.length = 0;
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
  knownLayouts = { layouts: [], remembered: null };
  alreadySent = noneSent;
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

function open(search = "?step=where&connection=1&object=customers") {
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
      askAlreadySent: async () => alreadySent,
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

const csv = (text: string, name = "customers.csv") => new File([text], name, { type: "text/csv" });
const choose = (view: ReturnType<typeof render>, ...files: File[]) => {
  const input = view.container.querySelector<HTMLInputElement>('input[type="file"]');
  if (!input) throw new Error("There is no place to choose a file.");
  fireEvent.change(input, { target: { files } });
};
const press = async (name: RegExp | string) => userEvent.click(await screen.findByRole("button", { name }));
const footButton = (name: RegExp) => screen.findByRole<HTMLButtonElement>("button", { name });

it("leads a clean file from Where to to the import's page in six presses", async () => {
  const { view, submitted } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nA1,Alder\nB2,Bexley\n"));
  await press(/^Map 2 columns/);
  await press(/^Check 2 rows/);
  await press(/^Go to Send with 2 rows/);
  expect(
    await screen.findByRole("heading", {
      name: /Create 2 customers in Sage.200.UK for Example Trading Ltd\./,
    }),
  ).toBeTruthy();
  expect(await screen.findByText("This writes to a live system.")).toBeTruthy();
  await press("Create 2 customers in Sage 200 UK");
  await waitFor(() => expect(went.to).toEqual(["/jobs/job-1"]));
  expect(submitted).toHaveLength(1);
  expect(submitted[0]?.body).toMatchObject({
    connectionId: "1",
    objectName: "customers",
    uploadId: "upload-1",
  });
});

it("bars the way to Check while a required field has no column, says so, and opens it by a constant", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,website\nA1,https://www.example.com\n"));
  await press(/^Map 2 columns/);
  const check = await footButton(/^Check 1 row/);
  expect(check.disabled).toBe(true);
  expect(await screen.findByText(/not mapped: name/i)).toBeTruthy();
  const missing = within(await screen.findByRole("region", { name: "Required fields without a column" }));
  await userEvent.type(missing.getByRole("textbox"), "Unnamed{Enter}");
  const goOn = await footButton(/^Check 1 row/);
  expect(goOn.disabled).toBe(false);
  expect(document.activeElement).toBe(goOn);
});

it("names the file that was not taken when two are chosen", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nA1,Alder\n"), csv("x\n", "prices.csv"));
  expect(await screen.findByText("prices.csv was not taken: one file at a time.")).toBeTruthy();
  expect(await screen.findByText("customers.csv")).toBeTruthy();
});

it("keeps rows with errors back, and sends nothing when no row is ready", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nTOOLONG,Alder\nALSOTOOLONG,Bexley\n"));
  await press(/^Map 2 columns/);
  await press(/^Check 2 rows/);
  const send = await footButton(/^Go to Send/);
  expect(send.disabled).toBe(true);
  expect(await screen.findByText(/reference: too long/i)).toBeTruthy();
  await userEvent.click(await screen.findByRole("radio", { name: "Send them anyway" }));
  expect((await footButton(/^Go to Send with 2 rows/)).disabled).toBe(false);
});

it("names the step in the address, and the browser's Back goes a step back", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name\nA1,Alder\n"));
  await press(/^Map 2 columns/);
  await waitFor(() => expect(window.location.search).toBe("?step=map&connection=1&object=customers"));
  expect(document.title).toBe("Map · Load customers · Hubload");
  act(() => window.history.back());
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
  expect(document.title).toBe("File · Load customers · Hubload");
});

it("after a reload knows where the rows go and asks for the file by its name", async () => {
  sessionStorage.setItem("hubload:file", "receipts.csv");
  open("?step=check&connection=1&object=customers");
  expect(await screen.findByText(/again to go on/)).toBeTruthy();
  expect(screen.getByText("receipts.csv")).toBeTruthy();
  expect(window.location.search).toBe("?step=file&connection=1&object=customers");
  expect(screen.getByRole("heading", { name: "Load customers" })).toBeTruthy();
});

it("does not take an object's name from the address before it is known that there is such an object", async () => {
  open("?step=where&connection=1&object=nopes");
  await screen.findByRole("radio", { name: /Sage 200 UK/ });
  expect(screen.getByRole("heading", { name: "Load a file" })).toBeTruthy();
  expect(screen.queryByText(/· nopes/)).toBeNull();
});

it("goes on by itself with a file that came while the fields were being read", async () => {
  const { view } = open();
  choose(view, csv("reference,name\nA1,Alder\n"));
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
});

it("takes a file before the destination is chosen and goes on with it", async () => {
  const { view } = open("");
  await userEvent.click(await screen.findByRole("radio", { name: /Sage 200 UK/ }));
  choose(view, csv("reference,name\nA1,Alder\n"));
  const goOn = await footButton(/^Go on with customers.csv/);
  expect(goOn.disabled).toBe(true);
  await userEvent.click(await screen.findByRole("radio", { name: /^customers/ }));
  await waitFor(() => expect(goOn.disabled).toBe(false));
  await userEvent.click(goOn);
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
});

it("says what is wrong with a file that cannot be read, and offers the way on", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv(""));
  expect(await screen.findByText("This file is empty.")).toBeTruthy();
  expect(await screen.findByRole("button", { name: "choose one" })).toBeTruthy();
});

it("says beside the receipt what a spreadsheet did to values, with the likely original", async () => {
  const { view } = open();
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("reference,name,phone\nA1,Alder,2.095E+09\nA2,Beech,2095257565\n"));
  expect(await screen.findByText("phone: 1 row, first in row 2")).toBeTruthy();
  expect(await screen.findByText(/"2.095E\+09" is how a spreadsheet shows a long number/)).toBeTruthy();
});

const referenceAndName: KnownMapping = {
  version: 1,
  entries: [
    { field: "reference", source: { kind: "column", column: 1 }, reason: { kind: "chosen" } },
    { field: "name", source: { kind: "column", column: 0 }, reason: { kind: "chosen" } },
  ],
};

it("goes straight to Check with a file whose columns were mapped before, and says since when", async () => {
  const { view, session } = open();
  knownLayouts.remembered = {
    ...{ jobId: "j", number: 34, at: "2026-10-31T10:00:00.000Z", by: "Ana", isMine: true },
    ...{ columns: ["who", "number"], mapping: referenceAndName },
  };
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("number,who\nA1,Alder\nB2,Bexley\n"));
  expect(await screen.findByText("These columns are known: mapped as on 31 Oct, import 34.")).toBeTruthy();
  await press(/^Check 2 rows/);
  expect(await footButton(/^Go to Send with 2 rows/)).toBeTruthy();
  expect(session.getSnapshot().draft).toMatchObject({
    mapping: {
      entries: [
        { field: "reference", source: { column: 0 }, reason: { words: "you chose this on 31 Oct" } },
        { field: "name", source: { column: 1 } },
      ],
    },
  });
});

it("asks for what a saved layout asks each time before Check, and names a required field that is new", async () => {
  const { view, session } = open();
  const layout = {
    ...{ id: "l", version: 1, name: "Month-end", savedBy: "Ana", isMine: true },
    savedAt: "2026-10-31T10:00:00.000Z",
    headerSet: headerSet(["number", "who"]),
    content: {
      ...{ columns: ["who", "number"], mapping: referenceAndName, reading: {}, policy: "all_or_nothing" },
      ...{ ask: ["website"], required: ["reference"] },
    },
  };
  knownLayouts.layouts = [layout];
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("number,who\nA1,Alder\n"));
  expect(await screen.findByText("These columns are known: Month-end, as on 31 Oct.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Check 1 row/ })).toBeNull();
  await userEvent.type(
    await screen.findByRole("textbox", { name: "website, this time" }),
    "https://example.com",
  );
  await press(/^Check 1 row/);
  await footButton(/^Go to Send with 1 row/);
  expect(session.getSnapshot().draft).toMatchObject({
    policy: "all_or_nothing",
    layout: { id: "l", name: "Month-end" },
  });
  expect(JSON.stringify(session.getSnapshot().draft)).toContain("https://example.com");
});

it("reads a file as the saved layout of its columns says, and says so; what is chosen after that stands", async () => {
  const { view, session } = open();
  knownLayouts.layouts = [
    {
      ...{ id: "l", version: 1, name: "Month-end", savedBy: "Ana", isMine: true },
      savedAt: "2026-10-31T10:00:00.000Z",
      headerSet: headerSet(["number", "who"]),
      content: {
        ...{ columns: ["who", "number"], mapping: referenceAndName, policy: "keep_errors_back" },
        ...{ reading: { headerRow: 2, delimiter: "," }, ask: [], required: ["reference"] },
      },
    },
  ];
  await screen.findByText("2 of 3 fields required");
  choose(view, csv("code,party\nnumber,who\nA1,Alder\nB2,Bexley\n"));
  expect(await screen.findByText("These columns are known: Month-end, as on 31 Oct.")).toBeTruthy();
  expect(await screen.findByText("The file is read as it says: comma, names in row 2.")).toBeTruthy();
  expect(await footButton(/^Check 2 rows/)).toBeTruthy();
  const labels = () => {
    const { draft, work } = session.getSnapshot();
    return work.kind === "idle" && draft.reached === "file" && draft.file?.columns.map(({ label }) => label);
  };
  expect(labels()).toEqual(["number", "who"]);
  act(() => session.changeReading({ headerRow: undefined, delimiter: undefined }));
  await waitFor(() => expect(labels()).toEqual(["code", "party"]), { timeout: 20_000 });
  expect(await footButton(/^Map 2 columns/)).toBeTruthy();
  expect(labels()).toEqual(["code", "party"]);
});
