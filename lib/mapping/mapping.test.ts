import fc from "fast-check";
import { expect, test } from "vitest";
import { createFeeds } from "./feeds";
import {
  addTarget,
  changeEntry,
  emptyMapping,
  entryOfColumn,
  entryOfField,
  type Mapping,
  missingRequired,
  setConstant,
  setIgnored,
  setKey,
  setTarget,
  setUpdate,
} from "./mapping";
import type { TargetField } from "./target-field";

const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  path,
  label: path,
  type: "string",
  required: null,
  readOnly: null,
  ...more,
});
const target = (mapping: Mapping, column: number, path: string | null) =>
  setTarget(mapping, column, path).mapping;

test("a target is taken once: choosing it again moves it and says from where", () => {
  const first = target(target(emptyMapping, 0, "email"), 1, "name");
  const moved = setTarget(first, 2, "email");
  expect(moved).toMatchObject({ movedFrom: 0, constantDropped: null });
  expect(entryOfColumn(moved.mapping, 0)).toBeUndefined();
  expect(entryOfField(moved.mapping, "email")?.source).toEqual({ kind: "column", column: 2 });
  const constant = setConstant(moved.mapping, "country", "GB");
  expect(setTarget(constant, 0, "country")).toMatchObject({ movedFrom: null, constantDropped: "GB" });
  expect(setTarget(constant, 1, null)).toMatchObject({ movedFrom: null, constantDropped: null });
});

test("a column whose target changes lets go of the one before", () => {
  const mapping = target(target(emptyMapping, 0, "email"), 0, "name");
  expect(mapping.entries.map(({ field: path }) => path)).toEqual(["name"]);
  expect(target(mapping, 0, null).entries).toEqual([]);
});

test("a constant replaces a column, and taking it away leaves the field unfed", () => {
  const mapping = setConstant(target(emptyMapping, 0, "country"), "country", "GB");
  expect(mapping.entries).toMatchObject([{ field: "country", source: { kind: "constant", value: "GB" } }]);
  expect(setConstant(mapping, "country", null).entries).toEqual([]);
  const column = target(emptyMapping, 0, "country");
  expect(setConstant(column, "country", null)).toBe(column);
});

test("a field is missing when it is known to be required, can be written and is not fed", () => {
  const fields = [
    field("a", { required: true }),
    field("b", { required: true, readOnly: true }),
    field("c", { required: null }),
    field("d", { required: true }),
  ];
  expect(missingRequired(setConstant(emptyMapping, "d", "x"), fields).map(({ path }) => path)).toEqual(["a"]);
});

test("the order of the fields sent depends on the mapping alone, not on the order of the choices", () => {
  const choices = [0, 1, 2, 3].map((column) => ({ column, path: `f${column}` }));
  fc.assert(
    fc.property(fc.shuffledSubarray(choices, { minLength: 4 }), (order) => {
      const mapping = order.reduce(
        (before, { column, path }) => target(before, column, path),
        setConstant(emptyMapping, "k", "v"),
      );
      const sent = createFeeds(mapping).all.map((feed) =>
        feed.sent({ index: 0, fileRow: 2, cell: (column) => ["a", "b", "c"][column] ?? "" }),
      );
      expect(mapping.entries.map((entry) => entry.field)).toEqual(["f0", "f1", "f2", "f3", "k"]);
      expect(sent).toEqual(["a", "b", "c", "", "v"]);
    }),
  );
});

test("however targets are set, no field is fed twice", () => {
  const step = fc.tuple(fc.nat({ max: 4 }), fc.option(fc.constantFrom("a", "b", "c")));
  fc.assert(
    fc.property(fc.array(step), (choices) => {
      const mapping = choices.reduce((before, [column, path]) => target(before, column, path), emptyMapping);
      const paths = mapping.entries.map(({ field: path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    }),
  );
});

test("a column may feed several fields; each of them is given up alone", () => {
  const both = addTarget(target(emptyMapping, 0, "name"), 0, "email").mapping;
  expect(both.entries.map(({ field: path }) => path)).toEqual(["name", "email"]);
  expect(setTarget(both, 0, null, "email").mapping.entries).toMatchObject([{ field: "name" }]);
  expect(setTarget(both, 0, "phone", "name").mapping.entries.map(({ field: path }) => path)).toEqual([
    "email",
    "phone",
  ]);
});

test("another field keeps what is done to the values on the way, but not which value is sent for which", () => {
  const steps = [{ kind: "trim" as const, inside: false }];
  const values = { pairs: [], others: "stop" as const };
  const changed = changeEntry(target(emptyMapping, 0, "name"), "name", { steps, values });
  const moved = target(changed, 0, "email");
  expect(moved.entries).toEqual([
    { field: "email", source: { kind: "column", column: 0 }, reason: { kind: "chosen" }, steps },
  ]);
  expect(changeEntry(moved, "email", { steps: [] }).entries[0]).not.toHaveProperty("steps");
});

test("a column that is ignored feeds nothing, until a field is chosen for it", () => {
  const ignored = setIgnored(target(emptyMapping, 1, "name"), 1, true);
  expect(ignored).toMatchObject({ entries: [], ignored: [1] });
  expect(target(ignored, 1, "name")).toMatchObject({ entries: [{ field: "name" }], ignored: [] });
});

test("updating has a key; creating may have one", () => {
  const updating = setUpdate(target(emptyMapping, 0, "email"), "email");
  expect(updating).toMatchObject({ mode: "upsert", key: "email" });
  expect(setUpdate(updating, null)).toEqual({ entries: updating.entries, key: "email" });
  expect(setKey(updating, null)).toEqual({ entries: updating.entries });
});
