import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { shapeOf } from "./value-shape";

export const filledCells = (row: SampleRow) => row.cells.filter((cell) => !isBlank(cell));

export const fewestForShape = 5;

/**
 * What nearly all values of each column look like below a row; `null` for a column of text.
 *
 * @param spared so many may look otherwise where there are few
 */
export function columnShapes(width: number, below: readonly SampleRow[], spared = 0): (string | null)[] {
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

/** So few rows tell nothing. */
export const fewestBelow = 3;

/**
 * Whether the first row is one more row of data: every column whose values below are of one kind, numbers or dates or
 * codes, has one of them there too, or its words come again. Years are names as often as numbers.
 */
export function isDataLike(first: SampleRow, below: readonly SampleRow[]): boolean {
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
export const isYear = (cell: string) => /^(19|20)\d\d$/.test(cell);

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
