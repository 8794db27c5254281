import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { makeWorkbook } from "@/lib/workbook/workbook-fixture";
import { createInProcessWorker } from "./in-process-worker";
import { pastedCells } from "./pasted-cells";

const cells = (...texts: string[]) =>
  `<row>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;

const workbook = () =>
  makeWorkbook(
    {
      sheets: [
        { name: "Customers", rows: cells("Export of May") + cells("name", "note") + cells("Ann", "a;b") },
        {
          name: "Prices",
          rows: `${cells("item", "price")}<row><c t="str"><v>Bolt</v></c><c><v>1.50</v></c></row>`,
        },
      ],
    },
    "customers.xlsx",
  );

it("reads the sheet of a workbook as any other file, under the numbers and the name of the workbook", async () => {
  const worker = createInProcessWorker();
  const file = await workbook();
  const facts = await worker.openFile(file);
  expect(facts).toMatchObject({
    name: "customers.xlsx",
    sizeBytes: file.size,
    rows: 1,
    firstFileRow: 3,
    preview: [{ fileRow: 3, cells: ["Ann", "a;b"] }],
    reading: { headerRow: { value: 2 } },
  });
  expect(facts.origin).toEqual({
    kind: "sheet",
    sheet: { value: "Customers", evidence: "The sheet that was open when it was saved", chosen: false },
    sheets: [
      { name: "Customers", hidden: false, empty: false },
      { name: "Prices", hidden: false, empty: false },
    ],
  });
  expect(await worker.rows(0, 5)).toMatchObject([{ fileRow: 3, cells: ["Ann", "a;b"] }]);
});

it("reads another sheet, and a sheet otherwise, without being given the file again", async () => {
  const worker = createInProcessWorker();
  const file = await workbook();
  await worker.openFile(file);
  const prices = await worker.openFile(file, { sheet: "Prices" });
  expect(prices.preview).toEqual([{ fileRow: 2, cells: ["Bolt", "1.50"] }]);
  const bare = await worker.openFile(file, { sheet: "Prices", headerRow: null });
  expect(bare).toMatchObject({ rows: 2, origin: { sheet: { value: "Prices", chosen: true } } });
});

it("leaves hidden rows out where a person says so, the others keep their numbers; hidden columns are named", async () => {
  const row = (number: number, hidden: string, ...texts: string[]) =>
    `<row r="${number}"${hidden}>${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join("")}</row>`;
  const rows = [row(1, "", "name", "code"), row(2, ' hidden="1"', "Ann", "1"), row(3, "", "Bob", "2")];
  const before = '<cols><col min="2" max="16384" hidden="1"/></cols>';
  const file = await makeWorkbook({ sheets: [{ name: "Customers", before, rows: rows.join("") }] });
  const worker = createInProcessWorker();
  const said = ({ findings }: Awaited<ReturnType<typeof worker.openFile>>) =>
    findings.map(({ code, count, choices }) => [code, count, choices?.map(({ current }) => current)]);
  const all = await worker.openFile(file);
  expect(all.preview.map(({ fileRow, cells }) => [fileRow, ...cells])).toEqual([
    [2, "Ann", "1"],
    [3, "Bob", "2"],
  ]);
  expect(said(all)).toEqual([
    ["sheet_hidden_columns", 1, undefined],
    ["sheet_hidden_rows", 1, [true, false]],
  ]);
  const shown = await worker.openFile(file, { hiddenRows: "leave_out" });
  expect(shown.preview.map(({ fileRow, cells }) => [fileRow, ...cells])).toEqual([[3, "Bob", "2"]]);
  expect(shown.rows).toBe(1);
  expect(said(shown)).toContainEqual(["sheet_hidden_rows", 1, [false, true]]);
  expect((await worker.openFile(file, { hiddenRows: "read" })).rows).toBe(2);
});

it("reads cells pasted from a spreadsheet, with line breaks and quotes inside them", async () => {
  const worker = createInProcessWorker();
  const text = 'name\tnote\r\nAnn\t"two\nlines, ""quoted"""\r\nBob\t5" pipe; long\r\n';
  const facts = await worker.openFile(pastedCells(text, new Date(0)));
  expect(facts).toMatchObject({ name: "Pasted cells", rows: 2, origin: { kind: "cells" } });
  expect(facts.preview.map(({ cells }) => cells)).toEqual([
    ["Ann", 'two\nlines, "quoted"'],
    ["Bob", '5" pipe; long'],
  ]);
});

it("takes quotes in pasted cells that do not come in pairs for text", async () => {
  const worker = createInProcessWorker();
  const facts = await worker.openFile(pastedCells('size\tprice\n"5 inch\t1\n6 inch\t2', new Date(0)));
  expect(facts.preview.map(({ cells }) => cells)).toEqual([
    ['"5 inch', "1"],
    ["6 inch", "2"],
  ]);
});

it("reads pasted text without tabs as the text it is", async () => {
  const worker = createInProcessWorker();
  const facts = await worker.openFile(pastedCells("name;age\nAnn;5\nBob;6\n", new Date(0)));
  expect(facts.reading.delimiter.value).toBe(";");
  expect(facts.origin).toBeUndefined();
});

it("reads what a gzip file holds", async () => {
  const worker = createInProcessWorker();
  const zipped = new File([new Uint8Array(gzipSync("name,age\nAnn,5\n"))], "people.csv.gz");
  expect(await worker.openFile(zipped)).toMatchObject({ name: "people.csv.gz", rows: 1 });
});

it("refuses a gzip file that grows out of all measure, and one that is broken", async () => {
  const worker = createInProcessWorker();
  const bomb = gzipSync("0".repeat(30_000_000));
  await expect(worker.openFile(new File([new Uint8Array(bomb)], "bomb.gz"))).rejects.toMatchObject({
    code: "too_large",
  });
  const broken = new Uint8Array(gzipSync("name,age\nAnn,5\n")).slice(0, 20);
  await expect(worker.openFile(new File([broken], "half.gz"))).rejects.toMatchObject({ code: "archive" });
});

it("does not take a CSV file that begins with PK for a zip", async () => {
  const worker = createInProcessWorker();
  const facts = await worker.openFile(new File(["PK,name\n1,Ann\n"], "keys.csv"));
  expect(facts.columns.map(({ label }) => label)).toEqual(["PK", "name"]);
});

it("tells a workbook with a password from one of the older kind", async () => {
  const worker = createInProcessWorker();
  const compound = (stream: string) => {
    const wide = Buffer.from(stream, "utf16le");
    const bytes = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600), ...wide];
    return new File([new Uint8Array(bytes)], "book.xlsx");
  };
  await expect(worker.openFile(compound("EncryptedPackage"))).rejects.toMatchObject({ code: "protected" });
  await expect(worker.openFile(compound("Workbook"))).rejects.toThrow("of the older kind (.xls)");
});

it("does not take the first cell of a sheet or of pasted cells for another kind of file", async () => {
  const worker = createInProcessWorker();
  const facts = await worker.openFile(pastedCells("<html>\tsep=;\nAnn\t1\nBob\t2", new Date(0)));
  expect(facts.columns.map(({ label }) => label)).toEqual(["<html>", "sep=;"]);
});
