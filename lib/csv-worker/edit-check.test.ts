import fc from "fast-check";
import { expect, test } from "vitest";
import type { EditCommand, RowFilter } from "@/lib/checks/edit";
import type { CheckCounts } from "@/lib/checks/issue";
import type { Repair } from "@/lib/checks/repair";
import { writeRecord } from "@/lib/csv/write-csv";
import type { Mapping } from "@/lib/mapping/mapping";
import type { CsvWorkerClient } from "./client";
import { createInProcessWorker, writeWhole } from "./in-process-worker";
import { field } from "./worker-bench";

const fields = [
  field("reference", { required: true, maxLength: 3 }),
  field("status", { allowedValues: [{ value: "open" }, { value: "paid" }] }),
  field("email"),
];
const mapping: Mapping = {
  entries: fields.map(({ path }, column) => ({
    field: path,
    source: { kind: "column", column },
    reason: { kind: "chosen" },
  })),
  key: "reference",
};
const settings = { delimiter: ",", headerRow: 1, encoding: "utf-8" } as const;

async function opened(rows: readonly string[][], sliceBytes = 64): Promise<CsvWorkerClient> {
  const worker = createInProcessWorker(sliceBytes);
  const text = [["reference", "status", "email"], ...rows].map(writeRecord).join("");
  await worker.openFile(new File([text], "t.csv"), settings);
  return worker;
}

const value = fc.constantFrom("A1", "A2", "A3", "LONG", "open", "Open", "x", "a@b.example");
const row = fc.tuple(value, value, value).map((cells): string[] => cells);
const filter: fc.Arbitrary<RowFilter> = fc.oneof(
  fc
    .constantFrom("all", "ready", "errors", "warnings", "excluded", "edited")
    .map((show): RowFilter => ({ show })),
  fc.constant<RowFilter>({ show: "kind", code: "duplicate", field: "reference" }),
);
const command = (rows: number): fc.Arbitrary<EditCommand> => {
  const index = fc.nat({ max: rows - 1 });
  const column = fc.nat({ max: 2 });
  return fc.oneof(
    fc.record({
      kind: fc.constant("set" as const),
      cells: fc.array(fc.record({ row: index, column, value }), { maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant("fill" as const),
      into: fc.record({ filter, from: index, count: index }),
      values: fc.uniqueArray(fc.record({ column, value }), { selector: ({ column }) => column }),
    }),
    fc.record({
      kind: fc.constant("replace" as const),
      find: fc.record({
        text: fc.constantFrom("A", "o", "-"),
        columns: fc.option(fc.constant(0).map((one) => [one])),
        matchCase: fc.boolean(),
        wholeCell: fc.constant(false),
      }),
      by: value,
    }),
    fc.record({
      kind: fc.constant("repair" as const),
      column: fc.constant(1),
      repair: fc.constant<Repair>({ kind: "allowed", values: ["open", "paid"] }),
    }),
    fc.record({ kind: fc.constant("exclude" as const), rows: fc.record({ filter }) }),
    fc.record({ kind: fc.constant("include" as const), rows: fc.record({ filter }) }),
  );
};
const scenario = fc.array(row, { minLength: 1, maxLength: 14 }).chain((rows) =>
  fc.tuple(
    fc.constant(rows),
    fc.array(fc.oneof(command(rows.length), fc.constantFrom("undo" as const, "redo" as const)), {
      maxLength: 6,
    }),
  ),
);

const filters: RowFilter[] = [
  { show: "ready" },
  { show: "errors" },
  { show: "warnings" },
  { show: "excluded" },
  { show: "edited" },
  { show: "kind", code: "duplicate", field: "reference" },
  { show: "kind", code: "allowed_values", field: "status" },
];

async function seen(worker: CsvWorkerClient, counts: CheckCounts) {
  const shown = await Promise.all(filters.map((one) => worker.rows(0, 100, { filter: one })));
  return {
    counts,
    rows: await worker.rows(0, 100),
    shown: shown.map((rows) => rows.map(({ index }) => index)),
  };
}

test("after any edits, undone and redone, the check is that of the same edits checked from scratch", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ([rows, steps]) => {
      const worker = await opened(rows);
      const checked = await worker.check(mapping, fields);
      let counts: CheckCounts = checked;
      for (const one of steps) {
        const outcome = await (one === "undo"
          ? worker.undo()
          : one === "redo"
            ? worker.redo()
            : worker.edit(one));
        expect(outcome.counts).not.toBeNull();
        counts = outcome.counts ?? counts;
      }
      const fresh = await opened(rows, 1 << 20);
      await fresh.restore(JSON.parse(JSON.stringify(await worker.edits())));
      const again = await fresh.check(mapping, fields);
      expect(await seen(worker, counts)).toEqual(await seen(fresh, again));
    }),
    { numRuns: 60 },
  );
});

test("the check after edits is that of a file with the edits in it, and so is what is written", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ([rows, steps]) => {
      const worker = await opened(rows);
      await worker.check(mapping, fields);
      const edits = steps
        .filter((one) => one !== "undo" && one !== "redo")
        .filter(({ kind }) => kind !== "exclude");
      for (const one of edits) await worker.edit(one);
      const now = await worker.rows(0, 100);
      const edited = await opened(now.map(({ cells }) => cells));
      await edited.check(mapping, fields);
      const there = await edited.rows(0, 100);
      expect(now.map(({ issues }) => issues)).toEqual(there.map(({ issues }) => issues));
      const written = await writeWhole(worker, mapping, fields, "send_all");
      expect(written.sha256).toBe((await writeWhole(edited, mapping, fields, "send_all")).sha256);
    }),
    { numRuns: 40 },
  );
});

test("an edited cell keeps its old value in sight, and undo puts it back", async () => {
  const worker = await opened([["A1", "Open", "a@b.example"]]);
  await worker.check(mapping, fields);
  const [row] = await worker.rows(0, 1);
  expect(row?.issues).toMatchObject([
    { code: "allowed_values", fixes: [{ label: 'Use "open"', value: "open" }] },
  ]);
  const outcome = await worker.edit({ kind: "set", cells: [{ row: 0, column: 1, value: "open" }] });
  expect(outcome).toMatchObject({ edits: 1, redo: null, counts: { ready: 1, edited: 1, kinds: [] } });
  expect(await worker.rows(0, 1)).toMatchObject([
    { cells: ["A1", "open", "a@b.example"], before: [{ column: 1, value: "Open" }], issues: [] },
  ]);
  expect(await worker.undo()).toMatchObject({ edits: 0, undo: null, counts: { ready: 0, edited: 0 } });
});

test("a row whose key stands before says where, and is fine when that row is excluded", async () => {
  const worker = await opened([
    ["A1", "open", ""],
    ["A2", "open", ""],
    ["A1", "paid", ""],
  ]);
  const { kinds } = await worker.check(mapping, fields);
  expect(kinds).toMatchObject([{ code: "duplicate", field: "reference", severity: "error", count: 1 }]);
  expect(kinds[0]?.first[0]?.message).toBe('"A1" stands in row 2 already.');
  const { counts } = await worker.edit({ kind: "exclude", rows: { rows: [0] } });
  expect(counts).toMatchObject({ ready: 2, excluded: 1, withErrors: 0, kinds: [] });
  const written = await writeWhole(worker, mapping, fields, "keep_errors_back");
  expect(written).toMatchObject({ records: 2, keptBack: [], excluded: [{ fileRow: 2 }], fileRows: [[3, 4]] });
});

test("all issues of a kind are put right by the command that comes with it", async () => {
  const worker = await opened(
    Array.from({ length: 300 }, (_, at) => [`A${at}`, at % 3 === 0 ? "OPEN" : "paid", ""]),
  );
  const { kinds } = await worker.check(mapping, fields);
  const kind = kinds.find(({ code }) => code === "allowed_values");
  expect(kind).toMatchObject({
    count: 100,
    fixAll: [{ label: "Write them as the allowed values are written" }],
  });
  const [fixAll] = kind?.fixAll ?? [];
  if (fixAll === undefined) throw new Error("No command came with the kind");
  const { counts } = await worker.edit(fixAll.command);
  expect(counts).toMatchObject({ edited: 100, withErrors: 200 });
  expect(counts?.kinds.map(({ code }) => code)).toEqual(["max_length"]);
});

test("rows of a kind are found over the whole file, and a step goes to the next and the one before", async () => {
  const worker = await opened(
    Array.from({ length: 3000 }, (_, at) => [`${at % 1000}`, at % 1000 === 7 ? "x" : "open", ""]),
  );
  await worker.check({ entries: mapping.entries }, [field("reference"), ...fields.slice(1)]);
  const wrong: RowFilter = { show: "kind", code: "allowed_values", field: "status" };
  expect(await worker.count(wrong)).toBe(3);
  const rows = await worker.rows(0, 10, { filter: wrong });
  expect(rows.map(({ index, issues }) => [index, issues.length])).toEqual([
    [7, 1],
    [1007, 1],
    [2007, 1],
  ]);
  const all: RowFilter = { show: "all" };
  expect(await worker.step(wrong, 7, 1, all)).toEqual({ index: 1007, line: 1007, place: 2, of: 3 });
  expect(await worker.step(wrong, 7, -1, all)).toBeNull();
  expect(await worker.step(wrong, 3000, -1, { show: "ready" })).toEqual({
    index: 2007,
    line: null,
    place: 3,
    of: 3,
  });
});

test("a search counts before it replaces, and its rows can be shown", async () => {
  const worker = await opened([
    ["A1", "open", "a@a.example"],
    ["A2", "paid", "b@b.example"],
  ]);
  const find = { text: "a", columns: [0, 2], matchCase: false, wholeCell: false };
  expect(await worker.matches(find)).toEqual({ cells: 4, rows: 2 });
  expect(await worker.matches({ ...find, matchCase: true, columns: [2] })).toEqual({ cells: 2, rows: 2 });
  const shown = await worker.rows(0, 9, { filter: { show: "matching", find: { ...find, text: "B@" } } });
  expect(shown.map(({ index }) => index)).toEqual([1]);
  await worker.edit({ kind: "replace", find, by: "Z" });
  expect((await worker.rows(0, 1))[0]?.cells).toEqual(["Z1", "open", "Z@Z.exZmple"]);
});

test("edits of another file are refused, and a bulk edit that is stopped is taken back", async () => {
  const worker = await opened([["A1", "Open", ""]]);
  const saved = await worker.edits();
  await expect(worker.restore({ ...saved, rows: 2 })).rejects.toMatchObject({ code: "other_file" });
  await worker.check(mapping, fields);
  const stop = new AbortController();
  const edit = worker.edit(
    { kind: "replace", find: { text: "O", columns: null, matchCase: true, wholeCell: false }, by: "o" },
    { signal: stop.signal, onProgress: () => stop.abort() },
  );
  await expect(edit).rejects.toMatchObject({ code: "cancelled" });
  expect((await worker.edits()).edits).toEqual([]);
  expect(await worker.rows(0, 1)).toMatchObject([
    { cells: ["A1", "Open", ""], issues: [{ code: "allowed_values" }] },
  ]);
});
