import type { SampleRow } from "./sample-row";
import { shapeOf } from "./value-shape";

/** Characters that are text far more often than they divide it. */
const shy: ReadonlySet<string> = new Set([":", "::", " "]);
export const isShy = (delimiter: string) => shy.has(delimiter);
/** Characters that hardly stand in a cell, unless they divide: control characters do not at all. */
export const telltale = /[;|]|(?![\r\n])\p{Cc}/u;

/** So many lines may stand above a table. */
export const mostAbove = 6;

/** From the first row that has the width to the last one. */
function rowsBetween(filled: readonly SampleRow[], width: number): readonly SampleRow[] {
  const fits = ({ cells }: SampleRow) => cells.length === width;
  return filled.slice(filled.findIndex(fits), filled.findLastIndex(fits) + 1);
}

/** So many rows of a table leave room for one that is divided otherwise. */
export const fewestForOdd = 6;

/** Whether rows of the width hold numbers, dates or codes as much as words, which no sentence does. */
export function hasValues(filled: readonly SampleRow[], width: number): boolean {
  const cells = filled.filter((row) => row.cells.length === width).flatMap((row) => row.cells);
  return cells.filter((cell) => shapeOf(cell) !== "text").length * 3 >= cells.length;
}

/** Spaces and colons divide only where hardly a row of the table is divided otherwise, and not just text in two. */
export function isGrid(
  filled: readonly SampleRow[],
  { delimiter, width, firstFits }: { delimiter: string; width: number; firstFits: boolean },
): boolean {
  const fits = ({ cells }: SampleRow) =>
    cells.length === width || (cells.length === width + 1 && cells[width] === "");
  const fitting = filled.filter(fits).length;
  const isColon = delimiter.startsWith(":");
  if (filled.length === 2 && fitting === 2) return isColon && width > 2;
  const isNamed = filled.find(fits)?.cells.every((cell) => shapeOf(cell) === "text") === true;
  const isTable = firstFits || (width > 2 && (isColon || (isNamed && hasValues(filled, width))));
  const table = isTable ? rowsBetween(filled, width) : filled;
  const odd = table.length - table.filter(fits).length;
  const spared = isTable ? Math.max(isColon && fitting >= fewestForOdd ? 1 : 0, table.length * 0.05) : 0;
  if (odd > spared || fitting < 3 || fitting * 2 < filled.length || isBesideAnother(filled)) return false;
  if (width > 2) return true;
  const rows = filled.slice(1);
  if (rows.filter(isStamp).length * 2 > rows.length) return false;
  const cells = rows.flatMap((row) => row.cells);
  return cells.filter((cell) => shapeOf(cell) === "text").length < cells.length * 0.6;
}

/** A date and a time, which are one value. */
const isStamp = ({ cells: [date = "", time = "", ...more] }: SampleRow) =>
  more.length === 0 && shapeOf(date) === "date" && /^\d{1,2}:\d\d(:\d\d)?/.test(time);

/** Whether colons stand in times alone: below a first row without any, each is behind a digit and before two. */
export function isClock(filled: readonly SampleRow[], firstFits: boolean): boolean {
  const isTime = ({ cells }: SampleRow) =>
    cells.every(
      (cell, at) => (at === 0 || /^\d\d(?!\d)/.test(cell)) && (at === cells.length - 1 || /\d$/.test(cell)),
    );
  return !firstFits && filled.slice(1).every(isTime);
}

/** Whether spaces only pad: every row begins with one, or has nothing behind them, or another delimiter stands alone in most. */
export function isPadding(filled: readonly SampleRow[]): boolean {
  const isLone = ({ cells }: SampleRow) => cells.some((cell) => /^[,;|\t]$/.test(cell));
  const isOutside = ({ cells }: SampleRow) => cells[0] === "" || cells.slice(1).every((cell) => cell === "");
  return filled.every(isOutside) || filled.filter(isLone).length * 2 > filled.length;
}

/**
 * Whether a delimiter that does not divide the first row stands in the text of a single column: the rows are of one cell
 * again and again; or a space follows it, as in any sentence, and they are so mostly, or the first is right above the others.
 */
export function isText(filled: readonly SampleRow[], width: number, delimiter: string): boolean {
  if (width !== 2 || filled[0]?.cells.length !== 1) return false;
  const isLone = ({ cells }: SampleRow) => cells.length === 1;
  const table = rowsBetween(filled, width);
  if (table.filter(isLone).length * 5 >= table.length) return true;
  const isSpaced =
    delimiter.endsWith(" ") ||
    filled.every(({ cells }) => cells.slice(1).every((cell) => cell.startsWith(" ")));
  const isNamed = filled[1]?.cells.length === 2 && filled[1].line === filled[0].line + 1;
  return isSpaced && (isNamed || filled.filter(isLone).length * 5 >= filled.length * 2);
}

/** Whether every second cell is empty: what divides stands twice. */
export function isDoubled(filled: readonly SampleRow[], width: number): boolean {
  const table = filled.filter(({ cells }) => cells.length === width);
  return (
    width > 2 &&
    width % 2 === 1 &&
    table.every(({ cells }) => cells.every((cell, at) => at % 2 === 0 || cell === ""))
  );
}

/** Commas that are no decimal commas, and divide no thousands; semicolons, tabs, bars. */
const perhapsOthers = [/(?<!\d),|,(?!\d)|,(?!\d{3}(?:\D|$))(?=\d+[,.])/g, /;/g, /\t/g, /\|/g];

/** Whether something else that divides stands more often in every row, or once where this does, not counting decimal commas. */
export function isOutnumbered(filled: readonly SampleRow[], delimiter: string): boolean {
  const count = (cells: readonly string[], mark: RegExp) => cells.join(delimiter).match(mark)?.length ?? 0;
  return perhapsOthers.some((mark) =>
    filled.every(({ cells }) => count(cells, mark) >= (cells.length === 2 ? 1 : cells.length)),
  );
}

/** Whether commas stand between digits alone below the first row, in rows that something else divides, as it divides their names. */
export function isDecimal(filled: readonly SampleRow[]): boolean {
  const rows = filled.slice(1);
  const divided = rows.filter(({ cells }) => cells.length > 1);
  const isNamed = rows.some(({ cells }) => cells.length === 1 && telltale.test(cells[0] ?? ""));
  if (!isNamed || divided.length < 2 || divided.length * 2 < rows.length) return false;
  return divided.every(
    ({ cells }) =>
      cells.some((cell) => telltale.test(cell)) &&
      cells.every(
        (cell, at) => (at === 0 || /^\d/.test(cell)) && (at === cells.length - 1 || /\d$/.test(cell)),
      ),
  );
}

/** What mostly follows a comma or a semicolon, or stands before one, only pads the delimiter. */
export function isBesideAnother(filled: readonly SampleRow[]): boolean {
  const isMostly = (cells: readonly string[], mark: RegExp) => {
    const texts = cells.filter((cell) => cell !== "");
    return texts.filter((cell) => mark.test(cell)).length > texts.length / 2;
  };
  const rows = filled.slice(1).map(({ cells }) => cells);
  const before = rows.flatMap((cells) => cells.slice(0, -1));
  const behind = rows.flatMap((cells) => cells.slice(1));
  return isMostly(before, /[,;]$/) || isMostly(behind, /^[,;]/);
}
