import type { Finding, ReadingChoice } from "./file-facts";
import { fewestBelow, filledCells, isYear, standsOut } from "./header-evidence";
import type { ReadingOverrides } from "./reading";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { isMarked, isNumber, shapeOf } from "./value-shape";

const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
const namesIn = (row: SampleRow) => shown(filledCells(row).slice(0, 4).join(", "));

function headerChoices(row: SampleRow, current: number | null): ReadingChoice[] {
  return [
    {
      label: `Row ${row.fileRow} holds the names: ${namesIn(row)}`,
      current: current === row.fileRow,
      change: { headerRow: row.fileRow },
    },
    {
      label: "No row holds names: every row is data",
      current: current === null,
      change: { headerRow: null },
    },
  ];
}

export function noHeader(first: SampleRow): Finding {
  const message = `${likeBelow(first)}, so this file seems to have no header row. If row ${first.fileRow} holds the names, choose it.`;
  return asks("no_header", first, { message, choices: headerChoices(first, null) });
}

/** What speaks against a header. */
export const likeBelow = ({ fileRow }: SampleRow) => `Row ${fileRow} holds values like the rows below it`;

function asks(
  code: Finding["code"],
  { fileRow, line }: SampleRow,
  { message, choices }: { message: string; choices: ReadingChoice[] },
): Finding {
  return { code, severity: "warning", message, count: 1, fileRow, line, choices };
}

/** A row of names holds no e-mail address, link or date, and not mostly numbers. */
export function dataFindings(header: SampleRow): Finding[] {
  const cells = filledCells(header).map((cell) => cell.trim());
  const telling = cells.find(isMarked);
  const isOfYears = cells.filter(isYear).length > 1 && !cells.every(isNumber);
  const numbers = cells.filter((cell) => isNumber(cell) && !(isOfYears && isYear(cell)));
  const example = telling ?? (numbers.length * 2 >= cells.length ? numbers[0] : undefined);
  if (example === undefined) return [];
  const message = `Row ${header.fileRow} looks like data, not like names: "${shown(example)}". If it is, choose "no header row".`;
  return [
    asks("header_looks_like_data", header, { message, choices: headerChoices(header, header.fileRow) }),
  ];
}

/** Where nothing tells names from data, or two rows may hold the names. */
export function headerTie(header: SampleRow, other: SampleRow | undefined): Finding {
  const row = `Row ${header.fileRow} is taken for the names`;
  const message =
    other === undefined
      ? `${row}, and nothing tells whether it is one more row of data. Look at it and choose.`
      : `${row}, and row ${other.fileRow} may hold them as well. Look at both and choose.`;
  const also = other === undefined ? [] : headerChoices(other, null).slice(0, 1);
  return asks("header_tie", header, {
    message,
    choices: [...headerChoices(header, header.fileRow), ...also],
  });
}

const mostHeaderRows = 4;

/** Rows right below the header that are not like the data below them may hold names, too, or units. */
export function moreNames(header: SampleRow, below: readonly SampleRow[]): Finding[] {
  const rows = moreNameRows(header, below);
  const last = below[rows - 1];
  if (last === undefined) return [];
  const message = `Rows ${header.fileRow} to ${last.fileRow} all look like names. Row ${header.fileRow} is taken for the names and the rest for data: choose how it is.`;
  const choice = (label: string, change: ReadingOverrides, current = false): ReadingChoice => ({
    label,
    change,
    current,
  });
  const together = { headerRow: header.fileRow, headerRows: rows + 1 };
  return [
    {
      ...{ code: "header_rows", severity: "warning", message, count: rows + 1 },
      ...{ fileRow: last.fileRow, line: last.line },
      choices: [
        choice(
          `Row ${header.fileRow} alone holds the names`,
          { headerRow: header.fileRow, headerRows: 1 },
          true,
        ),
        choice(`Rows ${header.fileRow} to ${last.fileRow} hold them together`, together),
        choice(`Row ${last.fileRow} alone holds the names: ${namesIn(last)}`, {
          headerRow: last.fileRow,
          headerRows: 1,
        }),
      ],
    },
  ];
}

/** How many rows right below the header look like names: the most of which each is unlike what follows all of them. */
function moreNameRows(header: SampleRow, below: readonly SampleRow[]): number {
  let adjoining = 0;
  while (below[adjoining]?.fileRow === header.fileRow + adjoining + 1 && adjoining < mostHeaderRows - 1)
    adjoining += 1;
  for (let rows = adjoining; rows > 0; rows -= 1) {
    const data = below.slice(rows);
    const isName = (row: SampleRow) => !filledCells(row).some(isMarked) && isAnotherHeader(row, header, data);
    if (below.slice(0, rows).every(isName)) return rows;
  }
  return 0;
}

/** "[kg]", "(%)": in brackets, and no negative number. */
const isUnit = (cell: string) => /^(\[.*\]|\(.*\)|<.*>)$/s.test(cell.trim()) && !/\d{2}/.test(cell);

/** What kind of values a column holds, as some programs write it below its name. */
const isKind = (cell: string) =>
  /^(int|integer|bigint|long|float|double|decimal|numeric|number|real|string|str|text|char|varchar|bool|boolean|date|datetime|timestamp|time|factor|categorical|object)(\(\d+(,\d+)?\))?$/i.test(
    cell.trim(),
  );

const longestUnit = 8;
const hasUnits = (rows: readonly SampleRow[]) => rows.some((row) => filledCells(row).some(isUnit));

/** The header once more, units in brackets, years behind a blank cell, or a row that has nothing of the kinds its columns have below it. */
function isAnotherHeader(row: SampleRow, header: SampleRow, below: readonly SampleRow[]): boolean {
  const names = filledCells(row);
  const same = row.cells.filter((cell, column) => !isBlank(cell) && cell === header.cells[column]).length;
  if (same > 0 && same * 2 >= names.length) return true;
  if (names.length >= 2 && (names.every(isUnit) || names.every(isKind))) return true;
  if (names.some(isUnit) && names.every((name) => name.length <= longestUnit) && !hasUnits(below))
    return true;
  if (names.length >= 2 && isBlank(row.cells[0] ?? "") && names.every(isYear)) return true;
  if (fillsBlankNames(row, header) || (below.length < fewestBelow && isUnlikeEach(row, below))) return true;
  const isOneWord = names.length >= fewestBelow && new Set(names).size === 1 && !names.some(isNumber);
  if (isOneWord && below.length > 0 && names.length === header.cells.length) return true;
  return below.length >= fewestBelow && row.cells.length === header.cells.length && standsOut(row, below);
}

/** Names that stand over several columns leave the next ones blank; the row below divides them. */
function fillsBlankNames(row: SampleRow, header: SampleRow): boolean {
  const blank = header.cells.flatMap((cell, column) => (column > 0 && isBlank(cell) ? [column] : []));
  const isWord = (cell: string) => shapeOf(cell) === "text";
  return (
    blank.length > 0 &&
    blank.every((column) => isWord(row.cells[column] ?? "")) &&
    filledCells(row).every(isWord)
  );
}

/** Of words alone, above a row or two whose values are of other kinds wherever they are no words. */
function isUnlikeEach(row: SampleRow, below: readonly SampleRow[]): boolean {
  const pairs = row.cells.flatMap((cell, column) => {
    const shapes = new Set(below.map(({ cells }) => shapeOf(cells[column] ?? "")));
    const [shape] = shapes;
    if (isBlank(cell) || shapes.size !== 1 || shape === "text" || shape === "blank") return [];
    return [shapeOf(cell) === "text"];
  });
  return pairs.length > 0 && pairs.every(Boolean) && !filledCells(row).some((cell) => /\d/.test(cell));
}
