import { candidateOf, type DialectCandidate, type TriedDialect } from "./dialect-candidate";
import {
  dividedRows,
  fixedWidth,
  oddDivides,
  oneColumn,
  overlooked,
  quotesAreText,
  ties,
} from "./dialect-questions";
import type { Finding } from "./file-facts";
import { longerDelimiterOf, type OddDelimiter, oddDelimiterOf } from "./odd-delimiter";
import { delimiters, type Escape, type Evidenced, type Quote } from "./reading";
import { rowsInQuotes } from "./rows-in-quotes";
import type { SampleRow } from "./sample-row";
import { isShy } from "./unlikely-delimiter";

export interface DialectFound {
  delimiter: Evidenced<string>;
  quote: Evidenced<Quote>;
  escape: Evidenced<Escape>;
  /** How many cells a row has, mostly. */
  width: number;
  sample: SampleRow[];
  findings: Finding[];
}

export interface DialectChoice {
  delimiter?: string;
  quote?: Quote;
  escape?: Escape;
}

const SPACE = 0x20;
const LF = 10;
const CR = 13;
const sampleBytes = 262_144;
/** Two lines longer than that are too long to be tried with each dialect. */
const longestLines = 2_097_152;
/** Twice as many as rows are looked at, for those that run over lines. */
const sampleLines = 600;

/** How much of the beginning is tried with each dialect, up to the end of a line: two lines at least, however long. */
function sampleEnd(head: Uint8Array): number {
  const mark = head.includes(LF) ? LF : CR;
  let end = 0;
  for (let line = 0; line < sampleLines; line += 1) {
    const next = head.indexOf(mark, end) + 1;
    end = next === 0 ? head.length : next;
    if (next === 0 || end > sampleBytes) return line < 2 && end <= longestLines ? end : sampleBytes;
  }
  return end;
}

/**
 * Finds the delimiter, quote and escape that divide the first rows most evenly.
 *
 * @param head the beginning of the file, in UTF-8
 * @param whole the head is the whole file, so its last line is a whole row
 */
export function detectDialect(
  head: Uint8Array,
  whole: boolean,
  chosen: DialectChoice,
  end = sampleEnd(head),
): DialectFound {
  const bytes = head.subarray(0, end);
  const isWhole = whole && bytes.length === head.length;
  const said = chosen.delimiter === undefined ? separatorLine(bytes) : null;
  const settled = chosen.delimiter ?? said;
  const tried = dialectsToTry(bytes, { ...chosen, ...(settled === null ? {} : { delimiter: settled }) });
  const candidates = tried
    .map((dialect) => candidateOf(bytes, isWhole, dialect))
    .sort((a, b) => b.score - a.score);
  // A text of many lines in quotes may reach beyond the sample, and its row would be taken for many.
  if (end < head.length && candidates.some(({ isCut }) => isCut))
    return detectDialect(head, whole, chosen, Math.min(head.length, 4 * end));
  const [first] = candidates;
  if (first === undefined) throw new Error("There is no dialect to try");
  const { divided, odd, held } =
    settled === null ? heldOf(first, bytes, { isWhole, chosen }) : { divided: first, odd: null, held: first };
  const best = chosen.quote === undefined ? unquoted(bytes, isWhole, held) : held;
  const evidence =
    chosen.delimiter !== undefined
      ? "Your choice"
      : said === null
        ? evidenceOf(best)
        : `The first line of the file says sep=${said}`;
  return {
    delimiter: { value: best.delimiter, evidence, chosen: chosen.delimiter !== undefined },
    quote: quoteFound(best, bytes, chosen.quote),
    escape: escapeFound(best, chosen.escape),
    width: best.width,
    sample: best.sample,
    findings: [
      ...(settled === null ? questionsOf(best, { candidates, divided, odd, held }) : []),
      ...(best.quote === null && chosen.quote === undefined ? [quotesAreText(held)] : []),
    ],
  };
}

interface Held {
  /** What divides the rows most evenly, its space with it. */
  divided: DialectCandidate;
  /** Another character that divides them, too. */
  odd: OddlyDivided | null;
  /** What is taken of them. */
  held: DialectCandidate;
}

interface OddlyDivided extends OddDelimiter {
  /** `null`: what is beyond ASCII divides nothing here. */
  candidate: DialectCandidate | null;
}

function heldOf(
  first: DialectCandidate,
  bytes: Uint8Array,
  { isWhole, chosen }: { isWhole: boolean; chosen: DialectChoice },
): Held {
  const divided = padded(bytes, isWhole, first, chosen);
  const found =
    longerDelimiterOf(divided.sample, divided.delimiter) ??
    (isEvenly(divided) ? null : oddDelimiterOf(divided.sample));
  if (found === null) return { divided, odd: null, held: undivided(divided, bytes, isWhole) };
  const { character, width, isCertain } = found;
  const tried = isAscii(character)
    ? bestOf(dialectsToTry(bytes, { ...chosen, delimiter: character }), bytes, isWhole)
    : null;
  const candidate = tried?.width === width ? tried : null;
  const odd = { ...found, candidate };
  const held = isCertain && candidate !== null ? candidate : undivided(divided, bytes, isWhole);
  return { divided, odd, held };
}

const isAscii = (character: string) => /^[\t\x20-\x7e]+$/.test(character);

/** Whether hardly a row is divided otherwise, the first one neither. */
const isEvenly = ({ evenness, width, fitting, filledRows, sample }: DialectCandidate) =>
  evenness > 0 && fitting >= filledRows * 0.9 && sample[0]?.cells.length === width;

function bestOf(tried: readonly TriedDialect[], bytes: Uint8Array, whole: boolean): DialectCandidate {
  const candidates = tried.map((dialect) => candidateOf(bytes, whole, dialect));
  return candidates.reduce((best, other) => (other.score > best.score ? other : best));
}

function questionsOf(
  best: DialectCandidate,
  { candidates, divided, odd, held }: Held & { candidates: DialectCandidate[] },
): Finding[] {
  const asked = [
    ...ties(best, candidates),
    ...(odd === null && held !== divided ? [oneColumn(held, divided)] : []),
    ...(odd === null && held === divided ? overlooked(best, candidates) : []),
    ...(odd === null ? [] : [oddDivides(odd, held === odd.candidate ? divided : held)]),
  ];
  return asked.length > 0 ? asked : [...fixedWidth(best), ...rowsInQuotes(best)];
}

function dialectsToTry(bytes: Uint8Array, chosen: DialectChoice): TriedDialect[] {
  const has = (text: string) => bytes.includes(text.charCodeAt(0));
  const present = delimiters
    .map(({ value }) => value)
    .filter((value) =>
      value.length === 1
        ? has(value)
        : value.endsWith(" ")
          ? hasQuoteBehind(bytes, value)
          : hasPair(bytes, value),
    );
  const separators: string[] =
    chosen.delimiter !== undefined ? [chosen.delimiter] : present.every(isShy) ? [",", ...present] : present;
  const quotes: Quote[] =
    chosen.quote !== undefined
      ? [chosen.quote]
      : opens(bytes, 0x27) * 2 > opens(bytes, 0x22)
        ? ['"', "'"]
        : ['"'];
  const escapes: Escape[] =
    chosen.escape !== undefined ? [chosen.escape] : hasEscapedQuote(bytes) ? [null, "\\"] : [null];
  // Among spaces a quote opens behind one.
  const quotesFor = (delimiter: string): Quote[] =>
    chosen.quote === undefined && delimiter === " " && has("'") ? ['"', "'"] : quotes;
  return separators.flatMap((delimiter) =>
    quotesFor(delimiter).flatMap((quote) =>
      escapes.map((escaping) => ({ delimiter, quote, escape: escaping })),
    ),
  );
}

/** How often a quote stands where a cell may begin: at the beginning of a line or behind a delimiter, not counting spaces. */
function opens(bytes: Uint8Array, quote: number): number {
  const before = new Set([10, 13, ...delimiters.map(({ value }) => value.charCodeAt(0))]);
  let count = 0;
  for (let at = bytes.indexOf(quote); at !== -1; at = bytes.indexOf(quote, at + 1)) {
    const behind = bytes[at - 1] === SPACE ? at - 2 : at - 1;
    if (behind < 0 || (bytes[behind] !== SPACE && before.has(bytes[behind] ?? 0))) count += 1;
  }
  return count;
}

/** Whether a quote ever stands behind a delimiter and its space. */
function hasQuoteBehind(bytes: Uint8Array, delimiter: string): boolean {
  const byte = delimiter.charCodeAt(0);
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) {
    if (bytes[at + 1] === 0x20 && (bytes[at + 2] === 0x22 || bytes[at + 2] === 0x27)) return true;
  }
  return false;
}

/** Whether a character ever stands twice. */
function hasPair(bytes: Uint8Array, pair: string): boolean {
  const byte = pair.charCodeAt(0);
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) {
    if (bytes[at + 1] === byte) return true;
  }
  return false;
}

function hasEscapedQuote(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x5c); at !== -1; at = bytes.indexOf(0x5c, at + 1)) {
    if (bytes[at + 1] === 0x22 || bytes[at + 1] === 0x27) return true;
  }
  return false;
}

function separatorLine(bytes: Uint8Array): string | null {
  const start = new TextDecoder().decode(bytes.subarray(0, 16));
  const said = /^"?sep=(.)"?[\r\n]/i.exec(start)?.[1];
  return delimiters.find(({ value }) => value === said)?.value ?? null;
}

const paddedOf: Readonly<Record<string, string>> = { ",": ", ", ";": "; " };

/** When a space follows every delimiter it belongs to it: a quote may open behind it. */
function padded(
  bytes: Uint8Array,
  whole: boolean,
  best: DialectCandidate,
  chosen: DialectChoice,
): DialectCandidate {
  const wide = paddedOf[best.delimiter];
  if (wide === undefined || best.evenness === 0) return best;
  const later = best.sample.flatMap(({ cells }) => cells.slice(1)).filter((cell) => cell !== "");
  const spaced = later.filter((cell) => cell.startsWith(" ")).length;
  if (later.length < 2 || spaced < later.length * 0.8) return best;
  return bestOf(dialectsToTry(bytes, { ...chosen, delimiter: wide }), bytes, whole);
}

/** Where no delimiter divides the rows, and yet one stands in many of them, they are text of a single column. */
function undivided(best: DialectCandidate, bytes: Uint8Array, whole: boolean): DialectCandidate {
  const divided = dividedRows(best);
  if (best.evenness > 0 || divided === 0 || divided * 5 < best.filledRows) return best;
  const absent = delimiters.find(({ value }) => value.length === 1 && !bytes.includes(value.charCodeAt(0)));
  return absent === undefined ? best : candidateOf(bytes, whole, { ...best, delimiter: absent.value });
}

const fewestUnsound = 3;

/** Where quotes begin cells in many rows, and hardly ever end them, they hold nothing together. */
function unquoted(bytes: Uint8Array, whole: boolean, best: DialectCandidate): DialectCandidate {
  const { unsound, filledRows, quotedCells, delimiter } = best;
  if (unsound < fewestUnsound || unsound * 10 < filledRows || quotedCells >= unsound) return best;
  const plain = candidateOf(bytes, whole, { delimiter, quote: null, escape: null });
  return plain.evenness > best.evenness ? plain : best;
}

function quoteFound(best: DialectCandidate, bytes: Uint8Array, chosen: Quote | undefined): Evidenced<Quote> {
  if (chosen !== undefined) return { value: chosen, evidence: "Your choice", chosen: true };
  const evidence =
    best.quote === null
      ? "Quotes begin cells and do not close: they are text"
      : best.quote === "'"
        ? "Cells are in single quotes, none in double quotes"
        : bytes.includes(0x22)
          ? "Some cells are in double quotes"
          : "No quotes in the first rows";
  return { value: best.quote, evidence, chosen: false };
}

function escapeFound({ escape: escaping }: DialectCandidate, chosen: Escape | undefined): Evidenced<Escape> {
  if (chosen !== undefined) return { value: chosen, evidence: "Your choice", chosen: true };
  const evidence =
    escaping === null ? "A quote inside quotes is doubled" : "A backslash stands before quotes inside quotes";
  return { value: escaping, evidence, chosen: false };
}

function evidenceOf({ width, fitting, filledRows, label }: DialectCandidate): string {
  if (width < 2) return "One column: neither comma, semicolon, tab nor vertical bar divides the rows";
  const columns = `${label}: ${width} columns in`;
  if (filledRows === 1) return `${columns} the first row`;
  return fitting === filledRows
    ? `${columns} each of the first ${filledRows} rows`
    : `${columns} ${fitting} of the first ${filledRows} rows`;
}
