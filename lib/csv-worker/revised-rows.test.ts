import { afterEach, beforeEach, expect, test } from "vitest";
import { writeRowKey } from "@/lib/csv/row-key";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { CsvWorkerClient } from "./client";
import { createInProcessWorker } from "./in-process-worker";

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
const write = async (policy: "keep_errors_back" | "send_all" = "keep_errors_back") => {
  let text = "";
  const decoder = new TextDecoder();
  const onBytes = (bytes: Uint8Array, taken: () => void) => {
    text += decoder.decode(bytes);
    taken();
  };
  const written = await worker.write(mapping, fields, policy, { from: 0, onBytes });
  return { text, ...written };
};

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
