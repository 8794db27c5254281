import { expect, test, vi } from "vitest";
import { ApiError } from "@/lib/api-client/api-error";
import {
  createServer,
  idle,
  isKept,
  keptFile,
  mapped,
  open,
  readFile,
  reopened,
  until,
} from "./keeper-bench";

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
  again.session.chooseFile(keptFile());
  await vi.waitUntil(() => again.session.getSnapshot().editing.edits === 1, { timeout: 20_000, interval: 1 });
  expect(await again.session.grid.rows(1, 1)).toMatchObject([{ cells: ["A2", "Bolt", "blue"] }]);
  again.keeper.setKeepsEdits(false);
  await until(again.keeper, ({ editsUntil }) => editsUntil === null);
  expect(server.kept.get(id)?.edits).toBeNull();
});

test("of two pages on one import neither wins silently: the person takes theirs, or says that theirs counts", async () => {
  const server = createServer();
  const first = await mapped(server);
  const second = await reopened(server, first.id);
  second.session.chooseFile(keptFile());
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
  const save = vi.spyOn(server.api, "save");
  session.setConstant("website", "https://example.com");
  await keeper.flush();
  expect(save).not.toHaveBeenCalled();
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
  await vi.waitUntil(() => session.getSnapshot().jobId !== null, { timeout: 20_000, interval: 1 });
  expect(steps).toEqual(["send"]);
  expect(keeper.isBehind).toBe(false);
  expect(keeper.getSnapshot().keeping.kind).toBe("kept");
});
