import type { Finding, ReadingChoice } from "./file-facts";
import type { Evidenced, Reading, ReadingOverrides } from "./reading";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { isMarked, isNumber, shapeOf } from "./value-shape";

type Places = Pick<Reading, "headerRow" | "headerRows" | "firstDataRow" | "lastDataRow">;

export interface HeaderFound {
  places: Places;
  /** Cells a row of data has, mostly. */
  width: number;
  /** What nearly all values of a column look like; `null` where they differ or are text. */
  shapes: (string | null)[];
  findings: Finding[];
}

const filledCells = (row: SampleRow) => row.cells.filter((cell) => !isBlank(cell));
const chosenValue = <T>(value: T): Evidenced<T> => ({ value, evidence: "Your choice", chosen: true });

/**
 * Finds the row with the column names: the first that fills more than half of the columns. A title or a date above the
 * table fills one or two. Where the rows leave another answer open, it is offered.
 *
 * @param mostWidth how many cells a row has, mostly
 */
export function detectHeader(
  sample: readonly SampleRow[],
  mostWidth: number,
  { headerRow, headerRows, firstDataRow, lastDataRow }: ReadingOverrides,
): HeaderFound {
  const filled = sample.filter((row) => filledCells(row).length > 0);
  const table = filled.filter(({ fileRow }) => fileRow >= (headerRow ?? 1));
  const width = firstTableWidth(table, mostWidth);
  const found =
    headerRow === undefined ? headerOf(filled, width) : { headerRow: chosenValue(headerRow), findings: [] };
  const places: Places = {
    headerRow: found.headerRow,
    ...(headerRows === undefined ? {} : { headerRows: chosenValue(headerRows) }),
    ...(firstDataRow === undefined ? {} : { firstDataRow: chosenValue(firstDataRow) }),
    ...(lastDataRow === undefined ? {} : { lastDataRow: chosenValue(lastDataRow) }),
  };
  const settled = headerRows !== undefined || firstDataRow !== undefined;
  const findings = settled ? found.findings.filter(({ code }) => code !== "header_rows") : found.findings;
  const header = places.headerRow.value ?? 0;
  const below = filled.filter(({ fileRow }) => fileRow > header + (headerRows ?? 1) - 1);
  const dataWidth = rowsWidth(filled, places.headerRow.value, width);
  // Another table may begin further down, behind a blank row.
  const gap = below.findIndex((row, at) => at > 1 && row.fileRow > (below[at - 1]?.fileRow ?? 0) + 1);
  const upper = below.slice(0, gap > 0 ? gap : Math.max(fewestForShape, Math.ceil(below.length / 2)));
  return { places, width: dataWidth, shapes: columnShapes(dataWidth, upper, 1), findings };
}

const fewestForShape = 5;
const firstTableRows = 3;

/** Cells of the rows of the first table: of those the file begins with, when they are alike and more than a title. */
function firstTableWidth(filled: readonly SampleRow[], width: number): number {
  const [first] = filled;
  if (first === undefined || first.cells.length < 3) return width;
  const other = filled.findIndex(({ cells }) => cells.length !== first.cells.length);
  if (other < firstTableRows) return width;
  const below = filled.slice(1, other);
  return standsOut(first, below) || isDataLike(first, below) ? first.cells.length : width;
}

/** Cells of most rows below the header; when few speak for it, those of the header. */
function rowsWidth(filled: readonly SampleRow[], headerRow: number | null, width: number): number {
  const header = filled.find(({ fileRow }) => fileRow === headerRow);
  if (header === undefined || header.cells.length === width) return width;
  const below = filled.filter((row) => row.isSound && row.fileRow > header.fileRow);
  const fitting = below.filter(({ cells }) => cells.length === width).length;
  const likeHeader = below.filter(({ cells }) => cells.length === header.cells.length).length;
  return fitting >= 2 && fitting > likeHeader ? width : header.cells.length;
}

type Found = Pick<HeaderFound, "findings"> & { headerRow: Evidenced<number | null> };

function headerOf(filled: readonly SampleRow[], width: number): Found {
  const header = fullRow(filled, width);
  if (header === undefined)
    return { headerRow: { value: null, evidence: "Every row is blank", chosen: false }, findings: [] };
  const below = filled.slice(filled.indexOf(header) + 1);
  if (isDataLike(header, below)) return withoutHeader(header);
  const names = filledCells(header).length;
  const evidence = `Row ${header.fileRow} is the first with ${names === 1 ? "a name" : `${names} names`}`;
  return {
    headerRow: { value: header.fileRow, evidence, chosen: false },
    findings: [...dataFindings(header), ...moreNames(header, below)],
  };
}

/** The first row that fills most columns; one of another width counts only when no row of names follows it. */
function fullRow(filled: readonly SampleRow[], width: number): SampleRow | undefined {
  if (width === 1) return filled[titleRows(filled)];
  const isSpaced = filled.filter(isSentence).length * 2 > filled.length;
  const isFull = (row: SampleRow) => filledCells(row).length * 2 > width && (isSpaced || !isSentence(row));
  const first = filled.findIndex(isFull);
  const row = filled[first];
  if (row === undefined) return filled[0];
  if (row.cells.length === width) return row;
  const isFollowed = filled[first + 1]?.cells.length === width;
  const later = filled.findIndex(
    (other, index) => index > first && other.cells.length === width && isFull(other),
  );
  const other = filled[later];
  if (other === undefined || later > first + 20) return row;
  const below = filled.slice(later + 1);
  const isNear = isFollowed && Math.abs(row.cells.length - width) <= 1;
  return standsOut(other, below) || (!isNear && !isDataLike(other, below)) ? other : row;
}

/** Whether a space follows every delimiter, as in a sentence. */
const isSentence = ({ cells }: SampleRow) =>
  cells.length > 1 && cells.slice(1).every((cell) => /^ \S/.test(cell));

const mostTitleRows = 5;

/**
 * How many rows stand above a single column: comments, texts above a name and values, or a title of several rows with the
 * only blank line below.
 */
function titleRows(filled: readonly SampleRow[]): number {
  const comments = filled.findIndex(({ cells }) => !/^#\s/.test(cells[0] ?? ""));
  if (comments > 0) return comments;
  const values = filled.findIndex(({ cells }) => shapeOf(cells[0] ?? "") !== "text");
  if (
    values > 1 &&
    values <= mostTitleRows &&
    standsOut(filled[values - 1] as SampleRow, filled.slice(values))
  )
    return values - 1;
  const gaps = filled.flatMap(({ fileRow }, index) =>
    index > 0 && fileRow > (filled[index - 1]?.fileRow ?? 0) + 1 ? [index] : [],
  );
  const [gap = 0] = gaps;
  // One row above a blank line may be the name itself.
  return gaps.length === 1 && gap > 1 && gap <= mostTitleRows && filled.length - gap > fewestBelow ? gap : 0;
}

/**
 * What nearly all values of each column look like below a row; `null` for a column of text.
 *
 * @param spared so many may look otherwise where there are few
 */
function columnShapes(width: number, below: readonly SampleRow[], spared = 0): (string | null)[] {
  return Array.from({ length: width }, (_, column) => {
    const counts = new Map<string, number>();
    let values = 0;
    for (const { cells } of below) {
      const shape = shapeOf(cells[column] ?? "");
      if (shape === "blank") continue;
      values += 1;
      counts.set(shape, (counts.get(shape) ?? 0) + 1);
    }
    const [main] = [...counts].sort((a, b) => b[1] - a[1]);
    if (
      main === undefined ||
      main[0] === "text" ||
      main[1] < Math.min(values * 0.9, Math.max(fewestForShape, values) - spared)
    )
      return null;
    return main[0];
  });
}

/** Whether no cell of a row is like the values below it, in the columns whose values are of one kind. */
export function standsOut(row: SampleRow, below: readonly SampleRow[]): boolean {
  if (below.length < 2) return false;
  const shapes = columnShapes(row.cells.length, below);
  const telling = shapes.flatMap((shape, column) =>
    shape === null || isBlank(row.cells[column] ?? "") ? [] : [shape !== shapeOf(row.cells[column] ?? "")],
  );
  return telling.length > 0 && telling.every(Boolean);
}

const fewestBelow = 3;

/**
 * Whether the first row is one more row of data: every column whose values below are of one kind, numbers or dates or
 * codes, has one of them there too, or its words come again. Years are names as often as numbers.
 */
function isDataLike(first: SampleRow, below: readonly SampleRow[]): boolean {
  if (below.length < fewestBelow) return false;
  const cells = first.cells.map((cell) => cell.trim());
  if (cells.filter(isYear).length > 1) return false;
  let like = 0;
  for (const [column, shape] of columnShapes(cells.length, below).entries()) {
    const own = shapeOf(cells[column] ?? "");
    if (shape === null || own === "blank") continue;
    if (own !== shape) return false;
    like += 1;
  }
  return like > 0 || comesAgain(first, below);
}

/** Names as often as numbers. */
const isYear = (cell: string) => /^(19|20)\d\d$/.test(cell);

/** Whether words of a row stand in the same columns again, in rows that are not the same. */
function comesAgain(first: SampleRow, below: readonly SampleRow[]): boolean {
  const again = first.cells.filter((cell, column) => {
    if (isBlank(cell) || !/\p{L}/u.test(cell)) return false;
    return below.some(
      (row) => row.cells[column] === cell && row.cells.some((other, at) => other !== first.cells[at]),
    );
  });
  return again.length >= 2 && again.length * 2 >= filledCells(first).length;
}

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

function withoutHeader(first: SampleRow): Found {
  const evidence = `Row ${first.fileRow} holds values like the rows below it`;
  const message = `${evidence}, so this file seems to have no header row. If row ${first.fileRow} holds the names, choose it.`;
  const finding: Finding = {
    ...{
      code: "no_header",
      severity: "warning",
      message,
      count: 1,
      fileRow: first.fileRow,
      line: first.line,
    },
    choices: headerChoices(first, null),
  };
  return { headerRow: { value: null, evidence, chosen: false }, findings: [finding] };
}

/** A row of names holds no e-mail address, link or date, and not mostly numbers. */
function dataFindings(header: SampleRow): Finding[] {
  const cells = filledCells(header).map((cell) => cell.trim());
  const telling = cells.find(isMarked);
  const isOfYears = cells.filter(isYear).length > 1 && !cells.every(isNumber);
  const numbers = cells.filter((cell) => isNumber(cell) && !(isOfYears && isYear(cell)));
  const example = telling ?? (numbers.length * 2 >= cells.length ? numbers[0] : undefined);
  if (example === undefined) return [];
  const message = `Row ${header.fileRow} looks like data, not like names: "${shown(example)}". If it is, choose "no header row".`;
  return [
    {
      ...{ code: "header_looks_like_data", severity: "warning", message, count: 1 },
      ...{ fileRow: header.fileRow, line: header.line },
      choices: headerChoices(header, header.fileRow),
    },
  ];
}

const mostHeaderRows = 4;

/** Rows right below the header that are not like the data below them may hold names, too, or units. */
function moreNames(header: SampleRow, below: readonly SampleRow[]): Finding[] {
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

/** The header once more, units in brackets, years behind a blank cell, or a row that has nothing of the kinds its columns have below it. */
function isAnotherHeader(row: SampleRow, header: SampleRow, below: readonly SampleRow[]): boolean {
  const names = filledCells(row);
  const same = row.cells.filter((cell, column) => !isBlank(cell) && cell === header.cells[column]).length;
  if (same > 0 && same * 2 >= names.length) return true;
  if (names.length >= 2 && names.every(isUnit)) return true;
  if (names.length >= 2 && isBlank(row.cells[0] ?? "") && names.every(isYear)) return true;
  const isOneWord = names.length >= fewestBelow && new Set(names).size === 1 && !names.some(isNumber);
  if (isOneWord && below.length > 0 && names.length === header.cells.length) return true;
  return below.length >= fewestBelow && row.cells.length === header.cells.length && standsOut(row, below);
}
