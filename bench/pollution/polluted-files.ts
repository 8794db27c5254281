import { Buffer } from "node:buffer";
import type { CleanTable } from "./clean-tables";
import {
  asBytes,
  asRead,
  type Form,
  linesOf,
  type PollutedFile,
  plainForm,
  settingsOf,
  writtenCell,
} from "./polluted-file";
import { pollutedRows } from "./polluted-rows";

/** Every pollution of every table, of rows in four ways of writing. */
export function* allFiles(tables: readonly CleanTable[]): Generator<PollutedFile> {
  for (const table of tables) {
    for (const file of pollutedFiles(table)) yield { ...file, name: `${table.name}: ${file.name}` };
    for (const quotesAll of [false, true])
      for (const more of [{}, { delimiter: ";", newline: "\n" }]) {
        const form = { ...plainForm, quotesAll, ...more };
        const written = `${form.delimiter} ${quotesAll ? "all in quotes" : "few in quotes"}`;
        for (const file of pollutedRows(table, form))
          yield { ...file, name: `${table.name}, ${written}: ${file.name}` };
      }
  }
}

/** What befalls a whole file. */
function* pollutedFiles(table: CleanTable): Generator<PollutedFile> {
  yield* dialects(table);
  yield* encodings(table);
  yield* ends(table);
  yield* headers(table);
  yield* surroundings(table);
  yield* secondTables(table);
}

function fileOf(
  kind: string,
  name: string,
  table: CleanTable,
  form: Form,
  lines: readonly string[],
  more: Partial<PollutedFile> = {},
): PollutedFile {
  const [header = [], ...rows] = asRead([table.header, ...table.rows], form);
  return {
    ...{ kind, name, bytes: asBytes(lines, form), settings: settingsOf(form) },
    ...{ header, rows, faulty: null },
    ...more,
  };
}

const delimiters = [",", ";", "\t", "|", " ", ", ", "; ", ":", "^", "~", "||", "::"] as const;

function* dialects(table: CleanTable): Generator<PollutedFile> {
  const forms: Form[] = [];
  for (const delimiter of delimiters)
    forms.push({ ...plainForm, delimiter }, { ...plainForm, delimiter, quotesAll: true });
  for (const newline of ["\n", "\r"])
    forms.push({ ...plainForm, newline }, { ...plainForm, newline, quotesAll: true });
  for (const quotesAll of [false, true]) {
    forms.push(
      { ...plainForm, quote: "'", escape: "'", quotesAll },
      { ...plainForm, escape: "\\", quotesAll },
    );
    forms.push({ ...plainForm, delimiter: ";", quote: "'", escape: "'", quotesAll, newline: "\n" });
  }
  for (const form of forms) yield fileOf("dialect", JSON.stringify(form), table, form, linesOf(table, form));
  // Quotes inside quotes that nothing escapes: who wrote this cannot be read for certain, so each such row is named.
  const form = { ...plainForm, escape: "", quotesAll: true };
  const odd = table.rows.flatMap((cells, row) => (cells.some((cell) => cell.includes('"')) ? [row + 1] : []));
  for (const one of odd)
    yield fileOf(
      "no escape",
      `row ${one}`,
      table,
      form,
      linesOf(
        {
          ...table,
          rows: table.rows.map((cells, row) =>
            row + 1 === one ? cells : cells.map((cell) => cell.replaceAll('"', "")),
          ),
        },
        form,
      ),
      {
        rows: asRead(
          table.rows.map((cells, row) =>
            row + 1 === one ? cells : cells.map((cell) => cell.replaceAll('"', "")),
          ),
          form,
        ),
        faulty: { first: one, last: one },
      },
    );
}

function* encodings(table: CleanTable): Generator<PollutedFile> {
  const text = linesOf(table, plainForm)
    .map((line) => line + plainForm.newline)
    .join("");
  const little = Buffer.from(text, "utf16le");
  const forms: [string, Uint8Array][] = [
    ["utf-8", Buffer.from(`\uFEFF${text}`)],
    ["latin1", Buffer.from(text, "latin1")],
    ["utf-16le", Buffer.from(`\uFEFF${text}`, "utf16le")],
    ["utf-16le", little],
    ["utf-16be", Buffer.from(Buffer.from(`\uFEFF${text}`, "utf16le")).swap16()],
    ["utf-16be", Buffer.from(little).swap16()],
  ];
  for (const [encoding, bytes] of forms)
    yield fileOf("encoding", encoding, table, plainForm, [], {
      bytes: new Uint8Array(bytes),
      settings: { ...settingsOf(plainForm), encoding },
    });
}

function* ends(table: CleanTable): Generator<PollutedFile> {
  const lines = linesOf(table, plainForm);
  const bytes = asBytes(lines, plainForm);
  yield fileOf("end of file", "no newline at the end", table, plainForm, [], { bytes: bytes.slice(0, -2) });
  yield fileOf("end of file", "two newlines at the end", table, plainForm, [...lines, ""]);
  yield fileOf("end of file", "blank rows at the end", table, plainForm, [
    ...lines,
    ",".repeat(table.header.length - 1),
    ",".repeat(table.header.length - 1),
  ]);
  yield fileOf("size", "nothing", table, plainForm, [], { header: null, rows: [], settings: {} });
  yield fileOf("size", "the header alone", table, plainForm, lines.slice(0, 1), { rows: [] });
  yield fileOf("size", "one row", { ...table, rows: table.rows.slice(0, 1) }, plainForm, lines.slice(0, 2));
  yield fileOf("size", "two rows", { ...table, rows: table.rows.slice(0, 2) }, plainForm, lines.slice(0, 3));
  for (let row = 1; row < lines.length; row += 1) {
    for (const newline of ["\n", "\r"]) {
      const mixed = new TextEncoder().encode(
        lines.map((line, index) => line + (index === row ? newline : "\r\n")).join(""),
      );
      yield fileOf(
        "line ends in a row",
        `${JSON.stringify(newline)} behind row ${row}`,
        table,
        plainForm,
        [],
        { bytes: mixed, faulty: { first: row, last: row }, isHarmless: true },
      );
    }
    yield fileOf("blank row", `before row ${row}`, table, plainForm, lines.toSpliced(row, 0, ""), {
      faulty: { first: row, last: row },
      isHarmless: true,
    });
  }
}

function* headers(table: CleanTable): Generator<PollutedFile> {
  const lines = linesOf(table, plainForm);
  const named = (
    kind: string,
    header: string[],
    line = header.map((cell) => writtenCell(cell, plainForm)).join(","),
  ) => fileOf("header", kind, { ...table, header }, plainForm, lines.with(0, line));
  yield fileOf("header", "none", table, plainForm, lines.slice(1), {
    header: null,
    settings: { ...settingsOf(plainForm), headerLine: null },
  });
  for (const column of [0, Math.floor(table.header.length / 2), table.header.length - 1]) {
    yield named(`no name in column ${column}`, table.header.with(column, ""));
    yield named(`a very long name in column ${column}`, table.header.with(column, "NAME".repeat(20_000)));
    yield named(`odd characters in column ${column}`, table.header.with(column, "HEAD/%R #1"));
  }
  yield named("a name twice", table.header.with(1, table.header[0] ?? ""));
  for (const more of [1, 2]) {
    const second = table.header.map(() => "part");
    yield fileOf(
      "header",
      `${more + 1} rows`,
      table,
      plainForm,
      [lines[0] ?? "", ...Array<string>(more).fill(second.join(",")), ...lines.slice(1)],
      {
        header: table.header.map((name) => `${name} part`),
        settings: { ...settingsOf(plainForm), headerRows: more + 1 },
      },
    );
  }
}

function* surroundings(table: CleanTable): Generator<PollutedFile> {
  const lines = linesOf(table, plainForm);
  const blank = ",".repeat(table.header.length - 1);
  for (const count of [1, 2, 3, 5])
    for (const isPadded of [false, true])
      for (const hasGap of [false, true]) {
        const padding = isPadded ? blank : "";
        const note = (text: string) =>
          Array.from({ length: count }, (_, index) => `${text} ${index + 1}${padding}`);
        const gap = hasGap ? [padding] : [];
        const name = `${count} rows${isPadded ? ", delimited" : ""}${hasGap ? ", then a blank one" : ""}`;
        const above = [...note("Report"), ...gap];
        yield fileOf("above the table", name, table, plainForm, [...above, ...lines], {
          settings: { ...settingsOf(plainForm), headerLine: above.length + 1 },
        });
        const below = [...gap, ...note("Note")];
        const last = lines.join(plainForm.newline).split(plainForm.newline).length;
        yield fileOf("below the table", name, table, plainForm, [...lines, ...below], {
          settings: { ...settingsOf(plainForm), lastDataLine: last },
          faulty: { first: table.rows.length + 1, last: table.rows.length + count },
        });
      }
}

function* secondTables(table: CleanTable): Generator<PollutedFile> {
  const lines = linesOf(table, plainForm);
  const width = table.header.length;
  for (const [what, cells] of [
    ["fewer", Math.max(1, width - 2)],
    ["as many", width],
    ["more", width + 2],
  ] as const)
    for (const gap of [[], [""]]) {
      const header = Array.from({ length: cells }, (_, column) => `Other ${column + 1}`);
      const rows = Array.from({ length: 6 }, (_, row) => header.map((_name, column) => `${row + column}x`));
      const second = [header, ...rows].map((row) => row.join(","));
      yield fileOf(
        "second table",
        `${what} columns${gap.length > 0 ? ", behind a blank row" : ""}`,
        table,
        plainForm,
        [...lines, ...gap, ...second],
        {
          rows: asRead([...table.rows, header, ...rows], plainForm),
          faulty: { first: table.rows.length + 1, last: table.rows.length + 7 },
        },
      );
    }
}
