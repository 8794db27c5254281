import type { Day } from "./calendar";
import { writeDay } from "./date";

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
