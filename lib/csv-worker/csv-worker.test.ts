import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { parse as csvParse } from "csv-parse/sync";
import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import type { ReadingOverrides } from "@/lib/csv/reading";
import { type Mapping, setConstant, setTarget } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { createCsvWorkerClient } from "./client";
import { CsvWorkerError } from "./conversation";
import { createInProcessPort, createInProcessWorker, writeWhole } from "./in-process-worker";
import type { Progress } from "./protocol";

afterEach(() => void vi.unstubAllGlobals());

const fileOf = (content: string | Uint8Array<ArrayBuffer>, name = "customers.csv") =>
  new File([content], name, { lastModified: 1_700_000_000_000 });

const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  path,
  label: path,
  type: "string",
  required: null,
  readOnly: null,
  ...more,
});

function mapped(...fields: (string | null)[]): Mapping {
  return fields.reduce<Mapping>((mapping, path, column) => setTarget(mapping, column, path).mapping, {
    entries: [],
  });
}

const fields = [
  field("reference", { label: "Reference", required: true, maxLength: 8 }),
  field("name", { label: "Name", required: true }),
  field("credit_limit", { label: "Credit limit", type: "number" }),
];
const customers = [
  "Account code;Name;Limit",
  "ACC-1;Acme;100",
  "ACC-2;;1.234,50",
  "",
  "ACC-3-LONG;Über;0",
  'ACC-4;"Two\nlines";5;6',
  "ACC-5;Last;-12.50",
  "",
  "",
].join("\r\n");
const mapping = mapped("reference", "name", "credit_limit");

test("a file is read slice by slice into its receipt, whatever the size of a slice", async () => {
  const whole = await createInProcessWorker(1 << 20).openFile(fileOf(customers));
  expect(whole).toMatchObject({
    name: "customers.csv",
    complete: true,
    sha256: createHash("sha256").update(customers).digest("hex"),
    rows: 5,
    blankRows: 1,
    trailingBlankRows: 1,
    firstFileRow: 2,
  });
  expect(whole.reading).toMatchObject({
    encoding: { value: "utf-8", evidence: "Every byte is valid UTF-8, with 1 character beyond ASCII" },
    delimiter: { value: ";", evidence: "Semicolon: 3 columns in 5 of the first 6 rows" },
    newline: { value: "CRLF", evidence: "CRLF ends each of 8 lines" },
    headerRow: { value: 1, evidence: "Row 1 is the first with 3 names" },
  });
  expect(whole.columns.map(({ label, filled, samples }) => [label, filled, samples])).toEqual([
    ["Account code", 5, ["ACC-1", "ACC-2", "ACC-3-LONG"]],
    ["Name", 4, ["Acme", "Über", "Two\nlines"]],
    ["Limit", 5, ["100", "1.234,50", "0"]],
  ]);
  expect(whole.preview.map(({ fileRow }) => fileRow)).toEqual([2, 3, 5, 6, 7]);
  for (const sliceBytes of [48, 61, 100]) {
    const sliced = await createInProcessWorker(sliceBytes).openFile(fileOf(customers), { delimiter: ";" });
    expect({ ...sliced, reading: null, findings: null }).toEqual({ ...whole, reading: null, findings: null });
  }
});

test("what the columns would be called under another reading is told without reading the file so", async () => {
  const worker = createInProcessWorker(64);
  const text = "List;of 3 Nov\nAccount code;Näme\nACC-1;Acme\nACC-2;Bolt\n";
  const before = await worker.openFile(fileOf(text));
  const readings: ReadingOverrides[] = [{ headerRow: 2 }, { delimiter: "," }, { headerRow: null }];
  expect(await worker.labelsUnder(readings)).toEqual([
    ["Account code", "Näme"],
    [expect.stringContaining("List;of")],
    ["Column 1", "Column 2"],
  ]);
  expect(await worker.labelsUnder([{ encoding: "utf-16le" }])).toEqual([expect.anything()]);
  expect((await worker.rows(0, 1))[0]?.cells).toEqual(before.preview[0]?.cells);
});

test("the first rows are there before the file is read to its end", async () => {
  const rows = Array.from({ length: 500 }, (_, index) => `${index},x\n`).join("");
  const heads: boolean[] = [];
  const progress: Progress[] = [];
  const facts = await createInProcessWorker(1000).openFile(
    fileOf(`id,name\n${rows}`),
    {},
    {
      onHead: (head) => heads.push(head.complete, head.preview.length > 50, head.rows < 500),
      onProgress: (step) => progress.push(step),
    },
  );
  expect(heads).toEqual([false, true, true]);
  expect(facts.rows).toBe(500);
  expect(progress.at(-1)).toEqual({ doneBytes: facts.sizeBytes, totalBytes: facts.sizeBytes, rows: 500 });
});

test("rows are given by position from anywhere in the file", async () => {
  const lines = Array.from({ length: 400 }, (_, index) =>
    index % 7 === 0 ? "\n" : `${index},"é\n${index}"\n`,
  );
  const bytes = new TextEncoder().encode(`id,name\n${lines.join("")}`);
  for (const overrides of [{}, { encoding: "windows-1252" }] satisfies ReadingOverrides[]) {
    const worker = createInProcessWorker(256);
    await worker.openFile(fileOf(bytes), overrides);
    const all = await worker.rows(0, 1000);
    expect(all).toHaveLength(342);
    for (const from of [0, 1, 57, 200, 341, 500]) {
      expect(await worker.rows(from, 20)).toEqual(all.slice(from, from + 20));
    }
  }
});

test("a row that is looked at says what is wrong with it, wherever it stands", async () => {
  const lines = Array.from({ length: 3000 }, (_, index) => `${index},x\n`).with(2500, '2500,"x"y\n');
  const worker = createInProcessWorker(4096);
  await worker.openFile(fileOf(`id,name\n${lines.join("")}`));
  expect(await worker.rows(2499, 2)).toMatchObject([
    { fileRow: 2501, cells: ["2499", "x"] },
    { fileRow: 2502, cells: ["2500", '"x"y'], flaws: ["stray_quote"] },
  ]);
});

test("every row is checked, and each issue says row, field, what is wrong and what is expected", async () => {
  const worker = createInProcessWorker();
  await worker.openFile(fileOf(customers), { delimiter: ";" });
  const result = await worker.check(mapping, fields);
  expect(result).toMatchObject({ rows: 5, ready: 2, withErrors: 3, withWarnings: 0, broken: 1 });
  const found = await worker.rows(0, 9, { filter: { show: "issues" } });
  expect(found.flatMap(({ issues }) => issues.map((i) => [i.fileRow, i.field, i.code, i.message]))).toEqual([
    [3, "name", "required", "A value is required here."],
    [3, "credit_limit", "number_form", '"1.234,50" is 1234.50 as this column is written.'],
    [5, "reference", "max_length", "10 characters, 8 are allowed."],
    [6, null, "ragged_row", "The row has 4 cells, the header 3. Values may stand in the wrong column."],
  ]);
  expect(found.map(({ index }) => index)).toEqual([1, 2, 3]);
  expect(result.kinds.map(({ label, count }) => [label, count])).toContainEqual(["Reference: too long", 1]);
});

test("what a check found so far is told while it runs, and never says more than the end does", async () => {
  let seconds = 0;
  const worker = createCsvWorkerClient(createInProcessPort(256, () => 1000 * seconds++));
  const lines = Array.from(
    { length: 200 },
    (_, at) => `ACC-${at};${at % 10 === 0 ? "" : `Name ${at}`};${at}`,
  );
  await worker.openFile(fileOf(`Account code;Name;Limit\n${lines.join("\n")}\n`));
  const progress: Progress[] = [];
  const result = await worker.check(mapping, fields, { onProgress: (at) => progress.push(at) });
  const found = progress.flatMap((at) => at.found ?? []);
  expect(found.length).toBeGreaterThan(5);
  const [first] = found;
  expect(first).toMatchObject({ rows: expect.any(Number), withErrors: expect.any(Number) });
  expect(first?.rows).toBeLessThan(result.rows);
  expect(first?.kinds[0]).toMatchObject({ label: "Name: missing", fixAll: [] });
  expect(first?.kinds[0]?.first[0]).toMatchObject({ fileRow: 2, message: "A value is required here." });
  for (const { ready, withErrors, excluded, rows } of found) expect(ready + withErrors + excluded).toBe(rows);
  const errors = found.map(({ withErrors }) => withErrors);
  expect(errors).toEqual(errors.toSorted((a, b) => a - b));
  expect(errors.at(-1)).toBeLessThanOrEqual(result.withErrors);
  expect(found.flatMap(({ kinds }) => kinds).every((kind) => kind.first.length <= 3)).toBe(true);
  expect(result).toEqual(await worker.check(mapping, fields));
});

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

test("a byte that is not UTF-8 deep in the file makes it Windows-1252, with the byte as evidence", async () => {
  const bytes = new Uint8Array([
    ...new TextEncoder().encode(`name\n${"Acme\n".repeat(500)}`),
    0x5a,
    0xfc,
    0x0a,
  ]);
  const facts = await createInProcessWorker(200).openFile(fileOf(bytes));
  expect(facts.reading.encoding).toEqual({
    value: "windows-1252",
    evidence:
      "Byte 2,507 (0xFC) is not valid UTF-8, and ü is a letter of German in Western European (Windows-1252)",
    chosen: false,
  });
  expect(facts.rows).toBe(501);
  const chosen = createInProcessWorker(200).openFile(fileOf(bytes), { encoding: "utf-8" });
  await expect(chosen).rejects.toMatchObject({ code: "invalid_bytes" });
});

test("a file that changed between two passes is refused, also when its size is the same", async () => {
  let content = new Blob(["name\nAcme\n"]);
  const file = fileOf("name\nAcme\n");
  file.slice = (from, to) => content.slice(from, to);
  file.stream = () => content.stream();
  const worker = createInProcessWorker();
  await worker.openFile(file);
  content = new Blob(["name\nAcmf\n"]);
  const changed = { code: "file_changed", message: "The file changed since you chose it. Choose it again." };
  await expect(writeWhole(worker, mapped("name"), [], "keep_errors_back")).rejects.toMatchObject(changed);
  content = new Blob(["name\n"]);
  await expect(worker.check(mapped("name"), [])).rejects.toMatchObject(changed);
});

test("where files have no stream of bytes, they are read slice by slice and give the same receipt", async () => {
  const whole = await createInProcessWorker(61).openFile(fileOf(customers));
  const file = fileOf(customers);
  file.stream = () => new ReadableStream<Uint8Array<ArrayBuffer>>();
  expect(await createInProcessWorker(61).openFile(file)).toEqual(whole);
});

test("a file the browser can no longer read is a file that changed", async () => {
  const file = fileOf("name\nAcme\n");
  const unreadable = new Blob([]);
  unreadable.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
  file.slice = () => unreadable;
  await expect(createInProcessWorker().openFile(file)).rejects.toMatchObject({ code: "file_changed" });
});

test("a task that is stopped is rejected at once, and the worker goes on with the next", async () => {
  const worker = createInProcessWorker(64);
  await worker.openFile(fileOf(customers), { delimiter: ";" });
  const stop = new AbortController();
  const check = worker.check(mapping, fields, { signal: stop.signal, onProgress: () => stop.abort() });
  await expect(check).rejects.toMatchObject({ code: "cancelled" });
  await expect(worker.check(mapping, fields, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
  expect((await worker.check(mapping, fields)).rows).toBe(5);
});

test("a reading that does not work leaves the one before in place", async () => {
  const worker = createInProcessWorker();
  await worker.openFile(fileOf(new Uint8Array([0x61, 0x0a, 0xe9, 0x0a])));
  const again = worker.openFile(fileOf(new Uint8Array([0x61, 0x0a, 0xe9, 0x0a])), { encoding: "utf-8" });
  await expect(again).rejects.toMatchObject({ code: "invalid_bytes" });
  expect(await worker.rows(0, 5)).toMatchObject([{ fileRow: 2, cells: ["é"] }]);
});

test.each([
  ["at its first slice", 0],
  ["at its last slice", customers.length],
])("a reading that is stopped %s leaves the one before in place", async (_, doneBytes) => {
  const worker = createInProcessWorker();
  await worker.openFile(fileOf(customers), { delimiter: ";" });
  const before = await worker.rows(0, 5);
  const stop = new AbortController();
  const again = worker.openFile(
    fileOf(customers),
    { delimiter: "," },
    { signal: stop.signal, onProgress: (step) => step.doneBytes >= doneBytes && stop.abort() },
  );
  await expect(again).rejects.toMatchObject({ code: "cancelled" });
  // Twice: what was stopped may have had a last step to take.
  expect(await worker.rows(0, 5)).toEqual(before);
  expect(await worker.rows(0, 5)).toEqual(before);
});

test("without a file every question is answered with an error, not with silence", async () => {
  const worker = createInProcessWorker();
  await expect(worker.check(mapping, fields)).rejects.toMatchObject({ code: "no_file" });
  await expect(worker.openFile(fileOf(""))).rejects.toMatchObject({
    code: "empty",
    message: "This file is empty.",
  });
  await expect(worker.rows(0, 1)).rejects.toBeInstanceOf(CsvWorkerError);
});

test("a worker that breaks ends what it was doing, and says so from then on", async () => {
  const port = createInProcessPort(64);
  const worker = createCsvWorkerClient(port);
  const opening = worker.openFile(fileOf(customers));
  port.fault("out of memory");
  await expect(opening).rejects.toMatchObject({ code: "crashed" });
  await expect(worker.rows(0, 1)).rejects.toThrow("The reader stopped unexpectedly: out of memory.");
});

test("after dispose what was under way is rejected", async () => {
  const worker = createInProcessWorker();
  const opening = worker.openFile(fileOf(customers));
  worker.dispose();
  await expect(opening).rejects.toMatchObject({ code: "cancelled" });
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
