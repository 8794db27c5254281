/** Clean tables and what befalls them on the way here, each with what is true of it. For tests. */

export interface CleanTable {
  name: string;
  header: string[];
  rows: string[][];
  /** How it is written down when it is clean. */
  form: TableForm;
}

export interface TableForm {
  delimiter: string;
  quote: '"' | "'";
  escape: "doubled" | "backslash";
  newline: "\n" | "\r" | "\r\n";
  /** Cells that need no quotes have them too. */
  quotesAll: boolean;
}

/** A table with one fault in one row. Row 0 is the header, row 1 the first of data. */
export interface PollutedRow {
  what: string;
  text: string;
  row: number;
  /** Codes of which one names the fault; any when absent. */
  codes?: readonly string[];
}

/** A table written down otherwise, with nothing wrong in it. */
export interface OtherForm {
  what: string;
  text: string;
  settings: Record<string, unknown>;
}

const plain: TableForm = { delimiter: ",", quote: '"', escape: "doubled", newline: "\n", quotesAll: false };

const products = ["pipe", "valve, large", 'bolt 3"', "two\nlines", "nut", "washer"];
const customers = ["Acme", "Über GmbH", "O'Hara & Sons", "Zoë Print", "Bolt", "Smith, J."];

const sales = (count: number): string[][] =>
  Array.from({ length: count }, (_, index) => [
    `0${(index % 9) + 1}/11/2025`,
    String(1000 + index * 7),
    customers[index % customers.length] ?? "",
    products[(index * 5) % products.length] ?? "",
    (index * 12.25 + 3).toFixed(2),
    index % 3 === 0 ? "" : `note ${index}`,
  ]);

const salesHeader = ["Date", "Number", "Customer", "Product", "Amount", "Remark"];

export const cleanTables: readonly CleanTable[] = [
  { name: "sales", header: salesHeader, rows: sales(14), form: plain },
  {
    name: "sales in quotes",
    header: salesHeader,
    rows: sales(12),
    form: { ...plain, quotesAll: true, newline: "\r\n" },
  },
  {
    name: "ledger",
    header: ["Beleg", "Kunde", "Betrag", "Datum"],
    rows: Array.from({ length: 10 }, (_, index) => [
      `R-${100 + index}`,
      customers[index % customers.length] ?? "",
      `${index * 31},50`,
      `${10 + index}.03.2025`,
    ]),
    form: { ...plain, delimiter: ";", newline: "\r\n" },
  },
  {
    name: "towns",
    header: ["company", "town", "product"],
    rows: Array.from({ length: 9 }, (_, index) => [
      `Company ${String.fromCharCode(65 + index)}`,
      ["Leeds", "York", "Bath"][index % 3] ?? "",
      ["pipe", "valve", "nut"][index % 2] ?? "",
    ]),
    form: plain,
  },
];

export function writtenCell(
  cell: string,
  { delimiter, quote, escape: escaping, quotesAll }: TableForm,
): string {
  const needs = quotesAll || cell.includes(delimiter) || cell.includes(quote) || /[\r\n]/.test(cell);
  if (!needs) return cell;
  return `${quote}${cell.replaceAll(quote, escaping === "doubled" ? quote + quote : `\\${quote}`)}${quote}`;
}

export function writtenTable(rows: readonly (readonly string[])[], form: TableForm): string {
  return rows
    .map((row) => row.map((cell) => writtenCell(cell, form)).join(form.delimiter) + form.newline)
    .join("");
}

/** Every fault in every row and column of a table, one at a time. */
export function* pollutedRows({ header, rows, form }: CleanTable): Generator<PollutedRow> {
  const all = [header, ...rows];
  const lines = all.map((cells) => cells.map((cell) => writtenCell(cell, form)));
  const polluted = (row: number, line: string) =>
    lines.map((cells, index) => (index === row ? line : cells.join(form.delimiter)) + form.newline).join("");
  for (const [row, cells] of lines.entries()) {
    const withCell = (column: number, cell: string) => cells.with(column, cell).join(form.delimiter);
    for (const [column, cell] of cells.entries()) {
      const next = cells[column + 1];
      if (next !== undefined) {
        const merged = [...cells.slice(0, column), cell + next, ...cells.slice(column + 2)];
        yield {
          what: `no delimiter behind cell ${column}`,
          text: polluted(row, merged.join(form.delimiter)),
          row,
        };
      }
      const added = withCell(column, `${form.delimiter}${cell}`);
      yield { what: `a delimiter too many before cell ${column}`, text: polluted(row, added), row };
      yield {
        what: `a quote before cell ${column}`,
        text: polluted(row, withCell(column, `${form.quote}${cell}`)),
        row,
      };
      yield {
        what: `a quote behind cell ${column}`,
        text: polluted(row, withCell(column, `${cell}${form.quote}`)),
        row,
      };
    }
    for (const other of [";", "\t", "|", ","].filter((one) => one !== form.delimiter)) {
      if (row === 0 || cells.some((cell) => cell.includes(other) || cell.includes("\n"))) continue;
      const text = polluted(row, cells.join(other));
      yield { what: `${JSON.stringify(other)} between its cells`, text, row, codes: ["other_delimiter"] };
    }
    const short = cells.slice(0, -1).join(form.delimiter);
    yield { what: "the last cell missing", text: polluted(row, short), row };
    yield {
      what: "three cells too many",
      text: polluted(row, [...cells, "x", "x", "x"].join(form.delimiter)),
      row,
    };
    if (row === 0) continue;
    const single = (all[row] ?? []).map((cell) => `'${cell.replaceAll("'", "''")}'`).join(form.delimiter);
    yield { what: "single quotes around its cells", text: polluted(row, single), row };
  }
}

/** The same table in every dialect. */
export function* otherForms({ header, rows, form }: CleanTable): Generator<OtherForm> {
  const all = [header, ...rows];
  for (const delimiter of [",", ";", "\t", "|", "^", "~"])
    for (const quotesAll of [false, true]) {
      const other = { ...form, delimiter, quotesAll };
      yield {
        what: `${JSON.stringify(delimiter)}, quotes ${quotesAll}`,
        text: writtenTable(all, other),
        settings: { delimiter },
      };
    }
  for (const newline of ["\n", "\r", "\r\n"] as const)
    yield {
      what: `ends ${JSON.stringify(newline)}`,
      text: writtenTable(all, { ...form, newline }),
      settings: {},
    };
  for (const quotesAll of [false, true]) {
    const single = writtenTable(all, { ...form, quote: "'", quotesAll });
    yield { what: `single quotes ${quotesAll}`, text: single, settings: { quote: "'" } };
    const escaped = writtenTable(all, { ...form, escape: "backslash", quotesAll });
    yield { what: `backslashes ${quotesAll}`, text: escaped, settings: { escape: "\\" } };
  }
}
