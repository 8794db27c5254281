import fc from "fast-check";
import { expect, test } from "vitest";
import { writeRecord } from "@/lib/csv/write-csv";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import type { Step } from "@/lib/mapping/step";
import type { CsvWorkerClient } from "./client";
import { createInProcessWorker, writeWhole } from "./in-process-worker";
import type { GridRow } from "./protocol";
import { field } from "./worker-bench";

const entry = (path: string, source: MappingEntry["source"], more: Partial<MappingEntry> = {}) => ({
  field: path,
  source,
  reason: { kind: "chosen" as const },
  ...more,
});
const settings = { delimiter: ",", headerRow: 1, encoding: "utf-8" } as const;

async function opened(rows: readonly string[][], sliceBytes = 64): Promise<CsvWorkerClient> {
  const worker = createInProcessWorker(sliceBytes);
  const header = rows[0]?.map((_, index) => `c${index}`) ?? [];
  await worker.openFile(new File([[header, ...rows].map(writeRecord).join("")], "t.csv"), settings);
  return worker;
}

const german: Step = { kind: "number", read: { decimal: ",", credit: null }, percent: "keep" };

test("amounts, dates, joins, splits, maps, pads and constants are sent as they were put right", async () => {
  const worker = await opened([
    ["7", "Muster, Anna", "1.234,50", "31.12.2026", "D", "Bahnhofstr. 1", "Bern"],
    ["123", "Berg", "(5,00)", "1.2.27", "CH", "", "Basel"],
  ]);
  const fields = ["id", "last", "amount", "due", "country", "address", "note"].map((path) => field(path));
  const mapping: Mapping = {
    entries: [
      entry(
        "id",
        { kind: "column", column: 0 },
        { steps: [{ kind: "pad", length: 5, with: "0", side: "start" }] },
      ),
      entry(
        "last",
        { kind: "column", column: 1 },
        { steps: [{ kind: "split", by: ",", take: "first", missing: "stop" }] },
      ),
      entry("amount", { kind: "column", column: 2 }, { steps: [german] }),
      entry(
        "due",
        { kind: "column", column: 3 },
        { steps: [{ kind: "date", read: { order: "dmy", pivot: 49 }, write: null }] },
      ),
      entry(
        "country",
        { kind: "column", column: 4 },
        { values: { pairs: [{ from: "D", to: { kind: "value", value: "DE" } }], others: "as_is" } },
      ),
      entry("address", { kind: "columns", columns: [5, 6], separator: ", ", skipBlanks: true }),
      entry("note", { kind: "constant", value: "row {row}" }),
    ],
  };
  expect(await worker.check(mapping, fields)).toMatchObject({ ready: 2, withErrors: 0 });
  expect((await writeWhole(worker, mapping, fields, "keep_errors_back")).text).toBe(
    [
      "id,last,amount,due,country,address,note",
      '00007,Muster,1234.50,2026-12-31,DE,"Bahnhofstr. 1, Bern",row 2',
      "00123,Berg,-5.00,2027-02-01,CH,Basel,row 3",
      "",
    ].join("\n"),
  );
});

test("a value that cannot be changed holds its row back under either policy, and the reason is its issue", async () => {
  const worker = await opened([["1,50"], ["n/a"]]);
  const fields = [field("amount", { type: "number" })];
  const mapping: Mapping = {
    entries: [entry("amount", { kind: "column", column: 0 }, { steps: [german] })],
  };
  const { kinds, broken } = await worker.check(mapping, fields);
  expect(kinds).toMatchObject([{ code: "unread_amount", field: "amount", severity: "error", count: 1 }]);
  expect(broken).toBe(1);
  const written = await writeWhole(worker, mapping, fields, "send_all");
  expect(written).toMatchObject({ records: 1, keptBack: [{ fileRow: 3, values: { c0: "n/a" } }] });
  expect(written.text).toBe("amount\n1.50\n");
  // Put right in the file's cell, it goes through the same steps.
  await worker.edit({ kind: "set", cells: [{ row: 1, column: 0, value: "2,25" }] });
  expect((await writeWhole(worker, mapping, fields, "send_all")).text).toBe("amount\n1.50\n2.25\n");
});

test("a total of which nothing can be made stays here when all rows are sent, and so does what fails for an unknown field", async () => {
  const worker = createInProcessWorker(64);
  const text = "date;amount\n1.1.2026;10,50\n2.1.2026;20,25\n3.1.2026;1,25\nsoon;3,00\nTotal;35,00\n";
  await worker.openFile(new File([text], "t.csv"));
  const day: Step = { kind: "date", read: { order: "dmy", pivot: 49 }, write: null };
  const mapping: Mapping = {
    entries: [
      entry("date", { kind: "column", column: 0 }, { steps: [day] }),
      entry("amount", { kind: "column", column: 1 }, { steps: [german] }),
    ],
  };
  for (const fields of [[field("date"), field("amount")], []]) {
    expect((await worker.check(mapping, fields)).broken).toBe(2);
    const written = await writeWhole(worker, mapping, fields, "send_all");
    expect(written.text).toBe("date,amount\n2026-01-01,10.50\n2026-01-02,20.25\n2026-01-03,1.25\n");
    expect(written.keptBack.map(({ fileRow, issues }) => [fileRow, issues.map(({ code }) => code)])).toEqual([
      [5, ["unread_date"]],
      [6, ["totals_row", "unread_date"]],
    ]);
  }
});

test("what is sent is checked: behind the steps, with the fixes that the steps leave as they are", async () => {
  const worker = await opened([["Open "], ["paid"], ["shut"]]);
  const fields = [field("status", { allowedValues: [{ value: "open" }, { value: "paid" }] })];
  const trimmed: Mapping = {
    entries: [entry("status", { kind: "column", column: 0 }, { steps: [{ kind: "trim", inside: false }] })],
  };
  const [first] = (await worker.check(trimmed, fields)).kinds;
  expect(first).toMatchObject({ code: "allowed_values", count: 2 });
  expect(first?.first[0]).toMatchObject({ fileRow: 2, fixes: [{ value: "open" }] });
  const lower: Mapping = {
    entries: [
      entry(
        "status",
        { kind: "column", column: 0 },
        {
          steps: [
            { kind: "trim", inside: false },
            { kind: "case", to: "upper" },
          ],
        },
      ),
    ],
  };
  const [upper] = (await worker.check(lower, fields)).kinds;
  expect(upper).toMatchObject({ count: 3, first: [{ fileRow: 2, fixes: [] }, {}, {}] });
});

test("blanks are filled in the order of the file: an excluded row gives its value, a broken one stops those below", async () => {
  const worker = createInProcessWorker(16);
  const text = 'group,n\nA,1\n,2\nB,3\n,4\n"C"x,5\n,6\nD,7\n,8\n';
  await worker.openFile(new File([text], "t.csv"), settings);
  const fields = [field("group"), field("n")];
  const mapping: Mapping = {
    entries: [
      entry("group", { kind: "column", column: 0 }, { steps: [{ kind: "fill_above" }] }),
      entry("n", { kind: "column", column: 1 }),
    ],
  };
  await worker.check(mapping, fields);
  await worker.edit({ kind: "exclude", rows: { rows: [2] } });
  const { text: bytes, keptBack } = await writeWhole(worker, mapping, fields, "send_all");
  expect(bytes).toBe("group,n\nA,1\nA,2\nB,4\nD,7\nD,8\n");
  expect(keptBack.map(({ fileRow, issues }) => [fileRow, issues[0]?.code])).toEqual([
    [6, "stray_quote"],
    [7, "nothing_above"],
  ]);
  // Any row may be asked for alone, and an edit above is seen below.
  expect((await worker.rows(7, 1))[0]?.sent).toEqual([{ field: "group", value: "D" }]);
  await worker.edit({ kind: "set", cells: [{ row: 6, column: 0, value: "E" }] });
  expect((await worker.rows(7, 1))[0]?.sent).toEqual([{ field: "group", value: "E" }]);
});

test("keys are compared as they are sent", async () => {
  const worker = await opened([["1"], ["01"], ["001"], ["2"]]);
  const fields = [field("ref")];
  const mapping: Mapping = {
    entries: [
      entry(
        "ref",
        { kind: "column", column: 0 },
        { steps: [{ kind: "pad", length: 3, with: "0", side: "start" }] },
      ),
    ],
    key: "ref",
  };
  const { kinds } = await worker.check(mapping, fields);
  expect(kinds).toMatchObject([
    {
      code: "duplicate",
      count: 2,
      first: [{ fileRow: 3, message: '"001" stands in row 2 already.' }, { fileRow: 4 }],
    },
  ]);
});

test("keys of any length are told apart to their last character", async () => {
  const long = "Z".repeat(5000);
  const worker = await opened([[`${long}a`], [`${long}b`], [`${long}a`], ["Z".repeat(64)], ["Z".repeat(65)]]);
  const mapping: Mapping = { entries: [entry("ref", { kind: "column", column: 0 })], key: "ref" };
  const { kinds } = await worker.check(mapping, [field("ref")]);
  expect(kinds).toMatchObject([{ code: "duplicate", count: 1, first: [{ fileRow: 4 }] }]);
});

test("a trial shows what would be sent and what would not, before it is chosen", async () => {
  const worker = await opened([["1,5"], ["7"], ["x"], ["2,5"], ["2,5"], ["y"]]);
  const trial = await worker.tryEntry(entry("amount", { kind: "column", column: 0 }, { steps: [german] }));
  expect(trial).toMatchObject({ rows: 6, changed: 3, failed: 2 });
  expect(trial.lines.map(({ fileRow, cells, sent }) => [fileRow, cells[0], sent])).toEqual([
    [2, "1,5", "1.5"],
    [3, "7", "7"],
    [5, "2,5", "2.5"],
  ]);
  expect(trial.failing.map(({ fileRow }) => fileRow)).toEqual([4, 7]);
});

const cell = fc.constantFrom("", " ", "A", "b c", "1,5", "31.12.2026", "x,y", 'say "so"', "Ü");
const step: fc.Arbitrary<Step> = fc.constantFrom<Step>(
  { kind: "trim", inside: true },
  { kind: "case", to: "upper" },
  german,
  { kind: "date", read: { order: "dmy", pivot: 49 }, write: "dd/MM/yyyy" },
  { kind: "split", by: ",", take: 2, missing: "stop" },
  { kind: "split", by: " ", take: "rest", missing: "blank" },
  { kind: "replace", find: "A", by: '"', matchCase: true, wholeCell: false },
  { kind: "pad", length: 4, with: "0", side: "start" },
  { kind: "default", value: "none" },
);
const steps = fc
  .tuple(fc.array(step, { maxLength: 2 }), fc.boolean(), fc.array(step, { maxLength: 2 }))
  .map(([before, fills, behind]): Step[] => [
    ...before,
    ...(fills ? [{ kind: "fill_above" as const }] : []),
    ...behind,
  ]);
const sources = fc.constantFrom<MappingEntry["source"]>(
  { kind: "column", column: 0 },
  { kind: "column", column: 1 },
  { kind: "columns", columns: [1, 0], separator: " ", skipBlanks: true },
  { kind: "constant", value: "{row}/{{x}}" },
);

test("what is shown of every row, in whatever order it is asked for, is what is written", async () => {
  const made = fc.tuple(sources, steps);
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(rows, fc.array(made, { minLength: 1, maxLength: 3 }), async (cells, changes) => {
      const worker = await opened(cells.map((row) => [...row, "z"]));
      const entries = changes.map(([source, own], index) => entry(`f${index}`, source, { steps: own }));
      const mapping: Mapping = { entries };
      const fields = entries.map((one) => field(one.field));
      const { ready, rows: all } = await worker.check(mapping, fields);
      const shown: GridRow[] = [];
      for (let index = all - 1; index >= 0; index -= 1) shown.unshift(...(await worker.rows(index, 1)));
      const sendable = shown.filter(({ issues }) => !issues.some(({ severity }) => severity === "error"));
      const sentOf = (row: GridRow) =>
        entries.map(({ field: path, source }) => {
          const sent = row.sent.find((one) => one.field === path);
          if (sent !== undefined) return sent.value ?? "?";
          return source.kind === "column" ? (row.cells[source.column] ?? "") : "?";
        });
      const written = await writeWhole(worker, mapping, fields, "keep_errors_back");
      expect(written.records).toBe(ready);
      expect(written.text).toBe(
        [entries.map((one) => one.field), ...sendable.map(sentOf)].map(writeRecord).join(""),
      );
    }),
    { numRuns: 150 },
  );
});
