import { expect, it } from "vitest";
import { type WorkbookLimits, workbookLimits } from "./limits";
import { Workbook } from "./workbook";
import { makeWorkbook, workbookParts, zipOf } from "./workbook-fixture";

async function sheetText(workbook: Workbook, name = workbook.firstChoice().name) {
  const { text, remarks } = await workbook.read(name);
  return { text: await new Blob(text).text(), remarks: remarks.findings() };
}

async function read(rows: string, more: Partial<Parameters<typeof makeWorkbook>[0]> = {}) {
  return sheetText(await Workbook.open(await makeWorkbook({ sheets: [{ name: "Sheet1", rows }], ...more })));
}

const refusal = (code: string, message: RegExp) => ({ code, message: expect.stringMatching(message) });

it("reads shared, inline and formula strings, numbers, booleans and errors as text", async () => {
  const rows = `<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><r><t>In</t></r><r><t>line</t></r></is></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>made</v></c></row>
    <row r="2"><c r="A2"><v>12.50</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="e"><f>D9</f><v>#REF!</v></c></row>`;
  const { text, remarks } = await read(rows, {
    strings: ["<t>unused</t>", "<t>Sha&amp;red</t><rPh><t>phonetic</t></rPh>"],
  });
  expect(text).toBe('"Sha&red","Inline","made"\n12.50,TRUE,#REF!\n');
  expect(remarks).toEqual([
    {
      code: "sheet_error_value",
      severity: "warning",
      message: "Cell C2 holds an error of Excel, such as #REF!. It is read as that text.",
      count: 1,
      fileRow: 2,
      line: null,
    },
  ]);
});

it("gives every row the number the spreadsheet gives it, and every row the same width", async () => {
  const rows = `<row r="2"><c r="B2" t="str"><v>name</v></c></row><row r="3"/><row r="5"><c r="A5"><v>1</v></c><c r="D5"><v>2</v></c></row>`;
  const { text } = await read(rows);
  expect(text).toBe('\n,"name",,\n\n\n1,,,2\n');
});

it("takes a row or a cell that does not say its place for the next one", async () => {
  const { text } = await read("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>");
  expect(text).toBe('"1","2"\n3,\n');
});

it("reads dates as calendar days, with the time where the format shows one, in both date systems", async () => {
  const formats = ["dd/mm/yyyy", "dd/mm/yyyy hh:mm", "hh:mm:ss", "[h]:mm", 'd" de "mmmm', "[$-409]mmm\\-yy"];
  const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
  const rows = `<row>${cell(1, "46297")}${cell(2, "46297.3958333333")}${cell(3, "0.75")}${cell(4, "1.5")}${cell(5, "46297")}${cell(6, "46297")}${cell(1, "1")}${cell(1, "61")}</row>`;
  const days = '"2026-10-02","2026-10-02T09:30:00","18:00:00","36:00:00","2026-10-02","2026-10-02"';
  expect((await read(rows, { formats })).text).toBe(`${days},"1900-01-01","1900-03-01"\n`);
  const { text } = await read(`<row>${cell(1, "44835")}</row>`, { formats, date1904: true });
  expect(text).toBe('"2026-10-02"\n');
});

it("keeps the number where a date format has no day for it, and says so", async () => {
  const rows = '<row><c r="A1" s="1"><v>-5</v></c><c s="1"><v>60</v></c></row>';
  const { text, remarks } = await read(rows, { formats: ["dd/mm/yyyy"] });
  expect(text).toBe('"-5","60"\n');
  expect(remarks[0]?.message).toBe(
    "2 numbers are formatted as a date and are none, the first in A1. The number itself is read.",
  );
});

it("keeps the leading zeros a number format shows, and leaves other formats to the digits of the file", async () => {
  const cell = (style: number, value: string) => `<c s="${style}"><v>${value}</v></c>`;
  const rows = `<row>${cell(1, "417")}${cell(2, "1234.5")}${cell(3, "0.05")}</row>`;
  const { text, remarks } = await read(rows, { formats: ["00000", '#,##0.00" EUR"', "0%"] });
  expect(text).toBe('"00417","1234.5","0.05"\n');
  expect(remarks.map(({ code }) => code)).toEqual(["sheet_percent"]);
});

it("points out hidden rows, merged cells and formulas without a result", async () => {
  const rows =
    '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2"><f>A1</f></c></row>';
  const book = await Workbook.open(
    await makeWorkbook({
      sheets: [{ name: "S", rows, behind: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>' }],
    }),
  );
  const { remarks } = await sheetText(book);
  expect(remarks.map(({ code, count, fileRow }) => [code, count, fileRow])).toEqual([
    ["sheet_formula_without_value", 1, 2],
    ["sheet_hidden_rows", 1, 2],
    ["sheet_merged", 1, null],
  ]);
});

it("says which sheets are hidden or empty, and begins with the one that was open", async () => {
  const filled = '<row><c t="str"><v>x</v></c></row>';
  const book = await Workbook.open(
    await makeWorkbook({
      sheets: [
        { name: "Notes", rows: filled },
        { name: "Data", rows: filled },
        { name: "Old", rows: filled, state: "veryHidden" },
        { name: "Sheet4", rows: '<row r="1" ht="20"><c r="A1" s="0"/></row>' },
      ],
      activeTab: 1,
    }),
  );
  expect(book.sheets).toEqual([
    { name: "Notes", hidden: false, empty: false },
    { name: "Data", hidden: false, empty: false },
    { name: "Old", hidden: true, empty: false },
    { name: "Sheet4", hidden: false, empty: true },
  ]);
  expect(book.firstChoice()).toEqual({ name: "Data", evidence: "The sheet that was open when it was saved" });
});

it("refuses a workbook in which every sheet is empty", async () => {
  const book = await Workbook.open(await makeWorkbook({ sheets: [{ name: "S", rows: "" }] }));
  expect(() => book.firstChoice()).toThrow("Every sheet of this workbook is empty.");
});

it("reads parts whose tags have a prefix, and a workbook outside the folder xl", async () => {
  const parts = workbookParts({ sheets: [{ name: "S", rows: "" }] });
  parts["xl/worksheets/sheet1.xml"] =
    '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>';
  const moved = Object.fromEntries(
    Object.entries(parts).map(([name, xml]) => [
      name.replace("xl/", "book/"),
      xml.replace('"xl/', '"/book/'),
    ]),
  );
  expect((await sheetText(await Workbook.open(await zipOf(moved)))).text).toBe('"7"\n');
});

it("refuses a zip with too many parts, too large by what it declares, or one that grows too much", async () => {
  const file = await makeWorkbook({ sheets: [{ name: "S", rows: "<row/>".repeat(100_000) }] });
  const open = (limits: Partial<WorkbookLimits>) =>
    Workbook.open(file, undefined, { ...workbookLimits, ...limits });
  await expect(open({ entries: 3 })).rejects.toMatchObject(refusal("too_large", /too many parts/));
  await expect(open({ inflatedBytes: 100_000 })).rejects.toMatchObject(
    refusal("too_large", /unpacks to more than/),
  );
  await expect(open({ ratioFromBytes: 1000 })).rejects.toMatchObject(refusal("too_large", /grows \d+ times/));
});

it("stops unpacking a part that is larger than it declares", async () => {
  const rows = `<row r="1"><c r="A1"><v>1</v></c></row>${"<row/>".repeat(50_000)}`;
  const file = await makeWorkbook({ sheets: [{ name: "S", rows }] });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const name = new TextEncoder().encode("xl/worksheets/sheet1.xml");
  // In the central directory the declared size stands 22 bytes before the name (APPNOTE 4.3.12).
  for (let at = 0; at < bytes.length - name.length; at += 1) {
    if (
      name.every((byte, index) => bytes[at + index] === byte) &&
      view.getUint32(at - 46, true) === 0x02014b50
    )
      view.setUint32(at - 22, 200, true);
  }
  const reading = Workbook.open(new Blob([bytes])).then((book) => sheetText(book, "S"));
  await expect(reading).rejects.toMatchObject({ code: expect.stringMatching(/too_large|damaged/) });
});

it("refuses texts that are shared so often that the sheet outgrows its limit", async () => {
  const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(5_000);
  const file = await makeWorkbook({
    sheets: [{ name: "S", rows }],
    strings: [`<t>${"x".repeat(10_000)}</t>`],
  });
  const book = await Workbook.open(file, undefined, { ...workbookLimits, textBytes: 5_000_000 });
  await expect(book.read("S")).rejects.toMatchObject(refusal("too_large", /more than 1 GB as text/));
});

it.each([
  ["a part that is cut off", (xml: string) => xml.slice(0, -30)],
  ["a document type", (xml: string) => xml.replace("?>", '?><!DOCTYPE w [<!ENTITY a "aaaa">]>')],
  [
    "a text without an end",
    (xml: string) => xml.replace("<row/>", `<row><c><v>${"1".repeat(2_000_000)}</v></c></row>`),
  ],
  ["a row beyond the last", (xml: string) => xml.replace("<row/>", '<row r="1048577"><c><v>1</v></c></row>')],
  ["a column beyond the last", (xml: string) => xml.replace("<row/>", '<row><c r="XFE1"><v>1</v></c></row>')],
  [
    "a shared text that is not there",
    (xml: string) => xml.replace("<row/>", '<row><c t="s"><v>9</v></c></row>'),
  ],
])("refuses a sheet with %s", async (_, change) => {
  const parts = workbookParts({ sheets: [{ name: "S", rows: "<row/>" }] });
  const sheet = "xl/worksheets/sheet1.xml";
  parts[sheet] = change(`${parts[sheet]}`);
  const reading = zipOf(parts)
    .then(Workbook.open)
    .then((book) => book.read("S"));
  await expect(reading).rejects.toMatchObject({ code: expect.stringMatching(/damaged|too_large/) });
});

it.each([
  ["xl/workbook.bin", /binary Excel workbook/],
  ["Index/Document.iwa", /Apple Numbers/],
  ["content.xml", /OpenDocument/],
  ["word/document.xml", /Word document/],
  ["table.csv", /zip archive with 1 file/],
])("names a zip with %s for what it is", async (part, message) => {
  await expect(zipOf({ [part]: "x" }).then((file) => Workbook.open(file))).rejects.toMatchObject({
    message: expect.stringMatching(message),
  });
});

it("says that a zip which is cut off is damaged", async () => {
  const file = await makeWorkbook({ sheets: [{ name: "S", rows: "" }] });
  await expect(Workbook.open(file.slice(0, 500))).rejects.toMatchObject(refusal("damaged", /damaged/));
});
