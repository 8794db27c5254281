import { filledCells, isYear } from "./header-evidence";
import { isLikeName } from "./name-words";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { shapeOf } from "./value-shape";

const fewestAlike = 3;
/** So many rows tell enough. */
const mostBelow = 60;

/**
 * Whether nothing tells a row of names from one more row of data: its cells are like those below them, or all of them are
 * words, none of which names columns or is written otherwise than the rest.
 */
export function isDoubtful(header: SampleRow, below: readonly SampleRow[]): boolean {
  if (below.length === 0) return false;
  const columns = header.cells.map((cell, column) => ({
    cell: cell.trim(),
    values: below
      .slice(0, mostBelow)
      .map(({ cells }) => (cells[column] ?? "").trim())
      .filter((value) => value !== ""),
  }));
  const told = columns.filter(({ cell, values }) => !isBlank(cell) && values.length > 0);
  if (told.some(({ cell, values }) => isUnlike(cell, values))) return false;
  if (told.some(({ cell, values }) => isLike(cell, values))) return true;
  if (told.some(({ cell, values }) => /\p{L}/u.test(cell) && values.includes(cell))) return true;
  if (filledCells(header).some(isLikeName)) return false;
  return !told.some(({ cell, values }) => isWrittenOtherwise(cell, values));
}

/** What most values look like, when that is not text. */
function mainShape(values: readonly string[]): string | null {
  const shapes = values.map(shapeOf);
  const main = shapes.find(
    (shape) => shapes.filter((other) => other === shape).length * 5 > shapes.length * 3,
  );
  return main === undefined || main === "text" ? null : main;
}

function isUnlike(cell: string, values: readonly string[]): boolean {
  const shape = mainShape(values);
  return shape !== null && shapeOf(cell) === "text";
}

function isLike(cell: string, values: readonly string[]): boolean {
  const shape = mainShape(values);
  return shape !== null && shapeOf(cell) === shape && !isYear(cell);
}

/** "lower", "UPPER" or "Capital"; `null` for what has no letters or is mixed. */
function caseOf(text: string): string | null {
  const letters = text.replace(/[^\p{L}]/gu, "");
  if (letters === "" || letters.toLowerCase() === letters.toUpperCase()) return null;
  if (letters === letters.toLowerCase()) return "lower";
  if (letters === letters.toUpperCase()) return letters.length > 1 ? "UPPER" : null;
  return /^\P{L}*\p{Lu}/u.test(text) ? "Capital" : null;
}

/** All values are written in one case, and the cell above them in another. */
function isWrittenOtherwise(cell: string, values: readonly string[]): boolean {
  const own = caseOf(cell);
  if (own === null || values.length < fewestAlike) return false;
  const [first] = values;
  const theirs = caseOf(first ?? "");
  return theirs !== null && theirs !== own && values.every((value) => caseOf(value) === theirs);
}
