import { expect, test } from "vitest";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { Workbook } from "@/lib/workbook/workbook";
import { createInProcessWorker } from "./in-process-worker";

const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  ...{ path, label: path, type: "string", required: null, readOnly: null },
  ...more,
});
const fields = [field("Code", { maxLength: 4 }), field("Limit", { type: "number" })];
const mapping: Mapping = {
  entries: fields.map(({ path }, column) => ({
    field: path,
    source: { kind: "column", column },
    reason: { kind: "chosen" },
  })),
};

async function checked(rows: readonly string[]) {
  const worker = createInProcessWorker();
  const text = ["code;limit;note", ...rows].map((row) => `${row}\n`).join("");
  await worker.openFile(new File([text], "t.csv"), { delimiter: ";", headerRow: 1, encoding: "utf-8" });
  await worker.check(mapping, fields);
  return worker;
}

test("a repair of a column says how many cells it would change, and the first of them, before it is done", async () => {
  const worker = await checked(["A1;1.234,50;x", "A2;7;x", "A3;12,5;x", "A4;ten;x"]);
  const { kinds } = await worker.check(mapping, fields);
  const command = kinds.find(({ code }) => code === "number_form")?.fixAll[0]?.command;
  if (command === undefined) throw new Error("No command came with the kind");
  expect(await worker.preview(command)).toEqual({
    cells: 2,
    rows: 2,
    first: [
      { fileRow: 2, column: 1, before: "1.234,50", after: "1234.50" },
      { fileRow: 4, column: 1, before: "12,5", after: "12.5" },
    ],
  });
  const { counts } = await worker.edit(command);
  expect(counts?.edited).toBe(2);
});

test("how far the rows are read is told while the cells of a repair are counted", async () => {
  const lines = Array.from({ length: 2_000 }, (_, row) => `A${row};${row},50;x`);
  const worker = await checked(lines);
  const { kinds } = await worker.check(mapping, fields);
  const command = kinds.find(({ code }) => code === "number_form")?.fixAll[0]?.command;
  if (command === undefined) throw new Error("No command came with the kind");
  const told: number[] = [];
  const { cells } = await worker.preview(command, { onProgress: ({ rows }) => told.push(rows) });
  expect(cells).toBe(lines.length);
  expect(told.some((rows) => rows > 0 && rows < lines.length)).toBe(true);
});

test("what would be excluded is counted in rows", async () => {
  const worker = await checked(["A1;1;x", "LONGER;2;x", "LONGEST;3;x"]);
  const rows = { filter: { show: "errors" } } as const;
  expect(await worker.preview({ kind: "exclude", rows })).toEqual({ cells: 0, rows: 2, first: [] });
});

test("one fill writes a value into each of several columns, and one undo takes it back", async () => {
  const worker = await checked(["A1;1;x", "A2;2;y", "A3;3;z"]);
  const values = [
    { column: 0, value: "B" },
    { column: 2, value: "n" },
  ];
  await worker.edit({ kind: "fill", into: { filter: { show: "all" }, from: 1, count: 2 }, values });
  const cells = async () => (await worker.rows(0, 9)).map((row) => row.cells.join(" "));
  expect(await cells()).toEqual(["A1 1 x", "B 2 n", "B 3 n"]);
  await worker.undo();
  expect(await cells()).toEqual(["A1 1 x", "A2 2 y", "A3 3 z"]);
});

test("where in the file the rows of a filter lie is told part by part", async () => {
  const rows = Array.from(
    { length: 1000 },
    (_, at) => `${[0, 1, 499, 999].includes(at) ? "TOO LONG" : "A"};1;x`,
  );
  const worker = await checked(rows);
  expect(await worker.spread({ show: "errors" }, 100)).toEqual([0, 49, 99]);
  expect(await worker.spread({ show: "errors" }, 3000)).toEqual([0, 3, 1497, 2997]);
  expect(await worker.spread({ show: "warnings" }, 100)).toEqual([]);
});

test("rows with issues are exported as they are now, with their numbers and reasons, every cell as text", async () => {
  const worker = await checked(["A1;1;x", "LONGER;=1+1;007", "A3;3;z"]);
  await worker.edit({ kind: "set", cells: [{ row: 1, column: 2, value: "007 new" }] });
  const { file, rows, cut } = await worker.exportRows({ show: "issues" }, "xlsx");
  expect([rows, cut]).toEqual([1, 0]);
  const book = await Workbook.open(file);
  const { text } = await book.read(book.firstChoice().name);
  expect(await new Blob(text).text()).toBe(
    [
      '"Row in the file","What was found","code","limit","note"',
      '3,"Code: 6 characters, 4 are allowed. Expected: At most 4 characters',
      'Limit: ""=1+1"" is not a plain number. Expected: A plain number such as -1234.56",LONGER,=1+1,007 new',
      "",
    ].join("\n"),
  );
});

test("a value too long for a cell of a workbook says so beside its row; the raw CSV holds all of it", async () => {
  const long = "n".repeat(32_768);
  const worker = await checked([`A1;1;${long}`, "A2;2;x"]);
  await worker.edit({ kind: "exclude", rows: { rows: [1] } });
  const book = await worker.exportRows({ show: "all" }, "xlsx");
  expect(book.cut).toBe(1);
  const opened = await Workbook.open(book.file);
  const text = await new Blob((await opened.read("Rows")).text).text();
  expect(text).toContain("note: longer than a cell of a spreadsheet holds");
  const raw = await worker.exportRows({ show: "all" }, "csv");
  const rows = (await raw.file.text()).split("\n");
  expect(rows[1] === `2,,A1,1,${long}`).toBe(true);
  expect(rows[2]).toBe("3,Excluded.,A2,2,x");
  expect([...new Uint8Array(await raw.file.slice(0, 3).arrayBuffer())]).toEqual([0xef, 0xbb, 0xbf]);
});
