import type { SampleRow } from "./detect-dialect";
import type { Finding } from "./file-facts";
import type { Evidenced } from "./reading";
import { isBlank } from "./row-kind";

export interface HeaderFound {
  headerRow: Evidenced<number | null>;
  findings: Finding[];
}

const filledCells = (row: SampleRow) => row.cells.filter((cell) => !isBlank(cell));

/**
 * Finds the row with the column names: the first that fills more than half of the columns. A title or a date above the
 * table fills one or two.
 *
 * @param width how many cells a row has, mostly
 */
export function detectHeader(
  sample: readonly SampleRow[],
  width: number,
  chosen?: number | null,
): HeaderFound {
  if (chosen !== undefined) {
    return { headerRow: { value: chosen, evidence: "Your choice", chosen: true }, findings: [] };
  }
  const filled = sample.filter((row) => filledCells(row).length > 0);
  const header = filled.find((row) => filledCells(row).length * 2 > width) ?? filled[0];
  if (header === undefined) {
    return { headerRow: { value: null, evidence: "Every row is blank", chosen: false }, findings: [] };
  }
  const below = filled.slice(filled.indexOf(header) + 1);
  if (isDataLike(header, below)) return withoutHeader(header);
  const names = filledCells(header).length;
  const evidence = `Row ${header.fileRow} is the first with ${names === 1 ? "a name" : `${names} names`}`;
  return {
    headerRow: { value: header.fileRow, evidence, chosen: false },
    findings: dataFindings(header),
  };
}

const isMarked = (cell: string) =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell) ||
  /^https?:\/\//i.test(cell) ||
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(cell);
const isNumber = (cell: string) => /^[-+]?[\d.,\s]*\d$/.test(cell);

type Kind = "number" | "date" | "marked" | "text" | "blank";

function kindOf(cell: string): Kind {
  if (isBlank(cell)) return "blank";
  const value = cell.trim();
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b/.test(value)) return "date";
  if (isNumber(value)) return "number";
  return isMarked(value) ? "marked" : "text";
}

const fewestBelow = 3;

/**
 * Whether the first row is one more row of data: every column that is a number, date or address in the rows below is
 * one there too. Years are names as often as numbers.
 */
function isDataLike(first: SampleRow, below: readonly SampleRow[]): boolean {
  if (below.length < fewestBelow) return false;
  const cells = first.cells.map((cell) => cell.trim());
  if (cells.filter((cell) => /^(19|20)\d\d$/.test(cell)).length > 1) return false;
  let typed = 0;
  for (const [column, cell] of cells.entries()) {
    const kinds = below.map((row) => kindOf(row.cells[column] ?? "")).filter((kind) => kind !== "blank");
    const kind = kindOf(cell);
    const main = (["number", "date", "marked"] as const).find(
      (each) => kinds.filter((other) => other === each).length >= kinds.length * 0.9,
    );
    if (kinds.length === 0 || main === undefined) continue;
    if (kind !== main && kind !== "blank") return false;
    if (kind === main) typed += 1;
  }
  return typed > 0;
}

function withoutHeader(first: SampleRow): HeaderFound {
  const evidence = `Row ${first.fileRow} holds values like the rows below it`;
  const message = `${evidence}, so this file seems to have no header row. If row ${first.fileRow} holds the names, choose it.`;
  return {
    headerRow: { value: null, evidence, chosen: false },
    findings: [
      { code: "no_header", severity: "warning", message, count: 1, fileRow: first.fileRow, line: first.line },
    ],
  };
}

/** A row of names holds no e-mail address, link or date, and not mostly numbers. */
function dataFindings(header: SampleRow): Finding[] {
  const cells = filledCells(header).map((cell) => cell.trim());
  const telling = cells.find(isMarked);
  const numbers = cells.filter(isNumber);
  const example = telling ?? (numbers.length * 2 >= cells.length ? numbers[0] : undefined);
  if (example === undefined) return [];
  const shown = example.length > 60 ? `${example.slice(0, 60)}…` : example;
  const message = `Row ${header.fileRow} looks like data, not like names: "${shown}". If it is, choose "no header row".`;
  return [
    {
      code: "header_looks_like_data",
      severity: "warning",
      message,
      count: 1,
      fileRow: header.fileRow,
      line: null,
    },
  ];
}
