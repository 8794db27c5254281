import { BlobReader, TextWriter, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { writeQuoted, writeRecord } from "@/lib/csv/write-csv";
import { Workbook } from "./workbook";
import { TextWorkbookWriter } from "./write-workbook";

async function written(heading: readonly string[], rows: readonly string[][]): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const writer = new TextWorkbookWriter("Rows", heading, (bytes) => pieces.push(bytes.slice()));
  await writer.write(rows);
  await writer.end();
  return new Blob(pieces);
}

async function parts(book: Blob): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for await (const entry of new ZipReader(new BlobReader(book)).getEntriesGenerator()) {
    if (!entry.directory) found.set(entry.filename, await entry.getData(new TextWriter()));
  }
  return found;
}

async function readBack(book: Blob): Promise<string> {
  const workbook = await Workbook.open(book);
  const { text } = await workbook.read("Rows");
  return new Blob(text).text();
}

it("a text that reads like an escape with the one behind it is given back as it was", async () => {
  const texts = ["_x10a0\r", "_x10a0\u0000b", "_x0041_x0042\u000b", "__x0041\ud800"];
  const book = await written(
    ["a"],
    texts.map((text) => [text]),
  );
  expect(await readBack(book)).toBe(
    `"a"\n${texts
      .map((text) => writeRecord([text]))
      .join("")
      .toWellFormed()}`,
  );
});

it("gives back every text as it was written, control characters and what looks like their escape included", async () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("_", "x", "0", "D", "A", "<", "&", '"', "\r", "\n", "\u0000", " ") }),
    fc.constantFrom("=1+1", "+49 30", "@SUM(A1)", "00417", "1E5", "1.234,50", "\ud800", " a ", ""),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text, text), { maxLength: 6 }), async (made) => {
      // A blank row at the end is no row to a reader.
      const rows = made.map(([a, b, c]) => [`a${a}`, b, c]);
      const heading = ["first", "second", "third"];
      const sheet = await readBack(await written(heading, rows));
      // The reader puts the first record into quotes. A half of a surrogate pair is no character.
      const first = `${heading.map(writeQuoted).join(",")}\n`;
      expect(sheet).toBe(first + rows.map((row) => writeRecord(row).toWellFormed()).join(""));
    }),
    { numRuns: 60 },
  );
});

it("holds cells of inline text in the text format alone, so that nothing can be taken for a formula", async () => {
  const found = await parts(await written(["Name"], [['=HYPERLINK("http://example.com")'], ["-1"], [""]]));
  const sheet = found.get("xl/worksheets/sheet1.xml") ?? "";
  expect(sheet).not.toMatch(/<f[ >/]|<v[ >/]|<c [^>]*t="(?!inlineStr")/);
  expect(sheet.match(/<c s="1" t="inlineStr">/g)).toHaveLength(2);
  expect(found.get("xl/styles.xml")).toContain('<xf numFmtId="49" fontId="0"');
});

it("is well-formed, and every part is named where a package names its parts", async () => {
  const found = await parts(await written(["a & b", "<c>"], [["\u0000\ufffe", "]]>"]]));
  for (const xml of found.values()) {
    const parser = new SaxesParser();
    const faults: unknown[] = [];
    parser.on("error", (fault) => faults.push(fault));
    parser.write(xml).close();
    expect(faults).toEqual([]);
  }
  expect(new Set(found.keys())).toEqual(
    new Set([
      "[Content_Types].xml",
      "_rels/.rels",
      "xl/_rels/workbook.xml.rels",
      "xl/styles.xml",
      "xl/workbook.xml",
      "xl/worksheets/sheet1.xml",
    ]),
  );
  const types = found.get("[Content_Types].xml") ?? "";
  for (const name of ["workbook", "styles", "worksheets/sheet1"]) expect(types).toContain(`/xl/${name}.xml`);
});
