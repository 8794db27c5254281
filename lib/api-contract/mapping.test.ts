import { expect, test } from "vitest";
import type { Mapping } from "@/lib/mapping/mapping";
import { keptMappingSchema, ofKept, toKept } from "./mapping";

const mapping: Mapping = {
  entries: [
    {
      field: "name",
      source: { kind: "columns", columns: [2, 0], separator: " ", skipBlanks: true },
      reason: { kind: "chosen" },
      steps: [{ kind: "trim", inside: true }, { kind: "case", to: "title" }, { kind: "fill_above" }],
    },
    {
      field: "amount",
      source: { kind: "column", column: 1 },
      reason: { kind: "similar", percent: 91 },
      steps: [{ kind: "number", read: { decimal: ",", credit: "negative" }, percent: "fraction" }],
    },
    {
      field: "due",
      source: { kind: "column", column: 3 },
      reason: { kind: "synonym" },
      steps: [
        { kind: "date", read: { order: "dmy", pivot: 49 }, write: "dd/MM/yyyy" },
        { kind: "split", by: "-", take: "last", missing: "stop" },
        { kind: "replace", find: "a", by: "", matchCase: false, wholeCell: true },
        { kind: "pad", length: 6, with: "0", side: "start" },
        { kind: "default", value: "none" },
      ],
      values: { pairs: [{ from: "D", to: { kind: "value", value: "DE" } }], others: "stop" },
    },
    { field: "note", source: { kind: "constant", value: "row {row}" }, reason: { kind: "chosen" } },
  ],
  ignored: [4],
  mode: "upsert",
  key: "name",
};

test("a mapping comes back from JSON as it was kept", () => {
  const kept = keptMappingSchema.parse(JSON.parse(JSON.stringify(toKept(mapping))));
  expect(ofKept(kept)).toEqual(mapping);
});

test("what the version does not know is refused, not left out", () => {
  const kept = toKept(mapping);
  const [entry] = kept.entries;
  const step = { kind: "reverse" };
  expect(keptMappingSchema.safeParse({ ...kept, version: 2 }).success).toBe(false);
  expect(keptMappingSchema.safeParse({ ...kept, more: 1 }).success).toBe(false);
  expect(keptMappingSchema.safeParse({ ...kept, entries: [{ ...entry, steps: [step] }] }).success).toBe(
    false,
  );
});

test("a field is fed once, blanks are filled once, a value stands once, and updating has a key", () => {
  const kept = toKept(mapping);
  const [entry] = kept.entries;
  const fill = { kind: "fill_above" };
  const pair = { from: "a", to: { kind: "blank" } };
  const refused = (changes: object) => keptMappingSchema.safeParse({ ...kept, ...changes }).success === false;
  expect(refused({ entries: [entry, entry] })).toBe(true);
  expect(refused({ entries: [{ ...entry, steps: [fill, fill] }] })).toBe(true);
  expect(refused({ entries: [{ ...entry, values: { pairs: [pair, pair], others: "stop" } }] })).toBe(true);
  expect(refused({ key: undefined })).toBe(true);
});
