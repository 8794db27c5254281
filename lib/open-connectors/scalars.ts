import "server-only";
import { z } from "zod";

// The upstream sends one thing in several forms: booleans as words, counts as text. Each reader takes every form that is
// known and says null to the rest: unknown is an answer, a guess is not.

export const text = z.unknown().optional().transform(toText);
export const flag = z.unknown().optional().transform(toFlag);
export const count = z.unknown().optional().transform(toCount);
export const time = z.unknown().optional().transform(toTime);
/** An opaque id, a number or a string: never calculated with, so a string. A number too large to be exact is none. */
export const id = z.unknown().optional().transform(toId);

/** The id of a bulk job. One that cannot stand in an address as one step, or not be written down, is none. */
export const bulkId = z
  .unknown()
  .optional()
  .transform((value) => {
    const given = toId(value);
    if (given === null || unspeakable.test(given)) return null;
    return given.isWellFormed() ? given : null;
  });
const unspeakable = /^\.{1,2}$|[/\\?#\p{Cc}]/u;

/** A string with something in it; a number as its digits. */
export function toText(value: unknown): string | null {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" && value.trim() !== "" ? value : null;
}

function toFlag(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const word = String(value).trim().toLowerCase();
  if (word === "true" || word === "1") return true;
  return word === "false" || word === "0" ? false : null;
}

/** A whole number from zero up, or its digits as text. */
function toCount(value: unknown): number | null {
  const digits = typeof value === "string" ? value.trim() : String(value);
  return /^\d{1,15}$/.test(digits) && ["string", "number"].includes(typeof value) ? Number(digits) : null;
}

function toId(value: unknown): string | null {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
  if (typeof value !== "string") return null;
  const trimmed = value.trim();
  return trimmed !== "" && trimmed.length <= 200 ? trimmed : null;
}

/** Milliseconds since 1970, given as such or as an ISO 8601 date. */
function toTime(value: unknown): number | null {
  const given = toCount(value);
  if (given !== null) return given;
  const parsed = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(parsed) ? null : parsed;
}

/** Words out of whatever a connector puts where words belong: a string, JSON in a string, an object with a message in it. */
export function toWords(value: unknown): string | null {
  if (typeof value === "string") {
    if (value.trim() === "") return null;
    const inner = value.trimStart().startsWith("{") ? parseOrNull(value) : null;
    return (inner === null ? null : messageIn(inner)) ?? value;
  }
  if (value === null || value === undefined || typeof value === "boolean") return null;
  if (typeof value !== "object") return String(value);
  return messageIn(value) ?? JSON.stringify(value);
}

const problem = z.object({
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  error_description: z.unknown().optional(),
  detail: z.unknown().optional(),
});

function messageIn(value: unknown): string | null {
  const read = problem.safeParse(value);
  if (!read.success) return null;
  const { message, error_description, detail, error } = read.data;
  for (const found of [message, error_description, detail, error]) {
    if (typeof found === "string" && found.trim() !== "") return found;
    if (typeof found === "object" && found !== null) return messageIn(found) ?? JSON.stringify(found);
  }
  return null;
}

export function parseOrNull(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
