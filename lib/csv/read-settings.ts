import type { DetectedReading } from "./detect-reading";
import { encodings, type ReadingOverrides } from "./reading";
import type { LineLayout } from "./row-writer";

/** What is known of a file beforehand. A key that is absent is found. */
export interface ReadSettings {
  /** One of `encodings`, by any name the platform knows it by. */
  encoding?: unknown;
  /** One ASCII character, no line end and no NUL, up to eight that stand together, or one and a space. */
  delimiter?: unknown;
  /** `"`, `'`, or nothing: a quote is text. */
  quote?: unknown;
  /** A backslash, or the quote itself. */
  escape?: unknown;
  /** 1-based line of the column names; `null` or 0: there are none. */
  headerLine?: unknown;
  /** How many rows, from that line on, hold the names. */
  headerRows?: unknown;
  /** 1-based lines of the first and the last row of data. */
  firstDataLine?: unknown;
  lastDataLine?: unknown;
}

/** @param onUnusable gets a code for each setting that cannot be followed; it is then found */
export function overridesOf(settings: ReadSettings, onUnusable: (code: string) => void): ReadingOverrides {
  const overrides: ReadingOverrides = {};
  const { encoding, delimiter, quote, escape: escaping } = settings;
  if (encoding !== undefined && encoding !== null) {
    const known = encodings.find(({ value }) => value === encodingNamed(encoding));
    if (known === undefined) onUnusable("unusable_encoding");
    else overrides.encoding = known.value;
  }
  if (delimiter !== undefined && delimiter !== null) {
    if (typeof delimiter === "string" && isUsable(delimiter)) overrides.delimiter = delimiter;
    else onUnusable("unusable_delimiter");
  }
  if (quote === null || quote === "") overrides.quote = null;
  else if (quote === '"' || quote === "'") overrides.quote = quote;
  else if (quote !== undefined) onUnusable("unusable_quote");
  if (escaping === "\\") overrides.escape = escaping;
  else if (escaping === null || escaping === "" || escaping === '"' || escaping === "'")
    overrides.escape = null;
  else if (escaping !== undefined) onUnusable("unusable_escape");
  if (settings.headerLine !== undefined && lineOf(settings.headerLine) === undefined)
    onUnusable("unusable_header_line");
  for (const [key, code] of countSettings) {
    const value = settings[key];
    if (value !== undefined && value !== null && countOf(value) === undefined) onUnusable(code);
  }
  return overrides;
}

const isUsable = (delimiter: string) =>
  /^(?!.*[\r\n])\p{ASCII}{1,8}$/su.test(delimiter) && !delimiter.includes("\0");

const countSettings = [
  ["headerRows", "unusable_header_rows"],
  ["firstDataLine", "unusable_first_data_line"],
  ["lastDataLine", "unusable_last_data_line"],
] as const;

/** The row of the line that was said to hold the names; `undefined`: none was said. */
export function headerRowSaid(
  { headerLine }: ReadSettings,
  { rowOfLine }: DetectedReading,
): number | null | undefined {
  const line = lineOf(headerLine);
  return typeof line === "number" ? rowOfLine(line) : line;
}

/** Which lines are what: as said, else as found. */
export function linesFrom(settings: ReadSettings, { reading, lineOfRow }: DetectedReading): LineLayout {
  const said = lineOf(settings.headerLine);
  const row = reading.headerRow.value;
  return {
    headerLine: said !== undefined ? said : row === null ? null : lineOfRow(row),
    headerRows: countOf(settings.headerRows) ?? reading.headerRows?.value ?? 1,
    firstDataLine: countOf(settings.firstDataLine) ?? 1,
    lastDataLine: countOf(settings.lastDataLine) ?? Number.POSITIVE_INFINITY,
  };
}

function lineOf(value: unknown): number | null | undefined {
  if (value === null || value === 0) return null;
  return countOf(value);
}

const countOf = (value: unknown): number | undefined =>
  typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;

function encodingNamed(name: unknown): string | null {
  try {
    return new TextDecoder(String(name)).encoding;
  } catch {
    // The platform has no encoding of that name.
    return null;
  }
}
