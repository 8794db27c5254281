import { Buffer } from "node:buffer";
import { expect, test } from "vitest";
import { jsonRows } from "./json-rows";
import { cleanTables, otherForms, pollutedRows, writtenTable } from "./polluted-tables";
import type { ReadSettings } from "./read-settings";

interface ReadResult {
  headerLine: number | null;
  header: string[] | null;
  rows: string[][];
  issues: { line: number | null; row: number | null; column: number | null; code: string }[];
}

async function read(content: string | Uint8Array, settings: ReadSettings = {}): Promise<ReadResult> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const slice = async (from: number, to: number) => bytes.slice(from, to);
  let text = "";
  for await (const piece of jsonRows("a.csv", { size: bytes.length, slice }, settings)) text += piece;
  return JSON.parse(text);
}

const asText = (rows: readonly string[][]) => rows.map((row) => row.join("\u0001"));

test.each(cleanTables)(
  "$name: a fault in any row and column is named in its row, and its neighbours are whole",
  async (table) => {
    const truth = asText(table.rows);
    for (const { what, text, row, codes } of pollutedRows(table)) {
      const place = `${what}, row ${row}`;
      const { header, rows, issues } = await read(text);
      const got = asText(rows);
      const behind = truth.slice(row);
      expect(got.slice(0, Math.max(0, row - 1)), place).toEqual(truth.slice(0, Math.max(0, row - 1)));
      if (behind.length > 0) expect(got.slice(-behind.length), place).toEqual(behind);
      const isHeader = row === 0;
      const isWhole = isHeader
        ? JSON.stringify(header) === JSON.stringify(table.header)
        : got.length === truth.length && got[row - 1] === truth[row - 1];
      const own = issues.filter((issue) =>
        isHeader ? issue.row === null && issue.line !== null : issue.row === row,
      );
      expect(isWhole || own.length > 0, `${place} is silent`).toBe(true);
      if (codes !== undefined)
        expect(
          own.map(({ code }) => code),
          place,
        ).toContain(codes[0]);
      // A record that broke in two is two rows; no other row may be blamed.
      const parts = got.length - truth.length + 1;
      const blamed = issues.filter(
        ({ row: at, code }) =>
          at !== null && code !== "quote_in_text" && (at < row || at >= row + Math.max(1, parts)),
      );
      if (!isHeader) expect(blamed, place).toEqual([]);
    }
  },
);

test.each(cleanTables)(
  "$name: in any dialect the same cells are read, found as well as said",
  async (table) => {
    for (const { what, text, settings } of otherForms(table)) {
      const said = { delimiter: table.form.delimiter, headerLine: 1, ...settings };
      for (const given of [{}, said]) {
        const { header, rows, issues } = await read(text, given);
        expect({ header, rows: asText(rows) }, what).toEqual({
          header: table.header,
          rows: asText(table.rows),
        });
        expect(
          issues.filter(({ row }) => row !== null),
          what,
        ).toEqual([]);
      }
    }
  },
);

test.each(cleanTables)(
  "$name: encodings and byte-order marks change no cell",
  async ({ header, rows, form }) => {
    const text = writtenTable([header, ...rows], form);
    const little = Buffer.from(text, "utf16le");
    const forms = {
      "utf-8 with a mark": Buffer.from(`\uFEFF${text}`),
      "utf-16le with a mark": Buffer.from(`\uFEFF${text}`, "utf16le"),
      "utf-16le": little,
      "utf-16be": Buffer.from(little).swap16(),
      "latin-1": Buffer.from(text, "latin1"),
    };
    for (const [what, bytes] of Object.entries(forms)) {
      const result = await read(new Uint8Array(bytes));
      expect({ header: result.header, rows: result.rows }, what).toEqual({ header, rows });
    }
  },
);

test.each(cleanTables)(
  "$name: what stands around the table is found and said, and the header line is right",
  async ({ header, rows, form }) => {
    const body = writtenTable([header, ...rows], form);
    const { newline, delimiter } = form;
    const blank = delimiter.repeat(header.length - 1);
    const preambles = [
      ["Report"],
      ["Report", ""],
      [`Report${blank}`, blank],
      ["Report", "Made in March", ""],
    ];
    for (const lines of preambles) {
      const result = await read(lines.map((line) => line + newline).join("") + body);
      expect(result).toMatchObject({ headerLine: lines.length + 1, header, rows });
      expect(result.issues).toContainEqual({ line: 1, row: null, column: null, code: "preamble" });
    }
    const lineCount = body.split(/\r\n|\n/).length - 1;
    for (const notes of [
      ["Source: ledger", "Checked"],
      [`Source${blank}`, `Checked${blank}`],
    ]) {
      const text = body + notes.map((line) => line + newline).join("");
      const { issues } = await read(text);
      expect(issues).toContainEqual({
        line: lineCount + 1,
        row: rows.length + 1,
        column: null,
        code: "footnotes",
      });
      expect((await read(text, { lastDataLine: lineCount })).rows).toEqual(rows);
    }
    const trailing = await read(`${body}${newline}${newline}`);
    expect(trailing.rows).toEqual(rows);
    expect(trailing.issues).toEqual([
      { line: lineCount + 1, row: null, column: null, code: "trailing_blank_rows" },
    ]);
    const twice = await read(writtenTable([header, header, ...rows], form));
    expect(twice.issues.map(({ code }) => code)).toContain("header_rows");
    const joined = await read(writtenTable([header, header.map(() => "x"), ...rows], form), {
      headerLine: 1,
      headerRows: 2,
    });
    expect(joined).toMatchObject({ header: header.map((name) => `${name} x`), rows });
  },
);

test.each(cleanTables)("$name: a second table is named where it begins", async ({ header, rows, form }) => {
  for (const width of [header.length - 1, header.length + 2]) {
    const names = Array.from({ length: width }, (_, index) => `Name ${index}`);
    const second = Array.from({ length: 5 }, (_, row) => names.map((_name, index) => String(row * index)));
    for (const between of ["", form.newline]) {
      const { issues } = await read(
        writtenTable([header, ...rows], form) + between + writtenTable([names, ...second], form),
      );
      expect(issues.find(({ code }) => code === "second_table")?.row).toBe(rows.length + 1);
    }
  }
  const { issues } = await read(writtenTable([header, ...rows, header, ...rows], form));
  expect(issues.find(({ code }) => code === "repeated_header")?.row).toBe(rows.length + 1);
});

test.each(cleanTables)(
  "$name: a line that ends otherwise is named and costs nothing",
  async ({ header, rows, form }) => {
    const lines = [header, ...rows].map((row) => writtenTable([row], form));
    for (const other of ["\n", "\r\n", "\r"].filter((newline) => newline !== form.newline))
      for (let at = 0; at < lines.length; at += 1) {
        const line = (lines[at] ?? "").slice(0, -form.newline.length) + other;
        const result = await read(lines.with(at, line).join(""));
        expect({ header: result.header, rows: result.rows }).toEqual({ header, rows });
        expect(result.issues.map(({ code }) => code)).toEqual(["mixed_newlines"]);
      }
  },
);
