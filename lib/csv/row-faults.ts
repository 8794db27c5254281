import type { Finding } from "./file-facts";
import { grouped } from "./grouped";
import type { RowOddity } from "./looked-at";
import type { Flaw } from "./record-batch";

export type RowFault = Flaw | RowOddity;

/** One import keeps 100,000 rows back and 100,000 excluded at the most: where more rows are cut, none of the file is sent. */
export const mostCutRows = 250_000;

interface Seen {
  count: number;
  first: { fileRow: number; line: number };
  /** Cells of the first row. */
  cells: number;
}

/** Faults of a file's rows: each kind with its count and its first place. */
export class RowFaults {
  readonly #seen = new Map<RowFault, Seen>();

  /** @param cells how many the row has */
  add(fault: RowFault, { fileRow, line, cells }: { fileRow: number; line: number; cells: number }): void {
    const seen = this.#seen.get(fault);
    if (seen === undefined) this.#seen.set(fault, { count: 1, first: { fileRow, line }, cells });
    else seen.count += 1;
  }

  /** @param width cells a row should have */
  findings(width: number): Finding[] {
    return [...this.#seen].map(([code, seen]) => ({
      code,
      severity: severities[code] ?? "error",
      message: messageOf(code, seen, width),
      count: seen.count,
      ...seen.first,
      ...choicesFor(code, seen),
    }));
  }
}

const severities: Readonly<Partial<Record<RowFault, Finding["severity"]>>> = {
  quote_in_text: "note",
  other_quote: "warning",
  repeated_header: "warning",
  second_table: "warning",
  no_record: "warning",
  byte_order_mark: "warning",
  control_character: "warning",
};

/** The other ways to read the file that a fault suggests. */
function choicesFor(code: RowFault, { first }: Seen): Pick<Finding, "choices"> {
  const row = grouped(first.fileRow);
  if (code === "unclosed_quote")
    return {
      choices: [
        { label: "Quotes hold cells together", current: true, change: {} },
        { label: "A quote is text like any other", current: false, change: { quote: null } },
      ],
    };
  if (code !== "second_table") return {};
  return {
    choices: [
      { label: "Read all rows as one table", current: true, change: {} },
      {
        label: `Read the rows above row ${row} alone`,
        current: false,
        change: { lastDataRow: first.fileRow - 1 },
      },
      {
        label: `Read from row ${row} on, which holds the names`,
        current: false,
        change: { headerRow: first.fileRow },
      },
    ],
  };
}

function messageOf(code: RowFault, { count, first, cells }: Seen, width: number): string {
  const row = `row ${grouped(first.fileRow)} (line ${grouped(first.line)})`;
  const more =
    count === 1 ? "" : ` ${grouped(count - 1)} more ${count === 2 ? "row is" : "rows are"} like it.`;
  const stay = count === 1 ? " The row stays here." : " These rows stay here.";
  switch (code) {
    case "ragged_row":
      return `R${row.slice(1)} has ${grouped(cells)} ${cells === 1 ? "cell" : "cells"}, ${grouped(width)} are expected.${more}${stay}`;
    case "cut_row":
      return `A cell of ${row} seems to be cut by a line end, its rest standing in the row next to it. What is read of it may not be all.${more}${stay}`;
    case "other_delimiter":
      return `R${row.slice(1)} has another separator between its cells than the rest of the file.${more}${stay}`;
    case "other_quote":
      return `R${row.slice(1)} has cells in quotes of another kind than the rest of the file. They are read as text.${more}`;
    case "repeated_header":
      return `R${row.slice(1)} is the header once more, read as data.${more}`;
    case "second_table":
      return `Another table seems to begin in ${row}.${more}`;
    case "no_record":
      return `R${row.slice(1)} seems to be no record but a remark, a line between rows or the heading of some. It is read as data.${more}`;
    case "byte_order_mark":
      return `R${row.slice(1)} begins with a byte-order mark, which cannot be seen, as where files were put one behind another. It is read as part of the first cell.${more}`;
    case "control_character":
      return `R${row.slice(1)} begins or ends with a control character, which cannot be seen, such as a page break. It is read as part of the cell.${more}`;
    case "unclosed_quote":
      return `A quote opens in ${row} and is never closed.${more}${stay}`;
    case "stray_quote":
      return `Text follows a closing quote in ${row}, so its cells cannot be told apart for certain.${more}${stay}`;
    case "nul":
      return `A NUL character stands in ${row}.${more}${stay}`;
    case "invalid_bytes":
      return `Some bytes in ${row} are no characters in this encoding.${more}${stay}`;
    case "record_too_long":
      return `R${row.slice(1)} is longer than can be read.${more}${stay}`;
    case "quote_in_text":
      return `A quote stands inside the text of ${row}. It is read as text.${more}`;
  }
}
