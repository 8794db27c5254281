const ZERO = 0x30;
const POINT = 0x2e;
const COMMA = 0x2c;
const MINUS = 0x2d;

const isDigit = (byte: number | undefined) => byte !== undefined && byte >= ZERO && byte <= ZERO + 9;

/**
 * Tells the usual way to write an amount without making text of it: digits, one decimal sign, digits, but not three of
 * them, which could be thousands.
 */
export function simpleAmount(bytes: Uint8Array, start: number, end: number): "point" | "comma" | null {
  let at = bytes[start] === MINUS ? start + 1 : start;
  const first = at;
  while (at < end && isDigit(bytes[at])) at += 1;
  const sign = bytes[at];
  if (at === first || (sign !== POINT && sign !== COMMA)) return null;
  const fraction = end - at - 1;
  for (let digit = at + 1; digit < end; digit += 1) if (!isDigit(bytes[digit])) return null;
  if (fraction === 0 || fraction === 3) return null;
  return sign === POINT ? "point" : "comma";
}

/** The numbers of a date of ten characters, such as 30.09.2026 or 2026-09-30; `null` for anything else. */
export function simpleDate(
  bytes: Uint8Array,
  start: number,
  end: number,
): { isIso: boolean; first: number; second: number } | null {
  if (end - start !== 10) return null;
  const isIso = !isDigit(bytes[start + 4]);
  const [one, two] = isIso ? [4, 7] : [2, 5];
  const sign = bytes[start + one] as number;
  if (sign !== bytes[start + two] || (sign !== POINT && sign !== MINUS && sign !== 0x2f)) return null;
  for (let at = 0; at < 10; at += 1) if (at !== one && at !== two && !isDigit(bytes[start + at])) return null;
  const pair = (at: number) =>
    ((bytes[start + at] as number) - ZERO) * 10 + (bytes[start + at + 1] as number) - ZERO;
  return isIso ? { isIso, first: pair(5), second: pair(8) } : { isIso, first: pair(0), second: pair(3) };
}
