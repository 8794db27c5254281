/** A decimal number, exactly: `digits` × 10^-`scale`. No value passes through a floating point number. */
export interface Decimal {
  digits: bigint;
  /** How many of the digits stand behind the point. */
  scale: number;
}

const plain = /^(-?)(\d+)(?:\.(\d+))?$/;

/** Reads a plain number such as `-1234.50`; `null` for any other text. */
export function parseDecimal(text: string): Decimal | null {
  const match = plain.exec(text);
  if (match === null) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length };
}

const raised = ({ digits, scale }: Decimal, to: number) => digits * 10n ** BigInt(to - scale);

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: raised(a, scale) + raised(b, scale), scale };
}

export function areEqualDecimals(a: Decimal, b: Decimal): boolean {
  const scale = Math.max(a.scale, b.scale);
  return raised(a, scale) === raised(b, scale);
}

/** With all digits behind the point it was made with: `1234.50`. */
export function formatDecimal({ digits, scale }: Decimal): string {
  const sign = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  return scale === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Without zeros at its end, beyond so many places: 1234.500 at two is `1234.50`. */
export function shortDecimal({ digits, scale }: Decimal, places: number): string {
  let short: Decimal = { digits, scale };
  while (short.scale > places && short.digits % 10n === 0n)
    short = { digits: short.digits / 10n, scale: short.scale - 1 };
  return formatDecimal(short);
}
