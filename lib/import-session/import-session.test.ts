import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { ApiError } from "@/lib/api-client/api-error";
import { jsonOf } from "@/lib/api-client/submission";
import type { AlreadySent, AskAlreadySent } from "@/lib/api-contract/already-sent";
import { type SubmitJob, submitJobSchema } from "@/lib/api-contract/jobs";
import type { Refusals } from "@/lib/api-contract/refusals";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import type { WrittenRows } from "@/lib/csv-worker/protocol";
import type { Destination } from "@/lib/import-draft";
import { setUpdate } from "@/lib/mapping/mapping";
import { createImportSession, type ImportSession } from "./import-session";
import type { KeptUpload, WithKeptUpload } from "./kept-uploads";
import type { ImportSessionParts, UploadRequest } from "./session-types";
import { UploadError } from "./upload-error";

const destination: Destination = {
  connection: { id: "c1", name: "Sage 200", connector: { key: "sage200", name: "Sage 200" } },
  objectName: "customers",
  fields: [
    { path: "reference", label: "Reference", type: "string", required: true, readOnly: false, maxLength: 8 },
    { path: "name", label: "Name", type: "string", required: true, readOnly: false },
    { path: "website", label: "Website", type: "string", required: null, readOnly: null },
  ],
};
const elsewhere: Destination = { ...destination, objectName: "products" };
const text = "Account code;Customer name;Colour\nA1;Acme;red\nA2;;blue\nA3-TOO-LONG;Bolt;green\nA4;Copper;\n";
const fileOf = (content = text, name = "customers.csv") => new File([content], name, { lastModified: 1 });

const chosenWebsite = { field: "website", reason: { kind: "chosen" as const } };

const ambiguous = () => new ApiError({ status: 0, code: "network", message: "Hubload did not answer." });

/** All that is uploaded. */
async function textOf({ output }: UploadRequest): Promise<string> {
  return (await output.slice(0, 1_000_000)).value.text();
}

const nothing = { rows: 0, runs: [], imports: [] };
const noneSent: AlreadySent = { same: nothing, changed: { ...nothing, field: null } };
const sentBefore = (runs: AlreadySent["same"]["runs"], rows: number): AlreadySent => ({
  ...noneSent,
  same: {
    rows,
    runs,
    imports: [{ jobId: "job-41", number: 41, at: new Date().toISOString(), by: "Ana", rows }],
  },
});

interface Bench {
  session: ImportSession;
  submitted: { body: SubmitJob; rows: Partial<WrittenRows>; key: string }[];
  asked: AskAlreadySent[];
  uploads: UploadRequest[];
}

/** One tab: what is kept for one page is there for the next. */
function createTab(): WithKeptUpload {
  const kept = new Map<string, KeptUpload>();
  return (name, own, task) => {
    const known = kept.get(name) ?? own;
    kept.set(name, known);
    return task(known);
  };
}

function createBench(api: Partial<ImportSessionParts["api"]> = {}, withKeptUpload = createTab()): Bench {
  const submitted: Bench["submitted"] = [];
  const asked: Bench["asked"] = [];
  const uploads: UploadRequest[] = [];
  let keys = 0;
  const session = createImportSession({
    createWorker: () => createInProcessWorker(256),
    ids: { uuid: () => `key-${++keys}` },
    wait: () => Promise.resolve(),
    about: async () => ({ today: "2026-11-22", user: "Ann" }),
    withKeptUpload,
    api: {
      refusals: api.refusals ?? (async () => ({ key: "", refusals: [] })),
      submitJob: async (body, rows, key) => {
        submitted.push({ body, rows, key });
        return (await api.submitJob?.(body, rows, key)) ?? { id: "job-1" };
      },
      askAlreadySent: async (question, signal) => {
        asked.push(question);
        return (await api.askAlreadySent?.(question, signal)) ?? noneSent;
      },
      upload: async (request) => {
        uploads.push(request);
        if (api.upload !== undefined) return api.upload(request);
        await textOf(request);
        return "upload-1";
      },
    },
  });
  return { session, submitted, asked, uploads };
}

/** What the server reads of a submission. */
async function sentBody(submitted: Bench["submitted"][number] | undefined): Promise<SubmitJob> {
  if (submitted === undefined) throw new Error("Nothing was submitted");
  return submitJobSchema.parse(JSON.parse(await jsonOf(submitted.body, submitted.rows).text()));
}

const until = (
  session: ImportSession,
  done: (snapshot: ReturnType<ImportSession["getSnapshot"]>) => boolean,
) => vi.waitUntil(() => done(session.getSnapshot()), { timeout: 10_000, interval: 1 });
const idle = (session: ImportSession) => until(session, ({ work }) => work.kind === "idle");

async function atSend(bench: Bench, content = text): Promise<void> {
  const { session } = bench;
  session.chooseFile(fileOf(content));
  session.chooseDestination(destination);
  await idle(session);
  session.goTo("map");
  session.goTo("check");
  await until(session, ({ draft }) => draft.reached === "check" && draft.check !== null);
  session.goTo("send");
  expect(session.getSnapshot().draft.at).toBe("send");
}

test("what the names suggest is known when the file is read; Map begins with it, and with what other fields suggest", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  const { suggested } = session.getSnapshot();
  expect(suggested?.entries.map(({ field }) => field)).toContain("name");
  session.goTo("map");
  expect(session.getSnapshot().draft).toMatchObject({ at: "map", mapping: suggested });
  const [field] = destination.fields;
  session.chooseDestination({
    ...elsewhere,
    fields: field ? [{ ...field, path: "colour", label: "Colour" }] : [],
  });
  session.goTo("map");
  const { draft, suggested: others } = session.getSnapshot();
  expect(others?.entries.map(({ field }) => field)).toEqual(["colour"]);
  expect(draft).toMatchObject({ at: "map", mapping: others });
});

test("a dropped file waits for the destination, and goes all the way to a job", async () => {
  const bench = createBench();
  const { session, submitted, uploads } = bench;
  session.chooseFile(fileOf());
  expect(session.getSnapshot()).toMatchObject({
    waitingFile: { name: "customers.csv" },
    draft: { reached: "where" },
  });
  session.chooseDestination(destination);
  expect(session.getSnapshot()).toMatchObject({ waitingFile: null, work: { kind: "reading" } });
  await idle(session);
  expect(session.getSnapshot().draft).toMatchObject({ at: "file", file: { rows: 4 } });
  session.goTo("map");
  expect(session.getSnapshot().draft).toMatchObject({
    mapping: {
      entries: [
        { field: "reference", source: { kind: "column", column: 0 } },
        { field: "name", source: { kind: "column", column: 1 } },
      ],
    },
  });
  session.goTo("check");
  expect(session.getSnapshot().work.kind).toBe("checking");
  await idle(session);
  expect(session.getSnapshot().draft).toMatchObject({ check: { rows: 4, ready: 2, withErrors: 2 } });
  session.goTo("send");
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  expect(session.getSnapshot()).toMatchObject({ jobId: "job-1", unsure: false, failure: null });

  expect(uploads).toHaveLength(1);
  const body = await sentBody(submitted[0]);
  expect(body).toMatchObject({
    connectionId: "c1",
    objectName: "customers",
    uploadId: "upload-1",
    fileName: "customers.csv",
    sha256: createHash("sha256").update("reference,name\nA1,Acme\nA4,Copper\n").digest("hex"),
    sizeBytes: 33,
    source: { rows: 4, fileRows: [2, 5] },
    mapping: {
      entries: [{ field: "reference", source: { column: 0, header: "Account code" } }, { field: "name" }],
    },
  });
  expect(body.keptBack).toEqual([
    {
      fileRow: 3,
      values: { "Account code": "A2", "Customer name": "", Colour: "blue" },
      issues: [{ field: "name", code: "required", message: "A value is required here." }],
    },
    {
      fileRow: 4,
      values: { "Account code": "A3-TOO-LONG", "Customer name": "Bolt", Colour: "green" },
      issues: [{ field: "reference", code: "max_length", message: "11 characters, 8 are allowed." }],
    },
  ]);
});

test("placeholders are filled in when the rows are checked, the same in what is sent, and the job says what they were", async () => {
  const bench = createBench();
  const { session, submitted, uploads } = bench;
  session.chooseFile(fileOf("Account code;Customer name\nA1;Acme\n"));
  session.chooseDestination(destination);
  await idle(session);
  session.goTo("map");
  session.setConstant("website", "{import}/{today}/{user}/{row}");
  const entry = { ...chosenWebsite, source: { kind: "constant" as const, value: "{row} {file}" } };
  expect((await session.tryEntry(entry)).lines).toMatchObject([{ fileRow: 2, sent: "2 customers.csv" }]);
  session.changeMapping((mapping) => setUpdate(mapping, "reference"));
  session.goTo("check");
  await until(session, ({ draft }) => draft.reached === "check" && draft.check !== null);
  session.goTo("send");
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  const [upload] = uploads;
  const sent = upload === undefined ? "" : await textOf(upload);
  expect(sent).toMatch(/^reference,name,website\nA1,Acme,261122-[2-9A-Z]{4}\/2026-11-22\/Ann\/2\n$/);
  const [, reference] = /(261122-\w+)/.exec(sent) ?? [];
  expect(submitted[0]?.body).toMatchObject({
    metaData: { action: "upsert", identifierFieldName: "reference" },
    mapping: {
      version: 1,
      mode: "upsert",
      placeholders: { import: reference, file: "customers.csv", today: "2026-11-22", user: "Ann" },
    },
  });
});

test("an unknown placeholder, and a key that is not from the file, bar the way to Check in words", async () => {
  const { session } = createBench();
  session.chooseFile(fileOf());
  session.chooseDestination(destination);
  await idle(session);
  session.goTo("map");
  session.setConstant("website", "{rows}");
  expect(session.blocked()).toMatch(
    /^The value of Website cannot be used\. There is no placeholder \{rows\}\./,
  );
  session.setConstant("website", "x");
  session.changeMapping((mapping) => setUpdate(mapping, "website"));
  expect(session.blocked()).toBe(
    "Records are matched by Website, which is not from the file. Choose a column for it.",
  );
});

test("a snapshot is the same object until something changes", async () => {
  const { session } = createBench();
  const before = session.getSnapshot();
  let calls = 0;
  const stop = session.subscribe(() => {
    calls += 1;
  });
  expect(session.getSnapshot()).toBe(before);
  session.goTo("send");
  expect(session.getSnapshot()).toBe(before);
  expect(calls).toBe(0);
  session.chooseDestination(destination);
  expect(session.getSnapshot()).not.toBe(before);
  const after = session.getSnapshot();
  stop();
  session.chooseFile(fileOf());
  await idle(session);
  expect(session.getSnapshot()).not.toBe(after);
});

test("a step does not open while something blocks it, and says what", async () => {
  const { session } = createBench();
  expect(session.blocked()).toBe("Choose where to, and what you are loading.");
  session.chooseDestination(destination);
  expect(session.blocked()).toBe("Choose a file.");
  session.chooseFile(fileOf("Account code;Customer name\n"));
  expect(session.blocked()).toBe("The file is still being read.");
  await idle(session);
  expect(session.blocked()).toBe("Only a header row was found. There is nothing to send.");
  session.goTo("map");
  expect(session.getSnapshot().draft.at).toBe("file");
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.clearMapping();
  expect(session.missing().map(({ path }) => path)).toEqual(["reference", "name"]);
  expect(session.blocked()).toBe("2 required fields are not mapped: Reference, Name.");
  session.setConstant("name", "Acme");
  session.setTarget(0, "reference");
  expect(session.blocked()).toBeNull();
  session.autoMap();
  expect(session.getSnapshot().draft).toMatchObject({
    mapping: { entries: [{ field: "reference", reason: { kind: "chosen" } }, { field: "name" }] },
  });
});

test("a field taken from another column says where it was", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.setTarget(2, "name");
  expect(session.getSnapshot().announcement).toEqual({
    id: 1,
    text: 'Name now comes from "Colour"; before, it came from "Customer name".',
  });
});

test("reading the file otherwise keeps the mapping while the columns are the same", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.setTarget(2, "website");
  session.changeReading({ encoding: "windows-1252" });
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({
    overrides: { encoding: "windows-1252" },
    draft: {
      reached: "map",
      at: "file",
      mapping: { entries: [{ field: "reference" }, { field: "name" }, { field: "website" }] },
    },
  });
  session.changeReading({ encoding: undefined, delimiter: "," });
  await idle(session);
  expect(session.getSnapshot().overrides).toEqual({ delimiter: "," });
  expect(session.getSnapshot().draft).toMatchObject({ reached: "file", file: { columns: [{ index: 0 }] } });
});

test("a reading that does not work leaves the one before in place and says why", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(new File([new Uint8Array([0x61, 0x0a, 0xe9, 0x0a])], "a.csv"));
  await idle(session);
  session.changeReading({ encoding: "utf-8" });
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({
    overrides: {},
    draft: { file: { reading: { encoding: { value: "windows-1252" } } } },
    failure: {
      during: "reading",
      code: "invalid_bytes",
      happened: "Byte 3 (0xE9) cannot be read as UTF-8.",
      sent: "No rows were sent.",
      next: "Choose another encoding.",
    },
  });
});

test("a reading that is stopped, or replaced by one that fails, leaves the choices of the one in place", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(new File([new Uint8Array([0x61, 0x0a, 0xe9, 0x0a])], "a.csv"));
  await idle(session);
  session.changeReading({ encoding: "iso-8859-15" });
  session.cancel();
  expect(session.getSnapshot()).toMatchObject({
    overrides: {},
    draft: { file: { reading: { encoding: { value: "windows-1252" } } } },
  });
  session.changeReading({ quote: null });
  session.changeReading({ encoding: "utf-8" });
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ overrides: {}, failure: { code: "invalid_bytes" } });
});

test("a file that is no CSV is named, and the next one is read", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf("%PDF-1.7 an invoice"));
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    code: "pdf",
    happened: "This is a PDF document.",
    next: "Export the table as CSV where it comes from.",
  });
  session.chooseFile(fileOf());
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ failure: null, draft: { file: { rows: 4 } } });
});

test("another object keeps the file and maps its columns anew", async () => {
  const { session } = createBench();
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  await idle(session);
  session.goTo("map");
  session.goTo("where");
  session.chooseDestination(destination);
  expect(session.getSnapshot().draft).toMatchObject({ reached: "map", at: "file" });
  session.chooseDestination(elsewhere);
  expect(session.getSnapshot().draft).toMatchObject({ reached: "file", at: "file", file: { rows: 4 } });
});

test("going back from Send loses nothing; a change of the mapping asks for a new check", async () => {
  const bench = createBench();
  await atSend(bench);
  const { session } = bench;
  session.goTo("where");
  session.goTo("send");
  expect(session.getSnapshot().draft).toMatchObject({ reached: "send", at: "send" });
  session.setTarget(2, "website");
  expect(session.getSnapshot().draft).toMatchObject({ reached: "map", at: "map" });
});

test("an answer that is lost is asked for again under the same key, and nothing can be changed meanwhile", async () => {
  let silences = 4;
  const bench = createBench({
    submitJob: () => (silences-- > 0 ? Promise.reject(ambiguous()) : Promise.resolve({ id: "job-7" })),
  });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(submitted).toHaveLength(4);
  expect(session.getSnapshot()).toMatchObject({
    unsure: true,
    failure: { during: "submitting", sent: "It may have begun.", canRetry: true },
  });
  const { draft } = session.getSnapshot();
  session.setTarget(2, "website");
  session.setPolicy("send_all");
  session.chooseFile(fileOf());
  session.chooseDestination(elsewhere);
  session.goTo("map");
  expect(session.getSnapshot().draft).toBe(draft);
  session.send();
  await until(session, ({ jobId }) => jobId === "job-7");
  expect(new Set(submitted.map(({ key, body }) => JSON.stringify([key, body]))).size).toBe(1);
  expect(uploads).toHaveLength(1);
  expect(session.getSnapshot().unsure).toBe(false);
});

test("an upload that was already submitted is this import's own job", async () => {
  const taken = new ApiError({
    status: 409,
    code: "upload_already_submitted",
    message: "Taken.",
    jobId: "job-9",
  });
  const bench = createBench({ submitJob: () => Promise.reject(taken) });
  await atSend(bench);
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId === "job-9");
});

const refused = (status: number, code: string, jobId?: string) =>
  new ApiError({ status, code, message: "You may not load customers. Ask an administrator.", jobId });

test("a refusal after a try that went unanswered settles nothing: the same request under the same key does", async () => {
  const answers = [
    () => Promise.reject(ambiguous()),
    () => Promise.reject(refused(403, "forbidden")),
    () => Promise.reject(refused(409, "upload_unfinished")),
    () => Promise.resolve({ id: "job-4" }),
  ];
  const bench = createBench({ submitJob: () => answers.shift()?.() ?? Promise.reject(ambiguous()) });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(submitted).toHaveLength(2);
  expect(session.getSnapshot()).toMatchObject({
    unsure: true,
    failure: {
      code: "forbidden",
      happened:
        "The import was handed over, and no answer came. Asking again was refused: You may not load customers. Ask an administrator.",
      sent: "It may have begun.",
      canRetry: true,
    },
  });
  session.send();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ unsure: true, failure: { code: "upload_unfinished" } });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-4");
  expect(session.getSnapshot().unsure).toBe(false);
  expect(new Set(submitted.map(({ key, body }) => JSON.stringify([key, body]))).size).toBe(1);
  expect(uploads).toHaveLength(1);
});

test("after a try that went unanswered, the job that has the upload settles it", async () => {
  const answers = [ambiguous(), refused(403, "forbidden"), refused(409, "upload_already_submitted", "job-5")];
  const bench = createBench({ submitJob: () => Promise.reject(answers.shift()) });
  await atSend(bench);
  bench.session.send();
  await idle(bench.session);
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId === "job-5");
  expect(bench.session.getSnapshot()).toMatchObject({ unsure: false, failure: null });
});

test("a file that was sent before is told with who and which import; sending again means it, without uploading again", async () => {
  const warning = new ApiError({
    status: 409,
    code: "sent_before",
    message: "Ana sent this file before.",
    jobId: "job-1",
    before: { jobId: "job-1", number: 41, at: new Date().toISOString(), by: "Ana" },
  });
  const answers = [() => Promise.reject(warning), () => Promise.resolve({ id: "job-2" })];
  const bench = createBench({ submitJob: () => answers.shift()?.() ?? Promise.reject(warning) });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    happened: expect.stringMatching(/^Ana sent this file here before: import 41, \d\d:\d\d\.$/),
    sent: "No rows were sent.",
    earlier: { jobId: "job-1", number: 41 },
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-2");
  expect(submitted.map(({ body }) => submitJobSchema.parse(body).confirmed)).toEqual([undefined, true]);
  expect(uploads).toHaveLength(1);
});

/** Five rows, the second of which stays here. */
const fiveRows = "Account code;Customer name\nA1;Acme\nA2;\nA3;Bolt\nA4;Copper\nA4;Copper\n";

test("rows accepted before are told; what a person leaves out is excluded where it stands in the file, and told to who is asked again", async () => {
  const answers = [sentBefore([[2, 3]], 2)];
  const bench = createBench({ askAlreadySent: async () => answers.shift() ?? noneSent });
  await atSend(bench, fiveRows);
  const { session, submitted, asked, uploads } = bench;
  session.send();
  await idle(session);
  const { failure } = session.getSnapshot();
  expect(failure).toMatchObject({
    happened: expect.stringMatching(
      /^2 of these 4 rows were accepted before, in import 41 by Ana, \d\d:\d\d\.$/,
    ),
    sent: "No rows were sent now.",
    earlier: { jobId: "job-41", number: 41 },
    skippable: { rows: 2 },
  });
  expect(submitted).toEqual([]);
  expect(session.getSnapshot().draft).toMatchObject({ check: { ready: 4, excluded: 0 } });
  session.leaveOut();
  await until(session, ({ editing }) => editing.edits === 1);
  expect(session.getSnapshot()).toMatchObject({
    failure: null,
    draft: { at: "send", check: { ready: 2, excluded: 2 } },
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect(asked.map(({ leftOut }) => leftOut)).toEqual([[], [{ uploadId: "upload-1", runs: [[2, 3]] }]]);
  expect((await sentBody(submitted[0])).source?.fileRows).toEqual([2, 6]);
  expect(submitted[0]?.body.confirmed).toBeUndefined();
  expect(uploads).toHaveLength(2);
});

test("rows of a new file that is begun from an import are asked about like those of any other", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([1], 1) });
  await atSend(bench);
  bench.session.send({}, { begunFrom: "job-41" });
  await until(bench.session, ({ failure }) => failure !== null);
  expect(bench.session.getSnapshot().failure?.code).toBe("rows_sent_before");
  expect(bench.submitted).toEqual([]);
  bench.session.send({}, { begunFrom: "job-41" });
  await until(bench.session, ({ jobId }) => jobId !== null);
  expect(await sentBody(bench.submitted[0])).toMatchObject({ parentJobId: "job-41" });
  expect(bench.asked).toHaveLength(1);
});

test("rows that are taken in again are told again", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([1], 1) });
  await atSend(bench, fiveRows);
  const { session, asked } = bench;
  session.send();
  await idle(session);
  session.leaveOut();
  await until(session, ({ editing }) => editing.edits === 1);
  session.undo();
  await until(session, ({ editing }) => editing.edits === 0);
  session.send();
  await idle(session);
  expect(asked.map(({ leftOut }) => leftOut)).toEqual([[], []]);
  expect(session.getSnapshot().failure).toMatchObject({ skippable: { rows: 1 } });
});

test("sending rows all the same is one press more, without uploading or asking again", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([1], 1) });
  await atSend(bench, fiveRows);
  const { session, submitted, asked, uploads } = bench;
  session.send();
  await idle(session);
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect([submitted.length, asked.length, uploads.length]).toEqual([1, 1, 1]);
});

test("where nothing is new there is nothing to leave out, and sending it all the same is not asked about twice", async () => {
  const bench = createBench({ askAlreadySent: async () => sentBefore([[1, 4]], 4) });
  await atSend(bench, fiveRows);
  const { session, submitted } = bench;
  session.send();
  await idle(session);
  const { failure } = session.getSnapshot();
  expect(failure).toMatchObject({
    happened: expect.stringContaining("All of these 4 rows were accepted before"),
    next: "Nothing in this file is new. If that is meant, send it all the same.",
  });
  expect(failure?.skippable).toBeUndefined();
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect(submitted[0]?.body.confirmed).toBe(true);
});

test("the key of an accepted row with other content is told, but not where records are updated by it", async () => {
  const changed = { ...sentBefore([1], 1).same, field: "reference" };
  const bench = createBench({ askAlreadySent: async () => ({ ...noneSent, changed }) });
  await atSend(bench, fiveRows);
  const { session } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    happened: expect.stringContaining(
      "has the Reference of a row that was accepted before, but other content",
    ),
    next: "If that is meant, send them all the same.",
  });
  session.goTo("map");
  session.changeMapping((mapping) => setUpdate(mapping, "reference"));
  session.goTo("check");
  await until(
    session,
    ({ draft, work }) => draft.reached === "check" && draft.check !== null && work.kind === "idle",
  );
  session.goTo("send");
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
});

test("what cannot be found out is said, and is not in the way of sending", async () => {
  const fault = new ApiError({ status: 503, code: "busy", message: "Too busy.", requestId: "r-9" });
  const bench = createBench({ askAlreadySent: () => Promise.reject(fault) });
  await atSend(bench, fiveRows);
  const { session, submitted } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot().failure).toMatchObject({
    code: "rows_not_compared",
    happened: "Whether rows of this file were sent before could not be found out.",
    requestId: "r-9",
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-1");
  expect(submitted).toHaveLength(1);
});

test("the question can be stopped while it is being answered; nothing is submitted then", async () => {
  let stopped = false;
  const bench = createBench({
    askAlreadySent: (_, signal) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          stopped = true;
          reject(signal.reason);
        });
      }),
  });
  await atSend(bench, fiveRows);
  const { session, submitted } = bench;
  session.send();
  await until(session, ({ work }) => work.kind === "comparing");
  session.cancel();
  expect(session.getSnapshot()).toMatchObject({ work: { kind: "idle" }, failure: null });
  expect([stopped, submitted.length]).toEqual([true, 0]);
});

test("a refusal is told with its id; the next try is a new request, without uploading again", async () => {
  const refusal = new ApiError({
    status: 403,
    code: "forbidden",
    message: "You may not load customers. Ask an administrator.",
    requestId: "r-1",
  });
  const answers = [() => Promise.reject(refusal), () => Promise.resolve({ id: "job-2" })];
  const bench = createBench({ submitJob: () => answers.shift()?.() ?? Promise.reject(refusal) });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({
    unsure: false,
    failure: {
      happened: "You may not load customers.",
      sent: "No rows were sent.",
      next: "Ask an administrator.",
      requestId: "r-1",
    },
  });
  session.send();
  await until(session, ({ jobId }) => jobId === "job-2");
  expect(submitted.map(({ key }) => key)).toEqual(["key-1", "key-2"]);
  expect(uploads).toHaveLength(1);
});

test("a broken upload goes on where it stopped, and shows what is safe meanwhile", async () => {
  const shown: unknown[] = [];
  const bench = createBench({
    upload: (request) => {
      request.onUrl("/api/uploads/u9");
      request.onProgress(10);
      if (request.resumeUrl !== null) return Promise.resolve("u9");
      request.onWaiting();
      shown.push(bench.session.getSnapshot().work);
      return Promise.reject(new UploadError("No answer came."));
    },
  });
  await atSend(bench);
  const { session, submitted, uploads } = bench;
  session.send();
  await idle(session);
  expect(shown).toEqual([
    {
      kind: "uploading",
      sentBytes: 10,
      writtenBytes: 0,
      totalBytes: null,
      rows: 0,
      totalRows: 4,
      waiting: true,
    },
  ]);
  expect(session.getSnapshot().failure).toMatchObject({
    during: "uploading",
    happened: "The network is gone.",
    sent: "No rows were sent.",
  });
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  expect(uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null, "/api/uploads/u9"]);
  expect(submitted[0]?.body.uploadId).toBe("u9");
});

test("the rows that are written while they are sent are told; how much it is in all when they are written", async () => {
  const bench = createBench();
  await atSend(bench);
  const shown: unknown[] = [];
  bench.session.subscribe(() => shown.push(bench.session.getSnapshot().work));
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId !== null);
  const uploading = { kind: "uploading", totalRows: 4 };
  expect(shown).toContainEqual(expect.objectContaining({ ...uploading, rows: 0, totalBytes: null }));
  expect(shown).toContainEqual(
    expect.objectContaining({ ...uploading, rows: 4, totalBytes: 33, writtenBytes: 33 }),
  );
});

/** Breaks once there is an upload, and goes on with it when it is given. */
const breakOnce = (request: UploadRequest) => {
  if (request.resumeUrl !== null) return Promise.resolve(request.resumeUrl);
  request.onUrl("u-broken");
  return Promise.reject(new UploadError("No answer came."));
};

test("after a reload the same file, mapped alike, goes on with its upload; any other has one of its own", async () => {
  const tab = createTab();
  const first = createBench({ upload: breakOnce }, tab);
  await atSend(first);
  first.session.send();
  await idle(first.session);
  first.session.dispose();

  const other = createBench({ upload: breakOnce }, tab);
  await atSend(other);
  other.session.setPolicy("send_all");
  other.session.send();
  await idle(other.session);
  other.session.setPolicy("keep_errors_back");
  other.session.edit({ kind: "set", cells: [{ row: 0, column: 0, value: "A9" }] });
  await until(other.session, ({ editing }) => editing.edits === 1);
  other.session.send();
  await idle(other.session);
  expect(other.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null, null]);

  const again = createBench({ upload: breakOnce }, tab);
  await atSend(again);
  again.session.send();
  await until(again.session, ({ jobId }) => jobId !== null);
  expect(again.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual(["u-broken"]);
  expect(again.submitted).toMatchObject([{ body: { uploadId: "u-broken", sizeBytes: 33 } }]);

  // What was submitted is the job's: the same file sent once more is another upload.
  const more = createBench({}, tab);
  await atSend(more);
  more.session.send();
  await until(more.session, ({ jobId }) => jobId !== null);
  expect(more.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null]);
});

test("a file that can no longer be read ends the upload in words, and sends nothing", async () => {
  const bench = createBench({ upload: async (request) => String(await textOf(request)) });
  await atSend(bench);
  const broken = vi.spyOn(Blob.prototype, "stream").mockImplementation(() => {
    throw new TypeError("no stream of bytes");
  });
  const unreadable = vi
    .spyOn(Blob.prototype, "arrayBuffer")
    .mockRejectedValue(new DOMException("gone", "NotReadableError"));
  bench.session.send();
  await idle(bench.session);
  broken.mockRestore();
  unreadable.mockRestore();
  expect(bench.session.getSnapshot().failure).toMatchObject({
    code: "file_changed",
    happened: "The file changed since you chose it.",
    sent: "No rows were sent.",
    next: "Choose it again.",
  });
  expect(bench.submitted).toEqual([]);
});

test("an edit while rows are sent stops the sending: what is sent is what is seen", async () => {
  const bench = createBench({
    upload: async ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new UploadError("Stopped.", { isCancelled: true })));
      }),
  });
  await atSend(bench);
  const { session } = bench;
  session.send();
  await until(session, ({ work }) => work.kind === "uploading");
  session.edit({ kind: "set", cells: [{ row: 0, column: 0, value: "A9" }] });
  await until(session, ({ editing }) => editing.edits === 1);
  expect(session.getSnapshot()).toMatchObject({ work: { kind: "idle" }, failure: null });
  expect(bench.submitted).toEqual([]);
});

test("nothing is sent while an edit is still being done: how many rows go is not known before", async () => {
  const bench = createBench();
  await atSend(bench);
  const { session } = bench;
  session.edit({ kind: "set", cells: [{ row: 1, column: 1, value: "Bright" }] });
  session.send();
  expect(session.getSnapshot()).toMatchObject({ work: { kind: "idle" }, editing: { progress: { rows: 0 } } });
  await until(session, ({ editing }) => editing.progress === null);
  session.send();
  await until(session, ({ jobId }) => jobId !== null);
  const bodies = await Promise.all(bench.submitted.map(sentBody));
  expect(bodies.map(({ keptBack }) => keptBack?.length)).toEqual([1]);
});

test("what the server does not want is uploaded anew, not gone on with", async () => {
  const answers = [
    (request: UploadRequest) => {
      request.onUrl("/api/uploads/u1");
      return Promise.reject(new UploadError("What arrived is not what was sent.", { status: 422 }));
    },
    () => Promise.resolve("u2"),
  ];
  const bench = createBench({
    upload: (request) => answers.shift()?.(request) ?? Promise.reject(ambiguous()),
  });
  await atSend(bench);
  bench.session.send();
  await idle(bench.session);
  bench.session.send();
  await until(bench.session, ({ jobId }) => jobId !== null);
  expect(bench.uploads.map(({ resumeUrl }) => resumeUrl)).toEqual([null, null]);
});

test("what is stopped is no failure, and the draft stays", async () => {
  const bench = createBench({
    upload: ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new UploadError("Stopped.", { isCancelled: true })));
      }),
  });
  await atSend(bench);
  const { session } = bench;
  session.send();
  await until(session, ({ work }) => work.kind === "uploading");
  session.cancel();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ failure: null, draft: { at: "send" }, unsure: false });
});

test("reset starts over, and dispose ends everything", async () => {
  const bench = createBench();
  await atSend(bench);
  const { session } = bench;
  session.reset();
  expect(session.getSnapshot()).toMatchObject({
    draft: { reached: "where" },
    waitingFile: null,
    jobId: null,
  });
  session.chooseDestination(destination);
  session.chooseFile(fileOf());
  const before = session.getSnapshot();
  session.dispose();
  await new Promise((resolve) => setImmediate(resolve));
  expect(session.getSnapshot()).toBe(before);
});

test("a check whose memory of refusals cannot be read goes on without it and says so; the next one reads it", async () => {
  const answers: (() => Promise<Refusals>)[] = [
    () => Promise.reject(ambiguous()),
    async () => ({ key: "", refusals: [] }),
  ];
  const bench = createBench({ refusals: () => answers.shift()?.() ?? Promise.reject(ambiguous()) });
  await atSend(bench);
  const { session } = bench;
  expect(session.getSnapshot()).toMatchObject({ isMemoryUnread: true, failure: null });
  session.runCheck();
  await idle(session);
  expect(session.getSnapshot()).toMatchObject({ isMemoryUnread: false, failure: null });
});
