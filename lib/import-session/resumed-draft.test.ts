import { expect, test } from "vitest";
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
import { fileOf } from "./session-bench";

test("a page that is opened anew goes on where it was, as soon as the same file comes", async () => {
  const server = createServer();
  const first = await mapped(server);
  first.session.goTo("check");
  await idle(first.session);
  first.session.setPolicy("all_or_nothing");
  await isKept(first.keeper);
  const { session, keeper } = await reopened(server, first.id);
  expect(keeper.getSnapshot().waits).toMatchObject({ id: first.id });
  session.chooseFile(keptFile());
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

test("a mapping of another version is said to be lost, and the file stays", async () => {
  const server = createServer();
  const { id } = await mapped(server);
  const kept = server.kept.get(id);
  if (kept) kept.content.mapping = { version: 99, entries: [] };
  const { session, keeper } = await reopened(server, id);
  session.chooseFile(keptFile());
  await until(keeper, ({ fitted }) => fitted !== null);
  expect(keeper.getSnapshot().fitted).toMatchObject({ kind: "same_file", mappingLost: true });
  expect(session.getSnapshot().draft).toMatchObject({ reached: "file", file: { rows: 2 } });
});
