import { candidateOf, type DialectCandidate } from "./dialect-candidate";
import type { Finding } from "./file-facts";
import { isBlank } from "./row-kind";

const within = [",", ";", "\t", "|"];

/** Rows that stand in quotes as a whole, as one cell each, when what stands in them is divided evenly itself. */
export function rowsInQuotes({ width, quotedCells, filledRows, sample }: DialectCandidate): Finding[] {
  if (width !== 1 || filledRows < 2 || quotedCells < filledRows) return [];
  const lines = sample.filter(({ cells }) => !cells.every(isBlank)).map(({ cells }) => cells[0] ?? "");
  const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const inside = within
    .map((delimiter) => candidateOf(bytes, true, { delimiter, quote: '"', escape: null }))
    .find(
      (tried) =>
        tried.evenness > 0 &&
        tried.fitting === tried.filledRows &&
        tried.sample.every(({ cells }) => !cells.slice(1).every((cell) => cell.startsWith(" "))),
    );
  if (inside === undefined) return [];
  const message = `Each row stands in quotes as a whole and is read as one cell. ${inside.label} would divide what is inside into ${inside.width}. Save the file without the quotes around its rows.`;
  return [{ code: "delimiter_tie", severity: "warning", message, count: 1, fileRow: null, line: null }];
}
