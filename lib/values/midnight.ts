import type { Day } from "./calendar";
import { type DateFormat, isMidnight, isoDay, readDate, writeDay } from "./date";

/** What the letters of a time say at the beginning of a day; a zone is the one the letters are written in, UTC. */
const beginning: Readonly<Record<string, string>> = {
  HH: "00",
  H: "0",
  mm: "00",
  m: "0",
  ss: "00",
  s: "0",
  SSS: "000",
  S: "0",
  X: "Z",
  XX: "Z",
  XXX: "Z",
  Z: "+0000",
};

/**
 * Writes a day by a mask that asks for a time too, as the beginning of that day: the day stays the one that was written,
 * whatever the zone. Java patterns, `java.text.SimpleDateFormat`.
 *
 * @returns `null` for a mask with letters that are not understood
 */
export function writeMidnight(day: Day, mask: string): string | null {
  let written = "";
  for (const [token] of mask.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+|'/g)) {
    if (/^[A-Za-z]/.test(token)) {
      const part = writeDay(day, token) ?? beginning[token];
      if (part === undefined) return null;
      written += part;
    } else written += token === "''" ? "'" : token.replace(/^'|'$/g, "").replaceAll("''", "'");
  }
  return written;
}

/**
 * A date written by a mask, as ISO 8601 without one; `null` for what is none, and for one with a time of day: it is not
 * dropped silently.
 */
export function rewriteDate(text: string, format: DateFormat, mask: string | null): string | null {
  const read = readDate(text, format);
  if (read === null || !isMidnight(read.time)) return null;
  return mask === null ? isoDay(read.day) : writeMidnight(read.day, mask);
}
