import { vi } from "vitest";
import { ApiError } from "@/lib/api-client/api-error";
import type { KeptDraft } from "@/lib/api-contract/drafts";
import { DraftKeeper } from "./draft-keeper";
import type { ImportSession } from "./import-session";
import type { DraftApi, KeeperState } from "./keeper-state";
import { createBench, destination, fileOf } from "./session-bench";
import type { ImportSessionParts } from "./session-types";

/** A file of two rows. */
export const keptFile = () => fileOf("Account code;Customer name;Colour\nA1;Acme;red\nA2;;blue\n");

/** What a server keeps, in memory: by version, as the real one does. */
export function createServer() {
  const kept = new Map<string, KeptDraft>();
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
    create: async (id, content, writer) => write(id, { content, writer }, null, 1),
    read: async (id) => get(id),
    save: async (id, body) => {
      const before = get(id);
      if (before.version !== body.version)
        throw new ApiError({ status: 409, code: "draft_moved", message: "Moved." });
      const edits = body.edits === undefined ? before.edits : body.edits;
      const content = structuredClone(body.content ?? before.content) as KeptDraft["content"];
      return write(id, { content, writer: body.writer }, edits, body.version + 1);
    },
  };
  return { api, kept };
}

type Server = ReturnType<typeof createServer>;

/** A page, and what keeps its import on that server. */
export function open(server: Server, sending: Partial<ImportSessionParts["api"]> = {}) {
  const { session } = createBench(sending);
  const uuid = () => crypto.randomUUID();
  const keeper = new DraftKeeper({ session, api: server.api, uuid, pauseMs: 1, retryMs: 5 });
  return { session, keeper };
}

export const until = (keeper: DraftKeeper, done: (state: KeeperState) => boolean) =>
  vi.waitUntil(() => done(keeper.getSnapshot()), { timeout: 20_000, interval: 1 });
export const isKept = (keeper: DraftKeeper) =>
  until(keeper, ({ keeping }) => keeping.kind === "kept" && !keeper.isBehind);
export const idle = (session: ImportSession) =>
  vi.waitUntil(
    () => session.getSnapshot().work.kind === "idle" && session.getSnapshot().editing.progress === null,
    { timeout: 20_000, interval: 1 },
  );

export async function readFile(session: ImportSession): Promise<void> {
  session.chooseDestination(destination);
  session.chooseFile(keptFile());
  await idle(session);
}

/** A page whose import is mapped, and kept. */
export async function mapped(server: Server, sending: Partial<ImportSessionParts["api"]> = {}) {
  const page = open(server, sending);
  await readFile(page.session);
  page.session.goTo("map");
  page.session.setTarget(2, "website");
  await isKept(page.keeper);
  return { ...page, id: page.keeper.getSnapshot().id ?? "" };
}

/** The page is opened anew by its address. */
export async function reopened(server: Server, id: string) {
  const page = open(server);
  page.session.chooseDestination(destination);
  page.keeper.resume(await server.api.read(id));
  return page;
}
