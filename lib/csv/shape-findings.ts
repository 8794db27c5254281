import type { Finding } from "./file-facts";
import type { Newline } from "./reading";
import { isBlank } from "./row-kind";

export interface FileShape {
  complete: boolean;
  headerRow: number | null;
  columns: readonly { header: string; label: string }[];
  rows: number;
  blankRows: number;
  trailingBlankRows: number;
  newline: Newline;
}

const grouped = (value: number) => value.toLocaleString("en-GB");
const areLeftOut = (count: number, where: string) =>
  count === 1 ? `1 blank row ${where} is left out.` : `${grouped(count)} blank rows ${where} are left out.`;

type Said = Pick<Finding, "code" | "severity" | "count" | "message">;

/** What is to be said about a file as a whole. */
export function shapeFindings(shape: FileShape): Finding[] {
  const said = [...nothingToSend(shape), ...aboutHeader(shape), ...aboutRows(shape)];
  return said.map((finding) => ({ ...finding, fileRow: null, line: null }));
}

function nothingToSend({ complete, rows, headerRow }: FileShape): Said[] {
  if (!complete || rows > 0) return [];
  const found = headerRow === null ? "Every row of this file is blank." : "Only a header row was found.";
  return [
    { code: "header_only", severity: "error", count: 1, message: `${found} There is nothing to send.` },
  ];
}

function aboutHeader({ headerRow, columns }: FileShape): Said[] {
  if (headerRow === null) return [];
  const said: Said[] = [];
  if (headerRow > 1) {
    const rows = headerRow === 2 ? "Row 1 stands" : `Rows 1 to ${grouped(headerRow - 1)} stand`;
    const message = `${rows} above the header and ${headerRow === 2 ? "is" : "are"} left out.`;
    said.push({ code: "preamble", severity: "note", count: headerRow - 1, message });
  }
  const blank = columns.filter(({ header }) => isBlank(header));
  if (blank.length > 0) {
    const message =
      blank.length === 1
        ? `A column has no name. It is shown as "${blank[0]?.label}".`
        : `${grouped(blank.length)} columns have no name. They are shown by their place, such as "${blank[0]?.label}".`;
    said.push({ code: "blank_header", severity: "warning", count: blank.length, message });
  }
  const repeated = columns.filter(({ header, label }) => !isBlank(header) && header.trim() !== label);
  if (repeated.length > 0) {
    const names = repeated
      .slice(0, 3)
      .map(({ label }) => `"${label}"`)
      .join(", ");
    const message = `Columns with the same name are told apart by a number: ${names}${repeated.length > 3 ? " …" : ""}.`;
    said.push({ code: "duplicate_header", severity: "warning", count: repeated.length, message });
  }
  return said;
}

function aboutRows({ complete, blankRows, trailingBlankRows, newline }: FileShape): Said[] {
  const said: Said[] = [];
  if (newline === "mixed") {
    const message = "Lines end in more than one way. Each way is read as the end of a line.";
    said.push({ code: "mixed_newlines", severity: "note", count: 1, message });
  }
  if (blankRows > 0) {
    said.push({
      code: "blank_rows",
      severity: "note",
      count: blankRows,
      message: areLeftOut(blankRows, "between others"),
    });
  }
  if (complete && trailingBlankRows > 0) {
    const message = areLeftOut(trailingBlankRows, "at the end");
    said.push({ code: "trailing_blank_rows", severity: "note", count: trailingBlankRows, message });
  }
  return said;
}
