/** How the amounts of a whole column are written. */
export interface AmountFormat {
  decimal: "." | ",";
  /** What CR behind an amount says; DR says the other. `null`: such amounts are not read. */
  credit: "negative" | "positive" | null;
}

/** An amount taken apart, before its decimal sign is settled. */
export interface AmountParts {
  isNegative: boolean;
  /** Digits, points, commas, and signs between thousands. */
  body: string;
  mark: "CR" | "DR" | "%" | null;
  /** How the minus was written. */
  sign: "none" | "before" | "behind" | "brackets";
}

const currency = "(?:[€£$¥₹]|[A-Z]{3})";
const shape = new RegExp(
  `^(\\()?([-+−–])?\\s*(?:${currency}\\s*)?([-+−–])?\\s*(\\d[\\d.,'’\\s]*|[.,]\\d+)\\s*(?:${currency})?\\s*(\\))?\\s*([-−–+])?\\s*(CR|DR|Cr|Dr|cr|dr|%)?\\s*(?:${currency})?$`,
);

/** Takes an amount apart; `null` for text that has not the shape of one. */
export function amountParts(text: string): AmountParts | null {
  const match = shape.exec(text.trim());
  if (match === null) return null;
  const [, open, first, second, rest = "", close, last, mark] = match;
  const signs = [first, second, last].filter((sign) => sign !== undefined);
  const brackets = open !== undefined;
  if (brackets !== (close !== undefined) || signs.length + (brackets ? 1 : 0) > 1) return null;
  const isNegative = brackets || signs.some((sign) => sign !== "+");
  const before = isNegative && last === undefined ? "before" : "behind";
  return {
    isNegative,
    body: rest.trim().replaceAll(/\s/g, " "),
    mark: mark === undefined ? null : mark === "%" ? "%" : mark.toUpperCase() === "CR" ? "CR" : "DR",
    sign: brackets ? "brackets" : isNegative ? before : "none",
  };
}

/** Thousands in groups of three; in front of the last group also of two, as in India. */
const groupedBy: Readonly<Record<AmountFormat["decimal"], RegExp>> = {
  ".": /^(\d+|\d{1,3}(?:([, '’])\d{2,3}(?:\2\d{2,3})*)?)(?:\.(\d*))?$/,
  ",": /^(\d+|\d{1,3}(?:([. '’])\d{2,3}(?:\2\d{2,3})*)?)(?:,(\d*))?$/,
};
const bare: Readonly<Record<AmountFormat["decimal"], RegExp>> = { ".": /^\.(\d+)$/, ",": /^,(\d+)$/ };

/** The digits of an amount with a point; `null` when it is not written with this decimal sign. */
export function amountDigits(body: string, decimal: AmountFormat["decimal"]): string | null {
  const short = bare[decimal].exec(body);
  if (short !== null) return `0.${short[1]}`;
  const match = groupedBy[decimal].exec(body);
  if (match === null) return null;
  const [, whole = "", separator, fraction] = match;
  // The last group before the decimal sign has three digits in every country, and no thousands begin with a zero.
  const isGrouped = separator !== undefined;
  if (isGrouped && (whole.length - whole.lastIndexOf(separator) !== 4 || whole.startsWith("0"))) return null;
  const digits = whole.replaceAll(/\D/g, "");
  return fraction === undefined || fraction === "" ? digits : `${digits}.${fraction}`;
}

/**
 * An amount as a plain number such as `-1234.50`, with the digits of the text: nothing is rounded or cut. Currency signs
 * are left out, a percentage keeps its number.
 *
 * @returns `null` for what is no amount in this format
 */
export function readAmount(text: string, { decimal, credit }: AmountFormat): string | null {
  const parts = amountParts(text);
  if (parts === null) return null;
  const { body, mark, isNegative } = parts;
  const digits = amountDigits(body, decimal);
  if (digits === null) return null;
  if (mark !== "CR" && mark !== "DR") return isNegative ? `-${digits}` : digits;
  if (credit === null || isNegative) return null;
  return (mark === "CR") === (credit === "negative") ? `-${digits}` : digits;
}
