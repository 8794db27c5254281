import type { SampleRow } from "./detect-delimiter";
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
