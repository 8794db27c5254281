import { type AmountFormat, readAmount } from "@/lib/values/amount";
import type { Settled } from "@/lib/values/amount-evidence";
import { shown } from "@/lib/values/shown";
import { type Fault, fixTo, type ValueRule } from "./fault";
import type { Fix } from "./issue";

const plain = { number: /^-?\d+(\.\d+)?$/, integer: /^-?\d+$/ } as const;
const wanted = {
  number: { code: "number", is: "is not a plain number.", expected: "A plain number such as -1234.56" },
  integer: { code: "integer", is: "is not a whole number.", expected: "A whole number such as 42" },
} as const;

/** A whole number may have a fraction of zeros; any other is not cut off. */
const whole = (number: string) => number.replace(/\.0*$/, "");

/**
 * Numbers, read as the whole column is written. Digits are compared as text: no value passes through a floating point
 * number.
 *
 * @param column how the column writes amounts; `null`: nothing is known, a value speaks for itself
 */
export function amountRule(type: "number" | "integer", column: Settled<AmountFormat> | null): ValueRule {
  const choices = column?.choices ?? [{ format: { decimal: ".", credit: null }, words: "Decimal point" }];
  const settled = choices.length === 1 ? choices[0]?.format : undefined;
  // A plain number reads as itself where the decimal sign is a point.
  const hasPoint = settled?.decimal === "." && type === "number";
  const { code, is, expected } = wanted[type];
  const form = plain[type];
  const read = (value: string, format: AmountFormat) => {
    const number = readAmount(value, format);
    return number === null ? null : type === "integer" ? whole(number) : number;
  };
  const passes = (value: string) => form.test(value);
  const formFault = (value: string, number: string): Fault => {
    const isOtherwise = passes(value);
    return {
      code: isOtherwise ? "decimal_sign" : "number_form",
      severity: "error",
      message:
        `${shown(value)} is ${number} as this column is written. ${isOtherwise ? (column?.evidence ?? "") : ""}`.trim(),
      expected,
      fixes: [fixTo(number)],
    };
  };
  const faultOf = (value: string): Fault | null => {
    const numbers = choices.map(({ format }) => read(value, format)).filter((number) => number !== null);
    const different = [...new Set(numbers)].filter(passes);
    if (different.length > 1) return undecided(value, different, column?.evidence ?? "", expected);
    const [number] = different;
    if (number === value || (number === undefined && settled === undefined && passes(value))) return null;
    if (number !== undefined) return formFault(value, number);
    return { code, severity: "error", message: `${shown(value)} ${is}`, expected };
  };
  return {
    isFine: (bytes, start, end) => isPlain(bytes, start, end, hasPoint),
    known: { kind: "digits", digits: hasPoint ? "with a point" : "whole" },
    faultOf,
    repairs: choices.flatMap(({ format, words }) =>
      (["number_form", "decimal_sign"] as const).map((fixed) => ({
        code: fixed,
        label: `Read the column so: ${words.toLowerCase()}`,
        repair: { kind: "amount", format } as const,
      })),
    ),
  };
}

function undecided(value: string, numbers: readonly string[], evidence: string, expected: string): Fault {
  // A choice that leaves the value as it is cannot be made for one cell: only the column can say it.
  const fixes: Fix[] = numbers.filter((number) => number !== value).map(fixTo);
  return {
    code: "decimal_sign",
    severity: "error",
    message: `${shown(value)} can be ${numbers.join(" or ")}. ${evidence}`.trim(),
    expected,
    fixes,
  };
}

const MINUS = 0x2d;
const POINT = 0x2e;

/** Whether bytes are digits, after a minus or not, and with `hasPoint` a point among them or not. */
function isPlain(bytes: Uint8Array, start: number, end: number, hasPoint: boolean): boolean {
  let at = bytes[start] === MINUS ? start + 1 : start;
  let digits = 0;
  let isBehindPoint = !hasPoint;
  for (; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte >= 0x30 && byte <= 0x39) digits += 1;
    else if (byte === POINT && !isBehindPoint && digits > 0) {
      isBehindPoint = true;
      digits = 0;
    } else return false;
  }
  return digits > 0;
}
