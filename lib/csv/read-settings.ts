import type { DetectedReading } from "./detect-reading";
import { encodings, type ReadingOverrides } from "./reading";

/** What is known of a file beforehand. A key that is absent is found. */
export interface ReadSettings {
  /** Any name the platform knows an encoding by. */
  encoding?: unknown;
  /** One ASCII character, or one and a space. */
  delimiter?: unknown;
  /** `"`, `'`, or nothing: a quote is text. */
  quote?: unknown;
  /** A backslash, or the quote itself. */
  escape?: unknown;
  /** 1-based line of the column names; `null` or 0: there are none. */
  headerLine?: unknown;
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
    if (typeof delimiter === "string" && /^[\t\x20-\x7e] ?$/.test(delimiter)) overrides.delimiter = delimiter;
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
  return overrides;
}

/** The line of the column names: the one said, else the one found. */
export function headerFrom(settings: ReadSettings, { reading, lineOfRow }: DetectedReading): number | null {
  const said = lineOf(settings.headerLine);
  if (said !== undefined) return said;
  const row = reading.headerRow.value;
  return row === null ? null : lineOfRow(row);
}

function lineOf(value: unknown): number | null | undefined {
  if (value === null || value === 0) return null;
  return typeof value === "number" && Number.isInteger(value) && value > 0 ? value : undefined;
}

function encodingNamed(name: unknown): string | null {
  try {
    return new TextDecoder(String(name)).encoding;
  } catch {
    // The platform has no encoding of that name.
    return null;
  }
}
