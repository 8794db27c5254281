import { randomUUID } from "node:crypto";
import { expect, test, vi } from "vitest";
import { ApiError } from "@/lib/api-client/api-error";
import type { KeptDraft, SaveDraft } from "@/lib/api-contract/drafts";
import { createInProcessWorker } from "@/lib/csv-worker/in-process-worker";
import type { Destination } from "@/lib/import-draft";
import { DraftKeeper } from "./draft-keeper";
import { createImportSession, type ImportSession } from "./import-session";
import type { DraftApi, KeeperState } from "./keeper-state";
import type { ImportSessionParts } from "./session-types";

const destination: Destination = {
  connection: { id: "c1", name: "Sage 200", connector: { key: "sage200", name: "Sage 200" } },
  objectName: "customers",
  fields: [
    { path: "reference", label: "Reference", type: "string", required: true, readOnly: false, maxLength: 8 },
    { path: "name", label: "Name", type: "string", required: true, readOnly: false },
    { path: "website", label: "Website", type: "string", required: null, readOnly: null },
  ],
};
const text = "Account code;Customer name;Colour\nA1;Acme;red\nA2;;blue\n";
const fileOf = (content = text, name = "customers.csv") => new File([content], name, { lastModified: 1 });

/** What a server keeps, in memory: by version, as the real one does. */
function createServer() {
  const kept = new Map<string, KeptDraft>();
  const bodies: (SaveDraft | "create")[] = [];
  let fails: Error | null = null;
  const answer = <T>(value: () => T): Promise<T> => {
    const error = fails;
    fails = null;
    return error === null ? Promise.resolve().then(value) : Promise.reject(error);
  };
  const write = (
    id: string,
    body: Pick<KeptDraft, "content" | "writer">,
    edits: unknown,
    version: number,
  ) => {
    const editsUntil = edits === null || edits === undefined ? null : "2026-12-06T10:00:00.000Z";
    const { columns: _, ...file } = body.content.file;
    const draft: KeptDraft = {
      ...{ id, version, edits: edits ?? null, editsUntil, writer: body.writer, file, handedBy: null },
      ...{ content: body.content, step: body.content.step, objectName: body.content.objectName },
      connectionId: body.content.connectionId,
      connectionName: body.content.connectionName,
      connectorKey: body.content.connectorKey,
      createdAt: "2026-11-22T10:00:00.000Z",
      savedAt: "2026-11-22T10:00:00.000Z",
    };
    kept.set(id, draft);
    return draft;
  };
  const get = (id: string) => {
    const draft = kept.get(id);
    if (!draft) throw new ApiError({ status: 404, code: "draft_unknown", message: "There is none." });
    return draft;
  };
  const api: DraftApi = {
    create: (id, content, writer) =>
      answer(() => {
        bodies.push("create");
        return write(id, { content, writer }, null, 1);
      }),
    read: (id) => answer(() => get(id)),
    save: (id, body) =>
      answer(() => {
        const before = get(id);
        if (before.version !== body.version)
          throw new ApiError({ status: 409, code: "draft_moved", message: "Moved." });
        bodies.push(body);
        const edits = body.edits === undefined ? before.edits : body.edits;
        const content = body.content ?? before.content;
        return write(
          id,
          { content: structuredClone(content) as KeptDraft["content"], writer: body.writer },
          edits,
          body.version + 1,
        );
      }),
  };
  return { api, kept, bodies, fail: (error: Error) => (fails = error) };
}

const nothing = { rows: 0, runs: [], imports: [] };
const noneSent = { same: nothing, changed: { ...nothing, field: null } };

function open(server: ReturnType<typeof createServer>, sending: Partial<ImportSessionParts["api"]> = {}) {
  const session = createImportSession({
    createWorker: () => createInProcessWorker(256),
    about: async () => ({ today: "2026-11-22", user: "Ann" }),
    ids: { uuid: randomUUID },
    withKeptUpload: (_, own, task) => task(own),
    api: {
      submitJob: async () => ({ id: "job-1" }),
      askAlreadySent: async () => noneSent,
      upload: async () => "upload-1",
      refusals: async () => ({ key: "", refusals: [] }),
      ...sending,
    },
  });
  const keeper = new DraftKeeper({ session, api: server.api, uuid: randomUUID, pauseMs: 1, retryMs: 5 });
  return { session, keeper };
}

const until = (keeper: DraftKeeper, done: (state: KeeperState) => boolean) =>
  vi.waitUntil(() => done(keeper.getSnapshot()), { timeout: 10_000, interval: 1 });
const isKept = (keeper: DraftKeeper) =>
  until(keeper, ({ keeping }) => keeping.kind === "kept" && !keeper.isBehind);
const idle = (session: ImportSession) =>
  vi.waitUntil(
    () => session.getSnapshot().work.kind === "idle" && session.getSnapshot().editing.progress === null,
    { timeout: 10_000, interval: 1 },
  );

async function readFile(session: ImportSession, file = fileOf()): Promise<void> {
  session.chooseDestination(destination);
  session.chooseFile(file);
  await idle(session);
}

async function mapped(
  server: ReturnType<typeof createServer>,
  sending: Partial<ImportSessionParts["api"]> = {},
) {
  const page = open(server, sending);
  await readFile(page.session);
  page.session.goTo("map");
  page.session.setTarget(2, "website");
  await isKept(page.keeper);
  return { ...page, id: page.keeper.getSnapshot().id ?? "" };
}

/** The page is opened anew by its address. */
async function reopened(server: ReturnType<typeof createServer>, id: string) {
  const page = open(server);
  page.session.chooseDestination(destination);
  page.keeper.resume(await server.api.read(id));
  return page;
}

test("nothing is kept before something is chosen of a file, and then no row of it", async () => {
  const server = createServer();
  const { session, keeper } = open(server);
  await readFile(session);
  await keeper.flush();
  expect(server.kept.size).toBe(0);
  session.goTo("map");
  await isKept(keeper);
  const [kept] = server.kept.values();
  expect(kept).toMatchObject({
    edits: null,
    content: { step: "map", file: { columns: ["Account code", "Customer name", "Colour"], rows: 2 } },
  });
  expect(JSON.stringify(kept)).not.toMatch(/Acme|A2|blue/);
});

test("a page that is opened anew goes on where it was, as soon as the same file comes", async () => {
  const server = createServer();
  const first = await mapped(server);
  first.session.goTo("check");
  await idle(first.session);
  first.session.setPolicy("all_or_nothing");
  await isKept(first.keeper);
  const { session, keeper } = await reopened(server, first.id);
  expect(keeper.getSnapshot().waits).toMatchObject({ id: first.id });
  session.chooseFile(fileOf());
  await until(keeper, ({ fitted }) => fitted !== null);
  expect(keeper.getSnapshot().fitted).toMatchObject({ kind: "same_file", step: "check" });
  await idle(session);
  const { draft } = session.getSnapshot();
  expect(draft).toMatchObject({ at: "check", policy: "all_or_nothing", check: { rows: 2 } });
  expect(draft).toMatchObject({
    mapping: { entries: [{ field: "reference" }, { field: "name" }, { field: "website" }] },
  });
});

test("a reading that was chosen is taken up too, also when the file came first", async () => {
  const server = createServer();
  const first = await mapped(server);
  first.session.changeReading({ quote: null });
  await idle(first.session);
  await isKept(first.keeper);
  const { session, keeper } = open(server);
  await readFile(session);
  keeper.resume(await server.api.read(first.id));
  await until(keeper, ({ fitted }) => fitted !== null);
  expect(session.getSnapshot()).toMatchObject({ overrides: { quote: null }, draft: { reached: "map" } });
});

test("edits are kept only when that was chosen, are done again after a reload, and go when it is taken back", async () => {
  const server = createServer();
  const { session, keeper, id } = await mapped(server);
  session.edit({ kind: "set", cells: [{ row: 1, column: 1, value: "Bolt" }] });
  await idle(session);
  await keeper.flush();
  expect(server.kept.get(id)?.edits).toBeNull();
  keeper.setKeepsEdits(true);
  await until(keeper, ({ editsUntil }) => editsUntil !== null);
  expect(server.kept.get(id)?.edits).toMatchObject({ edits: [{ kind: "set" }] });

  const again = await reopened(server, id);
  again.session.chooseFile(fileOf());
  await vi.waitUntil(() => again.session.getSnapshot().editing.edits === 1, { timeout: 10_000, interval: 1 });
  expect(await again.session.grid.rows(1, 1)).toMatchObject([{ cells: ["A2", "Bolt", "blue"] }]);
  again.keeper.setKeepsEdits(false);
  await until(again.keeper, ({ editsUntil }) => editsUntil === null);
  expect(server.kept.get(id)?.edits).toBeNull();
});

test("edits that are kept are not taken for gone while they are done again", async () => {
  const server = createServer();
  const first = await mapped(server);
  first.session.edit({ kind: "set", cells: [{ row: 1, column: 1, value: "Bolt" }] });
  first.keeper.setKeepsEdits(true);
  await until(first.keeper, ({ editsUntil }) => editsUntil !== null);
  const { keeper } = await reopened(server, first.id);
  keeper.setKeepsEdits(true);
  await keeper.flush();
  expect(server.kept.get(first.id)?.edits).not.toBeNull();
});

test("another file with the same columns takes the mapping over and no edit; one with others takes nothing", async () => {
  const server = createServer();
  const first = await mapped(server);
  first.session.edit({ kind: "set", cells: [{ row: 1, column: 1, value: "Bolt" }] });
  first.keeper.setKeepsEdits(true);
  await until(first.keeper, ({ editsUntil }) => editsUntil !== null);

  const other = await reopened(server, first.id);
  other.session.chooseFile(fileOf("Name;Mail\nAcme;a@example.com\n", "people.csv"));
  await until(other.keeper, ({ fitted }) => fitted !== null);
  expect(other.keeper.getSnapshot().fitted).toEqual({ kind: "other_file", before: "customers.csv" });
  await other.keeper.flush();
  expect(server.kept.get(first.id)?.content.file.name).toBe("customers.csv");
  other.keeper.beginAnew();
  other.session.goTo("map");
  await isKept(other.keeper);
  expect(other.keeper.getSnapshot().id).not.toBe(first.id);
  expect(server.kept.size).toBe(2);

  const later = await reopened(server, first.id);
  later.session.chooseFile(fileOf("customer name;Account code;Colour\nCopper;A9;\n", "november.csv"));
  await until(later.keeper, ({ fitted }) => fitted !== null);
  expect(later.keeper.getSnapshot().fitted).toMatchObject({ kind: "same_columns", editsLost: true });
  expect(later.session.getSnapshot().draft).toMatchObject({
    mapping: {
      entries: [
        { field: "name", source: { column: 0 } },
        { field: "reference", source: { column: 1 } },
        { field: "website", source: { column: 2 } },
      ],
    },
    file: { name: "november.csv" },
  });
  await isKept(later.keeper);
  expect(server.kept.get(first.id)).toMatchObject({
    edits: null,
    content: { file: { name: "november.csv" } },
  });
});

test("of two pages on one import neither wins silently: the person takes theirs, or says that theirs counts", async () => {
  const server = createServer();
  const first = await mapped(server);
  const second = await reopened(server, first.id);
  second.session.chooseFile(fileOf());
  await until(second.keeper, ({ fitted }) => fitted !== null);
  second.session.setTarget(2, null);
  await isKept(second.keeper);

  first.session.setConstant("website", "https://example.com");
  await until(first.keeper, ({ keeping }) => keeping.kind === "moved");
  first.session.setTarget(0, null);
  await first.keeper.flush();
  expect(server.kept.get(first.id)?.content.mapping).toMatchObject({
    entries: [{ field: "reference" }, { field: "name" }],
  });
  await first.keeper.takeTheirs();
  expect(first.session.getSnapshot().draft).toMatchObject({
    mapping: { entries: [{ field: "reference" }, { field: "name" }] },
  });

  first.session.setConstant("website", "https://example.com");
  await isKept(first.keeper);
  second.session.setTarget(0, null);
  await until(second.keeper, ({ keeping }) => keeping.kind === "moved");
  await second.keeper.keepMine();
  expect(server.kept.get(first.id)?.content.mapping).toMatchObject({ entries: [{ field: "name" }] });
});

test("an answer that was lost is no other page: it goes on by itself", async () => {
  const server = createServer();
  const { session, keeper, id } = await mapped(server);
  const save = server.api.save;
  server.api.save = async (...asked) => {
    server.api.save = save;
    await save(...asked);
    throw new ApiError({ status: 0, code: "network", message: "Hubload did not answer." });
  };
  session.setTarget(2, null);
  await until(keeper, ({ keeping }) => keeping.kind === "failed");
  await isKept(keeper);
  expect(server.kept.get(id)).toMatchObject({ version: 3 });
});

test("what is gone or handed on is not written any more, and why is said", async () => {
  const server = createServer();
  const { session, keeper, id } = await mapped(server);
  server.kept.delete(id);
  session.setTarget(2, null);
  await until(keeper, ({ keeping }) => keeping.kind === "gone");
  expect(keeper.getSnapshot().keeping).toMatchObject({ why: "There is none." });
});

test("a mapping of another version is said to be lost, and the file stays", async () => {
  const server = createServer();
  const { id } = await mapped(server);
  const kept = server.kept.get(id);
  if (kept) kept.content.mapping = { version: 99, entries: [] };
  const { session, keeper } = await reopened(server, id);
  session.chooseFile(fileOf());
  await until(keeper, ({ fitted }) => fitted !== null);
  expect(keeper.getSnapshot().fitted).toMatchObject({ kind: "same_file", mappingLost: true });
  expect(session.getSnapshot().draft).toMatchObject({ reached: "file", file: { rows: 2 } });
});

test("what was chosen last is kept before it is handed over; while it is, nothing is written that would be missed", async () => {
  const server = createServer();
  const steps: (string | undefined)[] = [];
  const page = await mapped(server, {
    upload: async () => {
      await isKept(page.keeper);
      steps.push(server.kept.get(page.id)?.step);
      return "upload-1";
    },
    submitJob: async () => {
      server.kept.delete(page.id);
      page.keeper.setKeepsEdits(true);
      await page.keeper.flush();
      return { id: "job-1" };
    },
  });
  const { session, keeper } = page;
  session.edit({ kind: "set", cells: [{ row: 1, column: 1, value: "Bolt" }] });
  session.goTo("check");
  await idle(session);
  session.goTo("send");
  session.send({}, { draftId: page.id });
  await vi.waitUntil(() => session.getSnapshot().jobId !== null, { timeout: 10_000, interval: 1 });
  expect(steps).toEqual(["send"]);
  expect(keeper.isBehind).toBe(false);
  expect(keeper.getSnapshot().keeping.kind).toBe("kept");
});
