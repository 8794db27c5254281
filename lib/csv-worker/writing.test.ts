import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { parse as csvParse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { setConstant } from "@/lib/mapping/mapping";
import { createInProcessWorker, writeWhole } from "./in-process-worker";
import { customers, field, fields, fileOf, mapped, mapping } from "./worker-bench";

test("records and rows kept back add up to the rows of the file, and the bytes are canonical CSV", async () => {
  const worker = createInProcessWorker();
  const { rows } = await worker.openFile(fileOf(customers), { delimiter: ";" });
  const withConstant = setConstant(mapping, "country", "GB, UK");
  const written = await writeWhole(worker, withConstant, fields, "keep_errors_back");
  const { bytes } = written;
  expect(written.text).toBe(
    'reference,name,credit_limit,country\nACC-1,Acme,100,"GB, UK"\nACC-5,Last,-12.50,"GB, UK"\n',
  );
  expect(written.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(written.sizeBytes).toBe(bytes.length);
  expect(written.fileRows).toEqual([2, 7]);
  expect(written.records + written.keptBack.length).toBe(rows);
  expect(written.keptBack.at(-1)).toEqual({
    fileRow: 6,
    values: { "Account code": "ACC-4", Name: "Two\nlines", Limit: "5", "Column 4": "6" },
    // What is not simply a column's is kept as it would be sent.
    fields: { country: "GB, UK" },
    issues: [
      {
        code: "ragged_row",
        message: "The row has 4 cells, the header 3. Values may stand in the wrong column.",
      },
    ],
  });
});

test("what was waived and what was edited is told of the rows that are sent, and of no others", async () => {
  const worker = createInProcessWorker();
  await worker.openFile(fileOf(customers), { delimiter: ";" });
  await worker.check(mapping, fields);
  await worker.edit({ kind: "set", cells: [{ row: 1, column: 1, value: "Bright" }] });
  await worker.edit({ kind: "set", cells: [{ row: 2, column: 1, value: "Uber" }] });
  await worker.edit({ kind: "exclude", rows: { rows: [4] } });
  const all = await writeWhole(worker, mapping, fields, "send_all");
  expect(all.waived).toEqual([
    { code: "number_form", field: "credit_limit", label: "Credit limit: number in another form", rows: 1 },
    { code: "max_length", field: "reference", label: "Reference: too long", rows: 1 },
  ]);
  expect(all.edits).toEqual({
    cells: 2,
    first: [
      { fileRow: 3, column: "Name", before: "", after: "Bright" },
      { fileRow: 5, column: "Name", before: "Über", after: "Uber" },
    ],
  });
  const ready = await writeWhole(worker, mapping, fields, "keep_errors_back");
  expect([ready.waived, ready.edits]).toEqual([[], { cells: 0, first: [] }]);
});

test("a row whose cells may be shifted stays here even when rows with errors are sent", async () => {
  const worker = createInProcessWorker();
  await worker.openFile(fileOf(customers), { delimiter: ";" });
  const written = await writeWhole(worker, mapping, fields, "send_all");
  expect(written.fileRows).toEqual([[2, 3], 5, 7]);
  expect(written.keptBack.map(({ fileRow }) => fileRow)).toEqual([6]);
  expect(csvParse(written.text)).toHaveLength(5);
});

test("more kept back than one submission takes is said in words, before anything is uploaded", async () => {
  // The values of a row are kept by column name: long names make a small file large.
  const names = Array.from({ length: 40 }, (_, column) => `${"é".repeat(120)} ${column}`).join(";");
  const linesOf = (rows: number) => `Name;${names}\n${`;1${";".repeat(39)}\n`.repeat(rows)}`;
  const worker = createInProcessWorker(1 << 20);
  await worker.openFile(fileOf(linesOf(5200)), { delimiter: ";" });
  await expect(writeWhole(worker, mapped("name"), fields, "keep_errors_back")).rejects.toMatchObject({
    code: "too_many_kept_back",
    message:
      "The rows that would stay here with errors come to more than 50 MB, which is more than one import keeps. Look at the mapping, or correct the file and choose it again.",
  });
  await worker.openFile(fileOf(linesOf(4800)), { delimiter: ";" });
  const { keptBack } = await writeWhole(worker, mapped("name"), fields, "keep_errors_back");
  expect(keptBack).toHaveLength(4800);
  expect(Buffer.byteLength(JSON.stringify(keptBack))).toBeGreaterThan(45_000_000);
});

test("what is written equals an independent rendering of the same mapping", async () => {
  const cell = fc
    .array(fc.constantFrom("a", "é", '"', ",", "\n", "\r", " ", "1", "'"), { maxLength: 6 })
    .map((c) => c.join(""));
  const table = fc.array(fc.tuple(fc.constant("k"), cell, cell), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 16, max: 200 }), async (rows, sliceBytes) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
      const source = [["h1", "h2", "h3"], ...rows].map((row) => row.map(quoted).join("\t")).join("\r\n");
      const worker = createInProcessWorker(sliceBytes);
      await worker.openFile(fileOf(source), { delimiter: "\t", headerRow: 1, encoding: "utf-8" });
      const written = await writeWhole(worker, mapped("b", null, "a"), [], "send_all");
      const expected = [["b", "a"], ...rows.map(([first, , third]) => [first, third])];
      const plain = (text: string) => (/[",\r\n]/.test(text) ? quoted(text) : text);
      expect(written.text).toBe(expected.map((row) => `${row.map(plain).join(",")}\n`).join(""));
      const again = await writeWhole(worker, mapped("b", null, "a"), [], "send_all");
      expect(again.sha256).toBe(written.sha256);
    }),
    { numRuns: 60 },
  );
});

test("100,000 rows of 7 columns are read, checked and written", async () => {
  const line = (i: number) =>
    `AC${i},Customer ${i},${i}.50,"12, High Street",Leeds,LS1 ${i % 10}AB,a${i}@example.com\n`;
  const text = `ref,name,limit,street,city,code,email\n${Array.from({ length: 100_000 }, (_, i) => line(i)).join("")}`;
  const worker = createInProcessWorker(1 << 20);
  await worker.openFile(fileOf(text));
  const wide = [...fields, field("street"), field("city"), field("code"), field("email")];
  const all = mapped("reference", "name", "credit_limit", "street", "city", "code", "email");
  const result = await worker.check(all, wide);
  const written = await writeWhole(worker, all, wide, "keep_errors_back");
  expect(result.ready).toBe(100_000);
  expect(written.fileRows).toEqual([[2, 100_001]]);
});
