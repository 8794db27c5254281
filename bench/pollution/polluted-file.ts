import type { CleanTable } from "./clean-tables";

/** How a table is written down. */
export interface Form {
  delimiter: string;
  quote: string;
  /** What stands before a quote inside quotes; nothing: quotes inside are written as they are. */
  escape: string;
  newline: string;
  /** Cells that need no quotes have them too. */
  quotesAll: boolean;
}

export const plainForm: Form = {
  ...{ delimiter: ",", quote: '"', escape: '"', newline: "\r\n", quotesAll: false },
};

/** A file with something done to it, and what is true of it. */
export interface PollutedFile {
  /** The kind of pollution, for the sums. */
  kind: string;
  name: string;
  bytes: Uint8Array;
  /** What the file is, as somebody who knows would say it. */
  settings: Record<string, unknown>;
  /** `null`: it has none. */
  header: string[] | null;
  rows: string[][];
  /** What was done, to which rows: 1-based data rows, 0 the header; `null`: no row, the file can be read as it is. */
  faulty: { first: number; last: number } | null;
  /** The rows are no less right for it: it need not be named. */
  isHarmless?: boolean;
}

export function writtenCell(
  cell: string,
  { delimiter, quote, escape: before, quotesAll, newline }: Form,
): string {
  const [by = ","] = delimiter;
  const needs = quotesAll || cell.includes(by) || cell.includes(quote) || /[\r\n]/.test(cell);
  const text = cell.replaceAll("\n", newline);
  return needs ? `${quote}${text.replaceAll(quote, `${before}${quote}`)}${quote}` : text;
}

/** The lines of a table, header first, without their ends. */
export function linesOf({ header, rows }: CleanTable, form: Form): string[] {
  return [header, ...rows].map((cells) => cells.map((cell) => writtenCell(cell, form)).join(form.delimiter));
}

export const asBytes = (lines: readonly string[], { newline }: Form): Uint8Array =>
  new TextEncoder().encode(lines.map((line) => line + newline).join(""));

/** Line ends inside cells are those of the file. */
export const asRead = (rows: readonly (readonly string[])[], { newline }: Form): string[][] =>
  rows.map((cells) => cells.map((cell) => cell.replaceAll("\n", newline)));

export const settingsOf = ({ delimiter, quote, escape: before }: Form): Record<string, unknown> => ({
  ...{ encoding: "utf-8", delimiter, quote, headerLine: 1 },
  escape: before === "\\" ? "\\" : null,
});
