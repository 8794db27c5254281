import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { DraftContent } from "../api-contract/drafts";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { createDrafts, type Drafts } from "./drafts";

let database: Database;
let drafts: Drafts;
let close: () => Promise<void>;

const upstreamUrl = "https://api.example.com/elements/api-v2";
const ana = { id: "ana", name: "Ana" };
const ben = { id: "ben", name: "Ben" };

const content: DraftContent = {
  ...{ connectionId: "1", connectionName: "Sage 200 UK", connectorKey: "sage200", objectName: "customers" },
  file: { name: "customers.csv", sizeBytes: 120, sha256: "abc", rows: 3, columns: ["reference", "name"] },
  ...{
    reading: { delimiter: ";" },
    step: "map",
    mapping: { version: 1, entries: [] },
    policy: null,
    layout: null,
  },
};
const edits = { version: 1, sha256: "abc", columns: 2, rows: 3, edits: [] };

beforeEach(async () => {
  const created = await createTestDatabase();
  const opened = openDatabase(created.url);
  database = opened.database;
  await migrate(database);
  drafts = createDrafts({ database, upstreamUrl, people: async () => [ana, ben] });
  close = async () => {
    await opened.close();
    await created.drop();
  };
});
afterEach(() => close());

const create = (id: string = randomUUID()) => drafts.create({ id, content, writer: "page 1" }, ana);
const save = (id: string, version: number, more: object = {}, writer = "page 1") =>
  drafts.save(id, { version, writer, content, ...more }, ana);

test("what was chosen comes back as it was, to its owner and to nobody else", async () => {
  const { id, version } = await create();
  expect(version).toBe(1);
  expect(await drafts.get(id, ana)).toMatchObject({ id, version: 1, writer: "page 1", content, edits: null });
  expect(await drafts.list(ana)).toMatchObject([
    { id, objectName: "customers", step: "map", handedBy: null, file: { name: "customers.csv", rows: 3 } },
  ]);
  expect(await drafts.list(ben)).toEqual([]);
  await expect(drafts.get(id, ben)).rejects.toMatchObject({ status: 404 });
  await expect(drafts.save(id, { version: 1, writer: "x", content }, ben)).rejects.toMatchObject({
    status: 404,
  });
  await drafts.remove(id, ben);
  expect(await drafts.list(ana)).toHaveLength(1);
  await drafts.remove(id, ana);
  expect(await drafts.list(ana)).toEqual([]);
});

test("asking twice makes one, and nobody takes another's by its name", async () => {
  const { id } = await create();
  expect(await create(id)).toMatchObject({ id, version: 1 });
  expect(await drafts.list(ana)).toHaveLength(1);
  await expect(drafts.create({ id, content, writer: "page 2" }, ben)).rejects.toMatchObject({ status: 404 });
});

test("of two tabs that change the same version one is told, and what the other wrote stays", async () => {
  const { id } = await create();
  const tabs = ["page 1", "page 2"].map((writer) =>
    save(id, 1, { content: { ...content, objectName: writer } }, writer),
  );
  const ended = await Promise.allSettled(tabs);
  expect(ended.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const winner = ended.findIndex(({ status }) => status === "fulfilled");
  expect(ended[1 - winner]).toMatchObject({ reason: { status: 409, code: "draft_moved" } });
  expect(await drafts.get(id, ana)).toMatchObject({ version: 2, objectName: `page ${winner + 1}` });
});

test("edits are kept only while they are wished for, and are gone after fourteen days", async () => {
  const { id } = await create();
  const kept = await save(id, 1, { edits });
  const days = (Date.parse(kept.editsUntil ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(13.9);
  expect(days).toBeLessThan(14.1);
  expect((await save(id, 2)).editsUntil).toBe(kept.editsUntil);
  expect((await drafts.get(id, ana)).edits).toEqual(edits);
  await database
    .updateTable("drafts")
    .set({ edits_until: new Date(Date.now() - 1) })
    .execute();
  expect(await drafts.get(id, ana)).toMatchObject({ edits: null, editsUntil: null });
  expect(await drafts.sweep()).toEqual({ edits: 1, drafts: 0 });
  const rows = await database.selectFrom("drafts").select(["edits"]).execute();
  expect(rows).toEqual([{ edits: null }]);
  expect((await save(id, 3, { edits })).editsUntil).not.toBeNull();
  expect((await save(id, 4, { edits: null })).editsUntil).toBeNull();
});

test("what nobody touched for ninety days is removed, and nothing younger", async () => {
  const old = await create();
  const young = await create();
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  await database
    .updateTable("drafts")
    .set({ saved_at: daysAgo(91) })
    .where("id", "=", old.id)
    .execute();
  await database
    .updateTable("drafts")
    .set({ saved_at: daysAgo(89) })
    .where("id", "=", young.id)
    .execute();
  expect(await drafts.sweep()).toEqual({ edits: 0, drafts: 1 });
  expect(await drafts.list(ana)).toMatchObject([{ id: young.id }]);
});

test("what is handed over belongs to the colleague alone, and the trail says so", async () => {
  const { id } = await create();
  await save(id, 1, { edits });
  await drafts.handOver(id, { version: 2, personId: "ben", withEdits: true }, ana);
  expect(await drafts.list(ben)).toMatchObject([{ id, handedBy: "Ana" }]);
  expect((await drafts.get(id, ben)).edits).toEqual(edits);
  await expect(drafts.get(id, ana)).rejects.toMatchObject({ code: "draft_handed_over" });
  await expect(save(id, 3)).rejects.toMatchObject({ code: "draft_handed_over" });
  const told = await database.selectFrom("audit_events").select(["actor_id", "detail"]).execute();
  expect(told).toEqual([
    {
      actor_id: "ana",
      detail: "Ana handed the unfinished import of customers.csv to Ben, with the edits of its rows.",
    },
  ]);
});

test("edits do not go along unless that is said, and nothing is handed to nobody or to oneself", async () => {
  const { id } = await create();
  await save(id, 1, { edits });
  for (const personId of ["nobody", "ana"])
    await expect(drafts.handOver(id, { version: 2, personId, withEdits: false }, ana)).rejects.toMatchObject({
      status: 422,
    });
  await expect(
    drafts.handOver(id, { version: 1, personId: "ben", withEdits: false }, ana),
  ).rejects.toMatchObject({ code: "draft_moved" });
  await drafts.handOver(id, { version: 2, personId: "ben", withEdits: false }, ana);
  expect((await drafts.get(id, ben)).edits).toBeNull();
});

test("who prepares the same file for the same object is told, without a way to it for others", async () => {
  const { id } = await create();
  const file = { connectionId: "1", objectName: "customers", sha256: "abc" };
  expect(await drafts.preparing(file, ana)).toMatchObject([{ id, by: "Ana", isMine: true }]);
  expect(await drafts.preparing(file, ben)).toMatchObject([{ id: null, by: "Ana", isMine: false }]);
  expect(await drafts.preparing({ ...file, objectName: "suppliers" }, ana)).toEqual([]);
  expect(await drafts.preparing({ ...file, sha256: "other" }, ana)).toEqual([]);
});

test("a person has a hundred at the most, and is told what to do then", async () => {
  for (let made = 0; made < 100; made += 1) await create();
  await expect(create()).rejects.toMatchObject({ status: 409, code: "too_many_drafts" });
});

test("edits that are too many are refused, and what was kept stays", async () => {
  const { id } = await create();
  const huge = { ...edits, edits: ["x".repeat(2 * 1024 * 1024)] };
  await expect(save(id, 1, { edits: huge })).rejects.toMatchObject({ status: 413 });
  expect(await drafts.get(id, ana)).toMatchObject({ version: 1, edits: null });
});

test("those of another Open Connectors are not shown: its ids name other things", async () => {
  const { id } = await create();
  const elsewhere = createDrafts({
    database,
    upstreamUrl: "https://api.elsewhere.example.com",
    people: async () => [],
  });
  expect(await elsewhere.list(ana)).toEqual([]);
  await expect(elsewhere.get(id, ana)).rejects.toMatchObject({ status: 404 });
});
