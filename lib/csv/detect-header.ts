import type { Finding } from "./file-facts";
import { isDoubtful } from "./header-doubt";
import {
  columnShapes,
  fewestBelow,
  fewestForShape,
  filledCells,
  isDataLike,
  standsOut,
} from "./header-evidence";
import { dataFindings, headerTie, likeBelow, moreNames, noHeader } from "./header-questions";
import type { Evidenced, Reading, ReadingOverrides } from "./reading";
import type { SampleRow } from "./sample-row";
import { shapeOf } from "./value-shape";

type Places = Pick<Reading, "headerRow" | "headerRows" | "firstDataRow" | "lastDataRow">;

export interface HeaderFound {
  places: Places;
  /** Cells a row of data has, mostly. */
  width: number;
  /** What nearly all values of a column look like; `null` where they differ or are text. */
  shapes: (string | null)[];
  findings: Finding[];
}

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
  if (isDataLike(header, below))
    return {
      headerRow: { value: null, evidence: likeBelow(header), chosen: false },
      findings: [noHeader(header)],
    };
  const names = filledCells(header).length;
  const evidence = `Row ${header.fileRow} is the first with ${names === 1 ? "a name" : `${names} names`}`;
  return {
    headerRow: { value: header.fileRow, evidence, chosen: false },
    findings: headerQuestions(header, filled),
  };
}

/** At most one doubt about the row itself; rows below it may hold names, too. */
function headerQuestions(header: SampleRow, filled: readonly SampleRow[]): Finding[] {
  const at = filled.indexOf(header);
  const below = filled.slice(at + 1);
  const data = dataFindings(header);
  if (data.length > 0) return [...data, ...moreNames(header, below)];
  const other = otherHeader(filled, at);
  const isTie = other !== undefined || isDoubtful(header, below);
  return [...(isTie ? [headerTie(header, other)] : []), ...moreNames(header, below)];
}

/** Another row that may hold the names: the first of a small table above, or of a single column one beside a blank line. */
function otherHeader(filled: readonly SampleRow[], at: number): SampleRow | undefined {
  const above = filled.slice(0, at);
  const isRow = (row: SampleRow | undefined, width: number) =>
    row !== undefined && row.cells.length === width && filledCells(row).length > 1;
  const small = above.find(
    (row, index) => isRow(row, row.cells.length) && isRow(above[index + 1], row.cells.length),
  );
  if (small !== undefined || filled.some(({ cells }) => cells.length > 1)) return small;
  const gap = filled.findIndex(
    ({ fileRow }, index) => index > 0 && fileRow > (filled[index - 1]?.fileRow ?? 0) + 1,
  );
  if (gap < 1 || gap > mostTitleRows || filled.length - gap < 2) return undefined;
  const other = at === gap ? filled[0] : at < gap ? filled[gap] : undefined;
  return shapeOf(other?.cells[0] ?? "") === "text" ? other : undefined;
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
