import { delimiters } from "./reading";
import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { fewestForOdd, mostAbove } from "./unlikely-delimiter";
import { isNumber, shapeOf } from "./value-shape";

/** A character, or some together, that stands as often in every row and is none of the usual delimiters. */
export interface OddDelimiter {
  character: string;
  /** Cells of a row, were it to divide them. */
  width: number;
  rows: number;
  /** It divides the rows from the first one on, each of them, into three cells or more: no text does that. */
  isCertain: boolean;
}

const usual = new Set(delimiters.flatMap(({ value }) => [...value]));
/** Letters, and marks of sentences, numbers and brackets, which stand as often in many rows; document exports divide by the thorn. */
const ofText = /(?!þ)[\p{L}\p{N}\p{M}\s.?'"`´’‘“”()[\]{}<>\\…�]/u;
const fewestBelow = 3;
/** Text between quotes, doubled ones inside; between double ones there may be several lines. */
const quoted = /"(?:[^"]|"")*"|'(?:[^'\r\n]|'')*'(?![\p{L}\p{N}])/gu;

/** Marks that stand together. */
const runs = /[!#$%&*+,/:;<=>?@^|~\t-]{2,4}/g;
/** Twice in a row they leave a column blank. */
const ofBlanks = /^[,;\t]/;

const linesOf = (sample: readonly SampleRow[]): string[] => {
  const decoder = new TextDecoder();
  return sample
    .filter(({ cells }) => !cells.every(isBlank))
    .map(({ bytes }) => decoder.decode(bytes))
    .join("\n")
    .replace(quoted, "q")
    .split(/[\r\n]+/);
};

/**
 * Looks for a character, or some that stand together, that gives every row as many cells, the first one of names among
 * them; a few lines may stand above it.
 */
export function oddDelimiterOf(sample: readonly SampleRow[]): OddDelimiter | null {
  const lines = linesOf(sample);
  let best: OddDelimiter | null = null;
  for (let above = 0; above <= Math.min(mostAbove, lines.length - 2); above += 1) {
    const table = lines.slice(above);
    if (above > 0 && table.length < 3) break;
    const [names = ""] = table;
    for (const run of new Set(names.match(runs))) {
      const found = [...run].some((mark) => usual.has(mark)) ? null : dividing(table, run, above);
      if (found !== null) return found;
    }
    for (const character of new Set(names)) {
      if (ofText.test(character) || usual.has(character)) continue;
      const found = dividing(table, character, above);
      if (found !== null && found.width > (best?.width ?? 1)) best = found;
    }
    if (best !== null) return best;
  }
  return null;
}

/** The longer delimiter one is part of, such as "|~|" or "^|^": wherever it stands, the same marks stand beside it. */
export function longerDelimiterOf(sample: readonly SampleRow[], delimiter: string): OddDelimiter | null {
  const mark = delimiter[0] ?? "";
  const lines = linesOf(sample);
  const table = lines.slice(lines.findIndex((line) => line.includes(mark)));
  const [names = "", ...rows] = table;
  const [run, ...others] = new Set(names.match(runs)?.filter((marks) => marks.includes(mark)));
  if (run === undefined || others.length > 0 || run === delimiter || rows.length === 0) return null;
  if (new Set(run).size === 1 && ofBlanks.test(run)) return null;
  const width = names.split(run).length;
  const fits = (line: string) => line.split(run).length === width && !line.replaceAll(run, "").includes(mark);
  const odd = table.filter((line) => !fits(line)).length;
  if (!fits(names) || odd * 10 > table.length) return null;
  return { character: run, width, rows: table.length, isCertain: true };
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
  return { character, width, rows: rows.length + 1, isCertain: isEach && /^[\t\x20-\x7e]+$/.test(character) };
}

function isOneValue(line: string, character: string): boolean {
  const shape = shapeOf(line);
  return (
    shape === "number" ||
    (shape === "date" && /[-+/]/.test(character)) ||
    (shape === "marked" && /[-+/@#%&=~$]/.test(character))
  );
}
