import { afterEach, beforeEach, expect, test } from "vitest";
import { writeRowKey } from "@/lib/csv/row-key";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { CsvWorkerClient } from "./client";
import { createInProcessWorker, writeWhole } from "./in-process-worker";

let worker: CsvWorkerClient;
afterEach(() => worker.dispose());

const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  ...{ path, label: path, type: "string", required: null, readOnly: null },
  ...more,
});
const fields = [field("reference", { maxLength: 4 }), field("name", { maxLength: 5 })];
const mapping: Mapping = {
  ...{ mode: "upsert", key: "reference" },
  entries: fields.map(({ path }, at) => ({
    field: path,
    source: { kind: "column", column: 4 + at },
    reason: { kind: "same_name" },
  })),
};
const key = (row: number) => writeRowKey({ job: 41, held: false, row });
const heading = "row key,row,state,reason,reference,name";
const reference = 4;
const name = 5;

const set = (row: number, column: number, value: string) =>
  worker.edit({ kind: "set", cells: [{ row, column, value }] });
const write = (policy: "keep_errors_back" | "send_all" = "keep_errors_back") =>
  writeWhole(worker, mapping, fields, policy);

beforeEach(async () => {
  worker = createInProcessWorker(64);
  // One name is longer than the connector says that it takes: it was accepted all the same.
  const lines = ["R1,Ann", "R2,Benedict", "R3,Cy", "R4,Dee", "R4,Eve", ",Fay"].map(
    (cells, at) => `${key(at + 1)},${at + 11},done,,${cells}`,
  );
  const facts = await worker.openFile(new File([`${[heading, ...lines].join("\n")}\n`], "done.csv"), {
    rowKeys: "done",
  });
  expect(facts.correction?.areDone).toBe(true);
});

test("rows that were accepted are not judged again, and none is ready before it is changed", async () => {
  const check = await worker.check(mapping, fields);
  expect(check).toMatchObject({ rows: 6, ready: 0, edited: 0 });
  expect(check.kinds.map(({ code }) => code)).toEqual(["duplicate"]);
});

test("only rows that were changed are written, under their numbers and with what they were", async () => {
  await worker.check(mapping, fields);
  const { counts } = await set(2, name, "Cyril");
  expect(counts).toMatchObject({ ready: 1, edited: 1 });
  const { text, records, rowKeys, edits, rows } = await write();
  expect(text).toBe("reference,name\nR3,Cyril\n");
  expect({ records, rowKeys }).toEqual({ records: 1, rowKeys: [key(3)] });
  expect(edits).toEqual({
    cells: 1,
    first: [{ fileRow: 13, column: "name", before: "Cy", after: "Cyril" }],
  });
  expect(await rows.fileRows.text()).toBe("[13]");
  expect(await rows.keptBack.text()).toBe("[]");
  const undone = await worker.undo();
  expect(undone.counts).toMatchObject({ ready: 0, edited: 0 });
});

test("a value that is set back to what was sent is no change", async () => {
  await worker.check(mapping, fields);
  await set(0, name, "Anna");
  const { counts } = await set(0, name, "Ann");
  expect(counts).toMatchObject({ ready: 0, edited: 0 });
});

test("what is changed is checked as any row is", async () => {
  await worker.check(mapping, fields);
  const { counts } = await set(0, name, "Annabel");
  expect(counts).toMatchObject({ ready: 0 });
  expect(counts?.kinds.map(({ code }) => code)).toContain("max_length");
});

test.each([
  ["whose key was changed", 0, reference, "R9", "key_changed"],
  ["without a key", 5, name, "Fae", "key_changed"],
  ["that has its key with another, the first", 3, name, "Di", "duplicate"],
  ["that has its key with another, the second", 4, name, "Eva", "duplicate"],
])(
  "a row %s is not sent: another record would be updated, or one more created",
  async (_case, row, column, value, code) => {
    await worker.check(mapping, fields);
    const { counts } = await set(row, column, value);
    expect(counts?.ready).toBe(0);
    const [shown] = await worker.rows(0, 1, { filter: { show: "edited" } });
    expect(shown?.issues.map((issue) => issue.code)).toContain(code);
    expect((await write("send_all")).records).toBe(0);
  },
);

const droppedBack = (text: string) => new File([text], "corrected.csv");

test("a file that comes back from a spreadsheet changes the rows it has otherwise, told by their keys; the rest stays as it was sent", async () => {
  await worker.check(mapping, fields);
  // Other order, other delimiter, a row and a column fewer, a quoted line break; one row as it was.
  const back = `row key;name;reason\r\n${key(3)};"Cy\nril";\r\n${key(1)};Ann;\r\n${key(2)};Ben;\r\n`;
  const { counts, edits, undo } = await worker.takeOver(droppedBack(back));
  expect(counts).toMatchObject({ ready: 1, edited: 2 });
  expect({ edits, kind: undo?.kind }).toEqual({ edits: 1, kind: "set" });
  expect((await write()).text).toBe("reference,name\nR2,Ben\n");
  const shown = await worker.rows(0, 2, { filter: { show: "edited" } });
  expect(shown.map(({ before }) => before)).toEqual([
    [{ column: name, value: "Benedict" }],
    [{ column: name, value: "Cy" }],
  ]);
  expect((await worker.undo()).counts).toMatchObject({ ready: 0, edited: 0 });
});

test("the file that comes back counts also over what was changed meanwhile, and a key that it lost is told", async () => {
  await worker.check(mapping, fields);
  await set(0, name, "Anna");
  await set(1, name, "Bea");
  const back = `${heading}\n${key(1)},11,done,,R1,Ann\n${key(2)},12,done,,2,Ben\n`;
  const { counts } = await worker.takeOver(droppedBack(back));
  expect(counts).toMatchObject({ ready: 0, edited: 1 });
  expect(counts?.kinds.map(({ code }) => code)).toContain("key_changed");
});

test("a value of a field that is called like a column of ours is taken over too", async () => {
  const own = `${key(1)},11,done,`;
  const names = "row key,row,state,reason,reference,state";
  await worker.openFile(new File([`${names}\n${own},R1,Ohio\n`], "done.csv"), { rowKeys: "done" });
  await worker.takeOver(droppedBack(`${names}\n${own},R1,Utah\n`));
  const [row] = await worker.rows(0, 1);
  expect(row?.before).toEqual([{ column: 5, value: "Ohio" }]);
});

test.each([
  ["no row differs", `${heading}\n${key(1)},11,done,,R1,Ann\n`, "Nothing in corrected.csv differs"],
  [
    "a row is of another import",
    `row key,name\n${writeRowKey({ job: 9, held: false, row: 1 })},Jo\n`,
    "row 2",
  ],
  ["a row has no key", `row key,name\n${key(1)},Jo\n,Flo\n`, "1 row without a key: row 3"],
  ["two rows have one key", `row key,name\n${key(1)},Jo\n${key(1)},Flo\n`, "that another row has"],
  ["the keys are gone", "reference,name\nR1,Jo\n", "no column “row key”"],
  ["a column was not sent", `row key,name,phone\n${key(1)},Jo,12\n`, "The column “phone” was not sent"],
])("nothing is changed where %s, and why is said", async (_case, back, words) => {
  await worker.check(mapping, fields);
  await expect(worker.takeOver(droppedBack(back))).rejects.toMatchObject({
    code: "row_keys",
    message: expect.stringContaining(words),
  });
  expect(await worker.history()).toMatchObject({ edits: 0, counts: { edited: 0 } });
});
