import type { FileRow, Finding, ReadingChoice } from "./file-facts";
import { grouped } from "./grouped";
import type { RowPlace } from "./looked-at";
import type { Newline } from "./reading";
import { isBlank } from "./row-kind";

export interface FileShape {
  complete: boolean;
  headerRow: number | null;
  /** The names as they stand; as many as the header has cells. */
  header: readonly string[];
  /** Another delimiter stands between the names than between the cells of the rows. */
  isHeaderDividedOtherwise: boolean;
  /** The first rows of the file. */
  head: readonly FileRow[];
  columns: readonly { header: string; label: string }[];
  footnotes: { first: RowPlace; rows: number } | null;
  rows: number;
  blankRows: number;
  trailingBlankRows: number;
  newline: Newline;
}

const areLeftOut = (count: number, where: string) =>
  count === 1 ? `1 blank row ${where} is left out.` : `${grouped(count)} blank rows ${where} are left out.`;

type Said = Pick<Finding, "code" | "severity" | "count" | "message" | "choices">;

/** What is to be said about a file as a whole. */
export function shapeFindings(shape: FileShape): Finding[] {
  const said = [...nothingToSend(shape), ...aboutHeader(shape), ...aboutRows(shape)];
  return [...said.map((finding) => ({ ...finding, fileRow: null, line: null })), ...aboutFootnotes(shape)];
}

function aboutFootnotes({ complete, footnotes }: FileShape): Finding[] {
  if (!complete || footnotes === null) return [];
  const { first, rows } = footnotes;
  const last = first.fileRow - 1;
  const message =
    rows === 1
      ? `Row ${grouped(first.fileRow)}, the last, holds one value alone, like a note below the table.`
      : `The last ${grouped(rows)} rows, from row ${grouped(first.fileRow)} on, hold one value each, like notes below the table.`;
  return [
    {
      ...{ code: "footnotes", severity: "warning", count: rows, message },
      ...{ fileRow: first.fileRow, line: first.line },
      choices: [
        { label: "They are data", current: true, change: {} },
        {
          label: `Row ${grouped(last)} is the last of the table`,
          current: false,
          change: { lastDataRow: last },
        },
      ],
    },
  ];
}

function nothingToSend({ complete, rows, headerRow }: FileShape): Said[] {
  if (!complete || rows > 0) return [];
  const found = headerRow === null ? "Every row of this file is blank." : "Only a header row was found.";
  return [
    { code: "header_only", severity: "error", count: 1, message: `${found} There is nothing to send.` },
  ];
}

/** The rows that could be the header: those above it, and itself. */
function headerChoices(head: readonly FileRow[], headerRow: number): ReadingChoice[] {
  return head
    .filter(({ fileRow, cells }) => fileRow <= headerRow && !cells.every(isBlank))
    .map(({ fileRow, cells }) => ({
      label: `Header is in row ${grouped(fileRow)}: ${cells.join(", ").slice(0, 60)}`,
      current: fileRow === headerRow,
      change: { headerRow: fileRow },
    }));
}

function aboutHeader({ headerRow, header, isHeaderDividedOtherwise, head, columns }: FileShape): Said[] {
  if (headerRow === null) return [];
  const said: Said[] = [];
  if (isHeaderDividedOtherwise) {
    const message = `The header, row ${grouped(headerRow)}, has another separator between its names than the rows have. It is divided by its own.`;
    said.push({ code: "other_delimiter", severity: "warning", count: 1, message });
  }
  if (header.length > 0 && header.length !== columns.length) {
    const message = `The header has ${grouped(header.length)} names, the rows have ${grouped(columns.length)} cells, so names may stand over the wrong columns. Compare them with the first rows.`;
    said.push({ code: "ragged_header", severity: "warning", count: 1, message });
  }
  if (headerRow > 1) {
    const rows = headerRow === 2 ? "Row 1 stands" : `Rows 1 to ${grouped(headerRow - 1)} stand`;
    const message = `${rows} above the header and ${headerRow === 2 ? "is" : "are"} left out.`;
    said.push({
      code: "preamble",
      severity: "note",
      count: headerRow - 1,
      message,
      choices: headerChoices(head, headerRow),
    });
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
