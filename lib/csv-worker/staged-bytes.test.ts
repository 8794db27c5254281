import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { EditCommand } from "@/lib/checks/edit";
import { decodeAll } from "@/lib/csv/decode-all";
import type { Encoding } from "@/lib/csv/reading";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import { createInProcessWorker, writeWhole } from "./in-process-worker";

/** What the file is written as. Nothing here is taken from the program: neither its writer nor its reader. */
interface Written {
  encoding: Encoding;
  byteOrderMark: boolean;
  delimiter: string;
  quote: '"' | "'" | null;
  escape: "\\" | null;
  newline: string;
  quotesAll: boolean;
  preamble: string[];
  endsInLine: boolean;
}

const wide = ["utf-8", "utf-16le", "utf-16be"] as const;
const lettersOf: Partial<Record<Encoding, string[]>> = {
  "windows-1252": ["é", "ß", "€", "’", "–", "Ÿ"],
  "iso-8859-15": ["é", "€", "Š"],
  macintosh: ["é", "√", "Ω"],
  "windows-1250": ["ł", "ą", "ő", "€"],
  "windows-1251": ["ж", "Я", "№", "ё"],
  shift_jis: ["東", "ソ", "表", "ｱ"],
  gb18030: ["北", "京", "€", "啊"],
};
const encodings: Encoding[] = [...wide, "windows-1252", "iso-8859-15", "macintosh", "windows-1250"];
encodings.push("windows-1251", "shift_jis", "gb18030");
const lettersFor = (encoding: Encoding) => lettersOf[encoding] ?? ["é", "ł", "東", "😀", "\u2028", "\u00a0"];

const tables = new Map<Encoding, Map<string, number[]>>();

/** The bytes of letters in an encoding, looked for among all of one and two bytes. */
function tableOf(encoding: Encoding): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known !== undefined) return known;
  const table = new Map<string, number[]>();
  const wanted = new Set(lettersFor(encoding));
  const note = (...bytes: number[]) => {
    const character = decodeAll(encoding, Uint8Array.from(bytes));
    if (wanted.has(character) && !table.has(character)) table.set(character, bytes);
  };
  for (let first = 0x80; first < 0x100; first += 1) {
    note(first);
    for (let second = 0x40; second < 0x100; second += 1) note(first, second);
  }
  tables.set(encoding, table);
  return table;
}

function encoded(text: string, { encoding, byteOrderMark }: Written): Uint8Array<ArrayBuffer> {
  const mark = byteOrderMark ? "\ufeff" : "";
  if (encoding === "utf-8") return new Uint8Array(Buffer.from(mark + text));
  if (encoding === "utf-16le") return new Uint8Array(Buffer.from(mark + text, "utf16le"));
  if (encoding === "utf-16be") return new Uint8Array(Buffer.from(mark + text, "utf16le").swap16());
  const table = tableOf(encoding);
  const bytes = [...text].flatMap((letter) => table.get(letter) ?? [letter.charCodeAt(0)]);
  return Uint8Array.from(bytes);
}

function writtenCell(text: string, { quote, escape: escaping, quotesAll, delimiter }: Written): string {
  if (quote === null) return text;
  const needsQuotes = /[\r\n\\ '"]/.test(text) || text.includes(delimiter.charAt(0));
  if (!quotesAll && !needsQuotes) return text;
  const inside =
    escaping === null
      ? text.replaceAll(quote, quote + quote)
      : text.replaceAll("\\", "\\\\").replaceAll(quote, `\\${quote}`);
  return quote + inside + quote;
}

function fileText(rows: readonly string[][], written: Written): string {
  const lines = rows.map((row) => row.map((cell) => writtenCell(cell, written)).join(written.delimiter));
  return [...written.preamble, ...lines].join(written.newline) + (written.endsInLine ? written.newline : "");
}

const dialects: fc.Arbitrary<Written> = fc.record({
  encoding: fc.constantFrom(...encodings),
  byteOrderMark: fc.boolean(),
  delimiter: fc.constantFrom(",", ";", "\t", "|", ", ", "; ", "^", "~", ":"),
  quote: fc.constantFrom('"', '"', "'", null),
  escape: fc.constantFrom(null, "\\"),
  newline: fc.constantFrom("\n", "\r\n", "\r"),
  quotesAll: fc.boolean(),
  preamble: fc.constantFrom([], ["Exported by hand"]),
  endsInLine: fc.boolean(),
});

const edits = fc.array(
  fc.record({ row: fc.nat(), column: fc.nat(), value: fc.constantFrom("", "x", 'a "b"', "1,2", "é\n東") }),
  { maxLength: 4 },
);

const cases = dialects.chain((written) => {
  const { quote, delimiter, encoding } = written;
  const plain = ["a", "1", ".", "=", "-", "#", ...lettersFor(encoding)];
  const special = quote === null ? [] : [" ", "\n", "\r", "\r\n", '"', "'", "\\", delimiter];
  const cell = fc
    .array(fc.constantFrom(...plain, ...special), { maxLength: 6 })
    .map((letters) => letters.join(""));
  return fc.integer({ min: 2, max: 5 }).chain((width) =>
    fc.record({
      written: fc.constant(written),
      width: fc.constant(width),
      rows: fc.array(fc.array(cell, { minLength: width - 1, maxLength: width - 1 }), {
        minLength: 1,
        maxLength: 12,
      }),
      sources: fc.array(fc.oneof(fc.nat({ max: width - 1 }), fc.constantFrom("", 'the "same"', "é")), {
        minLength: 1,
        maxLength: 6,
      }),
      edits,
      excluded: fc.array(fc.nat(), { maxLength: 3 }),
      // The first slice tells how wide the table is.
      sliceBytes: fc.integer({ min: 160, max: 400 }),
    }),
  );
});

const canonical = (rows: readonly string[][]) =>
  rows
    .map((row) => {
      const line = row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text));
      return `${line.length === 1 && line[0] === "" ? '""' : line.join(",")}\n`;
    })
    .join("");

test("whatever a file's encoding, dialect, mapping, edits and exclusions, the bytes staged are what another program would render", async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ written, width, rows, sources, edits, excluded, sliceBytes }) => {
      // The first cell tells rows apart; a row of blanks would be none.
      const table = rows.map((row, index) => [`k${index}`, ...row]);
      const header = Array.from({ length: width }, (_, column) => `h${column}`);
      const bytes = encoded(fileText([header, ...table], written), written);
      const { encoding, delimiter, quote, escape: escaping, preamble } = written;
      const worker = createInProcessWorker(sliceBytes);
      const headerRow = preamble.length + 1;
      const reading = { encoding, delimiter, quote, escape: quote === null ? null : escaping, headerRow };
      await worker.openFile(new File([bytes], "t.csv"), reading);

      const set = edits.map(({ row, column, value }) => ({
        row: row % rows.length,
        column: column % width,
        value,
      }));
      const gone = new Set(excluded.map((row) => row % rows.length));
      const commands: EditCommand[] = [
        { kind: "set", cells: set },
        ...[...gone].map((row): EditCommand => ({ kind: "exclude", rows: { rows: [[row, row]] } })),
      ];
      for (const command of commands) await worker.edit(command);
      const entries = sources.map(
        (source, index): MappingEntry => ({
          field: `f${index}`,
          source:
            typeof source === "number"
              ? { kind: "column", column: source }
              : { kind: "constant", value: source },
          reason: { kind: "chosen" },
        }),
      );
      const mapping: Mapping = { entries };
      const staged = await writeWhole(worker, mapping, [], "send_all");

      for (const { row, column, value } of set) (table[row] ?? [])[column] = value;
      const sent = table.filter((_, index) => !gone.has(index));
      const expected = canonical([
        sources.map((_, index) => `f${index}`),
        ...sent.map((row) =>
          sources.map((source) => (typeof source === "number" ? (row[source] ?? "") : source)),
        ),
      ]);
      expect(staged.keptBack).toEqual([]);
      expect(staged.text).toBe(expected);
      expect(staged.sha256).toBe(createHash("sha256").update(expected).digest("hex"));
      expect(staged.records).toBe(sent.length);
    }),
    { numRuns: 300 },
  );
});
