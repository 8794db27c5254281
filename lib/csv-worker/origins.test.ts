import { afterEach, expect, test } from "vitest";
import { writeRowKey } from "@/lib/csv/row-key";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { CsvWorkerClient } from "./client";
import { createInProcessWorker } from "./in-process-worker";

let worker: CsvWorkerClient;
afterEach(() => worker.dispose());

const field = (path: string): TargetField => ({
  ...{ path, label: path, type: "string", required: null, readOnly: null },
});
const fields = [field("tax_code"), field("name")];
const mapping: Mapping = {
  entries: [4, 5].map((column, at) => ({
    field: fields[at]?.path ?? "",
    source: { kind: "column", column },
    reason: { kind: "same_name" },
  })),
};
const key = (row: number, held = false) => writeRowKey({ job: 41, held, row });
const heading = "row key,row,state,reason,tax_code,name";

async function open(...lines: string[]) {
  worker = createInProcessWorker(64);
  const file = new File([`\ufeff${[heading, ...lines].join("\n")}\n`], "open.csv");
  return worker.openFile(file, { rowKeys: "open" });
}

test("a field that is called like a column of ours is a field all the same", async () => {
  worker = createInProcessWorker(64);
  const file = new File(
    [`row key,row,state,reason,name,state\n${key(17)},31,failed,No,Ann,Ohio\n`],
    "open.csv",
  );
  const facts = await worker.openFile(file, { rowKeys: "open" });
  expect(facts.correction?.columns).toEqual([0, 1, 2, 3]);
  expect(facts.columns.at(-1)).toMatchObject({ index: 5, header: "state" });
});

test("rows of an import keep the numbers they have in its file, and what was said of them stands on the cell it speaks of", async () => {
  const facts = await open(
    `${key(17)},31,failed,tax_code T9 is not known,T9,Ann`,
    `${key(0, true)},40,kept back,Name is missing.,T1,Ben`,
    `${key(20)},12,failed,Computer says no,T1,Cy`,
  );
  expect(facts.correction).toEqual({ jobs: [41], columns: [0, 1, 2, 3], areDone: false });
  const check = await worker.check(mapping, fields);
  const said = check.kinds.filter(({ code }) => code === "refused_before");
  expect(said.map(({ field, first }) => [field, first[0]?.fileRow, first[0]?.message])).toEqual([
    [null, 12, "Computer says no"],
    ["tax_code", 31, "tax_code T9 is not known"],
  ]);
  expect(check).toMatchObject({ ready: 3, withErrors: 0, withWarnings: 2 });
});

test("a row that was changed is not what was refused any more", async () => {
  await open(`${key(17)},31,failed,tax_code T9 is not known,T9,Ann`, `${key(18)},32,failed,No,T1,Ben`);
  await worker.check(mapping, fields);
  const cells = [{ row: 0, column: 4, value: "T1" }];
  const { counts } = await worker.edit({ kind: "set", cells });
  expect(counts?.withWarnings).toBe(1);
  const undone = await worker.undo();
  expect(undone.counts?.withWarnings).toBe(2);
});

test("what is sent says of each record which row it is", async () => {
  await open(`${key(17)},31,failed,No,T9,Ann`, `${key(3, true)},40,kept back,,T1,Ben`);
  await worker.check(mapping, fields);
  await worker.edit({ kind: "exclude", rows: { rows: [[0, 0]] } });
  const written = await worker.write(mapping, fields, "send_all", { from: 0, onBytes: (_, done) => done() });
  expect(written.rowKeys).toEqual([key(3, true)]);
});

test.each([
  ["without a key", ["", key(2)], /1 row without a key: row 2\./],
  [
    "with a key that was changed",
    [key(1).replace("r1", "r4"), key(2)],
    /1 row with a key that was changed: row 2\./,
  ],
  ["with the key of another", [key(2), key(3), key(2)], /1 row with a key that another row has: row 4\./],
])("a row %s is refused in words, and belongs into a new import", async (_case, keys, words) => {
  const opened = open(...keys.map((one) => `${one},3,failed,No,T1,Ann`));
  await expect(opened).rejects.toMatchObject({ code: "row_keys" });
  await expect(opened).rejects.toThrow(words);
  await expect(opened).rejects.toThrow(/new one/);
});

test("a file without keys is no correction: it starts a new import", async () => {
  worker = createInProcessWorker(64);
  const file = new File(["name\nAnn\n"], "new.csv");
  await expect(worker.openFile(file, { rowKeys: "open" })).rejects.toThrow(/start a new import/);
});
