import {
  AT,
  COMMA,
  CONTROL,
  DIGIT,
  HASH,
  HIGH,
  LETTER,
  MINUS,
  OTHER,
  PLUS,
  SPACE,
  traitsOf,
} from "@/lib/csv/cell-traits";
import { monthNumber } from "@/lib/values/calendar";
import { shown } from "@/lib/values/shown";
import { type Fault, fixesBy, fixTo, type OfferedRepair } from "./fault";
import type { IssueCode } from "./issue-code";
import { type Repair, repairOf } from "./repair";

export type DamageCode = Extract<
  IssueCode,
  | "scientific"
  | "cut_digits"
  | "date_for_id"
  | "lost_zeros"
  | "error_value"
  | "curly_quote"
  | "hidden_space"
  | "mojibake"
>;

/** What is known of the column beside the value. */
export interface DamageContext {
  /** The column holds dates, so that a date in it is none too many. */
  hasDates: boolean;
  /** Digits its codes have, where shorter ones seem to have lost zeros. */
  padTo: number | null;
}

interface Detector {
  code: DamageCode;
  faultOf(value: string, context: DamageContext): Omit<Fault, "code" | "severity"> | null;
}

const errorValues = /^#(REF!|N\/A|NAME\?|VALUE!|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|BEZUG!|NV|WERT!|ZAHL!)$/;
const scientific = /^([+-]?)(\d)(?:[.,](\d+))?E([+-])?(\d{1,3})$/i;
const dayMonth = /^(\d{1,2})[. -]{1,2}(\p{L}{3,9})\.?(?:[ -](\d{2}|\d{4}))?$|^(\p{L}{3,9})\.?[ -](\d{1,2})$/u;

const detectors: readonly Detector[] = [
  {
    code: "error_value",
    faultOf: (value) =>
      errorValues.test(value.trim())
        ? {
            message: `${shown(value)} is an error of a spreadsheet's formula. The value it should have is not in the file.`,
            expected: "The value itself",
          }
        : null,
  },
  { code: "scientific", faultOf: scientificFault },
  {
    code: "cut_digits",
    faultOf: (value) =>
      /^\d{15}0+$/.test(value)
        ? {
            message: `${shown(value)} ends in ${value.length === 16 ? "a zero" : "zeros"} after its 15th digit, where a spreadsheet cuts off. The last ${value.length === 16 ? "digit was" : `${value.length - 15} digits were`} likely others.`,
            expected: "All digits, from the source of the file",
          }
        : null,
  },
  { code: "date_for_id", faultOf: (value, { hasDates }) => (hasDates ? null : dateForIdFault(value)) },
  {
    code: "lost_zeros",
    faultOf(value, { padTo }) {
      if (padTo === null || value.length >= padTo || !/^\d+$/.test(value)) return null;
      return {
        message: `${shown(value)} has ${value.length} ${value.length === 1 ? "digit" : "digits"}, most of this column have ${padTo}. It was likely ${value.padStart(padTo, "0")}: a spreadsheet drops zeros in front.`,
        expected: `${padTo} digits`,
        fixes: [fixTo(value.padStart(padTo, "0"))],
      };
    },
  },
  repairable("mojibake", { kind: "mojibake" }, (value, was) => ({
    message: `${shown(value)} was likely ${shown(was)}: UTF-8 was read one character a byte before it came here.`,
    expected: "Text as it was written",
  })),
  repairable("hidden_space", { kind: "spaces" }, (value) => {
    if (!/[\u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff\u00ad]/.test(value)) return null;
    return {
      message: `${shown(value)} holds a space or a mark that does not show as what it is, such as a non-breaking space.`,
      expected: "Plain spaces",
    };
  }),
  repairable("curly_quote", { kind: "straight_quotes" }, (value, was) => ({
    message: `${shown(value)} has typographic quotes, where ${shown(was)} was likely typed.`,
    expected: "Straight quotes and apostrophes, if the other side compares names letter by letter",
  })),
];

function repairable(
  code: DamageCode,
  repair: Repair,
  words: (value: string, was: string) => Pick<Fault, "message" | "expected"> | null,
): Detector {
  const repaired = repairOf(repair);
  return {
    code,
    faultOf(value) {
      const fixes = fixesBy(repaired, value, () => true);
      const said = words(value, fixes[0]?.value ?? "");
      return fixes.length === 0 || said === null ? null : { ...said, fixes };
    },
  };
}

function scientificFault(value: string): Omit<Fault, "code" | "severity"> | null {
  const match = scientific.exec(value);
  if (match === null) return null;
  const [, sign = "", first = "", fraction = "", exponentSign = "+", power = "0"] = match;
  const exponent = Number(power);
  const isWhole = exponentSign !== "-" && exponent >= fraction.length;
  // "2E5" may be a code that never was a number; a spreadsheet writes "2E+05".
  if (match[4] === undefined && fraction === "") return null;
  const known = fraction.length + 1;
  const digits = isWhole && exponent < 40 ? `${sign}${first}${fraction.padEnd(exponent, "0")}` : null;
  const lost = isWhole ? exponent + 1 - known : 0;
  const likely =
    lost > 0
      ? `It was likely a number of ${exponent + 1} digits that begins with ${first}${fraction}; the last ${lost} are lost.`
      : `It stands for ${digits ?? "a number with a power of ten"}.`;
  return {
    message: `${shown(value)} is how a spreadsheet shows a long number. ${likely}`,
    expected: "All digits, from the source of the file",
    ...(lost === 0 && digits !== null ? { fixes: [fixTo(digits)] } : {}),
  };
}

function dateForIdFault(value: string): Omit<Fault, "code" | "severity"> | null {
  const match = dayMonth.exec(value);
  if (match === null) return null;
  const [, day, name, year, nameFirst, after] = match;
  const month = monthNumber(name ?? nameFirst ?? "");
  if (month === null || year?.length === 4) return null;
  const number = Number(day ?? after);
  if (number > 31 && nameFirst === undefined) return null;
  const likely =
    day === undefined
      ? `${month}-${number} or ${number}-${month}`
      : `${number}-${month} or ${month}-${number}`;
  return {
    message: `${shown(value)} is a date where this column has none. It was likely ${likely}, which a spreadsheet takes for a date.`,
    expected: "The value as it was before a spreadsheet opened the file",
  };
}

/**
 * Finds what a spreadsheet, or a program before it, did to a value. The original is said where it can be told, and is a
 * fix where it is certain enough; nothing is changed.
 *
 * @param only codes to look for
 */
export function damageOf(
  value: string,
  context: DamageContext,
  only?: ReadonlySet<DamageCode>,
): Fault | null {
  for (const { code, faultOf } of detectors) {
    if (only !== undefined && !only.has(code)) continue;
    const fault = faultOf(value, context);
    if (fault !== null) return { code, severity: "warning", ...fault };
  }
  return null;
}

/** The longest a spreadsheet makes of a code: a number with an exponent, a day with its month. */
const longestNumber = 24;
const longestDay = 18;

/**
 * Whether a value may be damaged at all. Where it may not, nothing is found in its text.
 *
 * @param traits of its bytes, UTF-8 from `start` up to `end`
 */
export function mayBeDamaged(
  traits: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  { padTo }: DamageContext,
): boolean {
  const length = end - start;
  if ((traits & HASH) !== 0 && length <= 10) return true;
  if ((traits & HIGH) !== 0 && holdsOddCharacters(bytes, start, end)) return true;
  if (traits === DIGIT) return length > 15 || (padTo !== null && length < padTo);
  if ((traits & DIGIT) === 0 || (traits & (LETTER | HIGH)) === 0) return false;
  if ((traits & (AT | CONTROL | OTHER)) !== 0) return false;
  // A number with an exponent has no space, a day with its month no comma.
  if ((traits & (SPACE | COMMA)) === (SPACE | COMMA)) return false;
  if (length > ((traits & PLUS) !== 0 ? longestNumber : longestDay)) return false;
  return (traitsOf(bytes, start, start + 1) & (DIGIT | PLUS | MINUS)) !== 0 || endsAsDay(bytes, end);
}

const divides = (byte: number | undefined) => byte === 0x20 || byte === 0x2d;

/** Whether one or two characters stand behind a space or a hyphen at the end, as in "Mar-12". */
const endsAsDay = (bytes: Uint8Array, end: number) => divides(bytes[end - 2]) || divides(bytes[end - 3]);

/**
 * Whether some bytes hold a typographic quote, a space that is none, or two characters that may have been one: that is what
 * damage beyond ASCII is made of, and an accent alone is none.
 */
function holdsOddCharacters(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte < 0xc2) continue;
    const next = bytes[at + 1] as number;
    // U+00A0 and U+00AD, the general punctuation, U+3000, U+FEFF.
    if (byte === 0xc2 && (next === 0xa0 || next === 0xad)) return true;
    if (byte === 0xe2 && next <= 0x81) return true;
    if ((byte === 0xe3 && next === 0x80) || (byte === 0xef && next === 0xbb)) return true;
    // U+00C2 to U+00F4 are the first bytes of characters of several.
    if (byte === 0xc3 && at + 2 < end && (bytes[at + 2] as number) >= 0x80) return true;
  }
  return false;
}

const repairs: Readonly<Partial<Record<DamageCode, OfferedRepair>>> = {
  hidden_space: { label: "Make them plain spaces", repair: { kind: "spaces" } },
  curly_quote: { label: "Make them straight", repair: { kind: "straight_quotes" } },
  mojibake: { label: "Read them as they were written", repair: { kind: "mojibake" } },
};

/** The way out for all damage of a kind; `null`: the originals are not in the file. */
export function damageRepair(code: DamageCode, { padTo }: DamageContext): OfferedRepair | null {
  if (code === "lost_zeros" && padTo !== null)
    return { label: `Put zeros in front, ${padTo} digits in all`, repair: { kind: "pad", length: padTo } };
  return repairs[code] ?? null;
}
