import { delimiters } from "./reading";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { fewestForOdd, mostAbove } from "./unlikely-delimiter";
import { isNumber, shapeOf } from "./value-shape";

/** A character that stands as often in every row, and is none of the usual delimiters. */
export interface OddDelimiter {
  character: string;
  /** Cells of a row, were it to divide them. */
  width: number;
  rows: number;
  /** It divides the rows from the first one on, each of them, into three cells or more: no text does that. */
  isCertain: boolean;
}

const usual = new Set(delimiters.flatMap(({ value }) => [...value]));
/** Marks of sentences, numbers and brackets, which stand as often in many rows. */
const ofText = /[\p{L}\p{N}\p{M}\s.?'"`´’‘“”()[\]{}<>\\…�]/u;
const fewestBelow = 3;
/** Text between quotes, doubled ones inside; between double ones there may be several lines. */
const quoted = /"(?:[^"]|"")*"|'(?:[^'\r\n]|'')*'(?![\p{L}\p{N}])/gu;

/**
 * Looks for a character that gives every row as many cells, the first one of names among them; a few lines may stand
 * above it.
 */
export function oddDelimiterOf(sample: readonly SampleRow[]): OddDelimiter | null {
  const decoder = new TextDecoder();
  const lines = sample
    .filter(({ cells }) => !cells.every(isBlank))
    .map(({ bytes }) => decoder.decode(bytes))
    .join("\n")
    .replace(quoted, "q")
    .split(/[\r\n]+/);
  let best: OddDelimiter | null = null;
  for (let above = 0; above <= Math.min(mostAbove, lines.length - 2); above += 1) {
    const table = lines.slice(above);
    if (above > 0 && table.length < 3) break;
    for (const character of new Set(table[0])) {
      if (ofText.test(character) || usual.has(character)) continue;
      const found = dividing(table, character, above);
      if (found !== null && found.width > (best?.width ?? 1)) best = found;
    }
    if (best !== null) return best;
  }
  return null;
}

function dividing(
  [first = "", ...rows]: readonly string[],
  character: string,
  above: number,
): OddDelimiter | null {
  const header = first.split(character);
  const width = header.length;
  const names = width > 2 && isBlank(header.at(-1) ?? "") ? header.slice(0, -1) : header;
  if (names.some((cell) => isBlank(cell) || (above > 0 && isNumber(cell)))) return null;
  const odd = rows.filter((row) => row.split(character).length !== width).length;
  if (odd > (rows.length >= fewestForOdd ? Math.max(1, rows.length * 0.1) : 0)) return null;
  // A date, an address or a number is one value.
  if (rows.filter((row) => isOneValue(row, character)).length * 2 > rows.length) return null;
  const isEach = above === 0 && odd === 0 && width > 2 && rows.length >= fewestBelow;
  return { character, width, rows: rows.length + 1, isCertain: isEach && /^[\x20-\x7e]$/.test(character) };
}

function isOneValue(line: string, character: string): boolean {
  const shape = shapeOf(line);
  return (
    shape === "number" ||
    (shape === "date" && /[-+/]/.test(character)) ||
    (shape === "marked" && /[-+/@#%&=~$]/.test(character))
  );
}
