import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import type { ReadingOverrides } from "@/lib/csv/reading";
import { createInProcessWorker, writeWhole } from "./in-process-worker";
import type { Progress } from "./protocol";
import { customers, fileOf, mapped } from "./worker-bench";

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
