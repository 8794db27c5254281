import { isBlank } from "./row-kind";
import type { SampleRow } from "./sample-row";
import { mostAbove } from "./unlikely-delimiter";

const fewestRows = 3;

/**
 * How many columns stand side by side, padded with spaces to the same place in every row; 1 when they do not. Each begins
 * behind a space in all rows, and where columns are padded two spaces or more stand in most rows.
 */
export function paddedColumns(sample: readonly SampleRow[], delimiter: string): number {
  const decoder = new TextDecoder();
  const lines = sample
    .filter(({ cells }) => !cells.every(isBlank))
    .map(({ bytes }) => decoder.decode(bytes).replace(/[\r\n]+$/, ""));
  for (let above = 0; above === 0 || above <= Math.min(mostAbove, lines.length - fewestRows); above += 1) {
    const columns = columnsOf(lines.slice(above), delimiter);
    if (columns > 1) return columns;
  }
  return 1;
}

function columnsOf(lines: readonly string[], delimiter: string): number {
  const padded = lines.filter((line) => / {2}/.test(line)).length;
  if (lines.length < 2 || padded * 2 < lines.length || lines.some((line) => line.includes("\t"))) return 1;
  const longest = Math.max(...lines.map(({ length }) => length));
  const isSpace = (line: string, at: number) => at >= line.length || line[at] === " ";
  const mark = delimiter.trim() || " ";
  let columns = 1;
  for (let at = 1; at < longest; at += 1) {
    if (!lines.every((line) => isSpace(line, at - 1))) continue;
    const beginning = lines.filter((line) => !isSpace(line, at)).length;
    if (beginning < Math.min(fewestRows, lines.length) || isSpace(lines[0] ?? "", at)) continue;
    // Text on the left is padded up to here, and no delimiter stands there.
    const left = lines.map((line) => line.slice(0, at).trimEnd());
    const isBeside = (text: string, rest: string) => text.endsWith(mark) || rest.startsWith(mark);
    const isDivided =
      left.filter((text, row) => isBeside(text, (lines[row] ?? "").slice(at))).length * 2 >= left.length;
    if (!isDivided) columns += 1;
  }
  return columns;
}
