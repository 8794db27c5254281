import { type AmountFormat, amountDigits, amountParts } from "./amount";

/** What the amounts of a column say of how they are written. Counts are rows. */
export interface AmountEvidence {
  amounts: number;
  /** Readable with this decimal sign alone: `1,234.50`, `12.5`. */
  point: number;
  comma: number;
  /** Readable with either, and not as the same number: `1.234`. */
  either: number;
  grouped: number;
  brackets: number;
  minusBehind: number;
  creditDebit: number;
  percent: number;
  /** The first text of each, for what is said of it. */
  examples: Partial<Record<"point" | "comma" | "either" | "creditDebit" | "percent", string>>;
}

/** A reading of a column and why. More than one choice: the evidence ties, and a person decides. */
export interface Settled<F> {
  /** `null`: it ties, or there is nothing to go by. */
  format: F | null;
  choices: { format: F; words: string }[];
  /** "Decimal comma: 812 rows are written so, such as 1.234,50; none says otherwise." */
  evidence: string;
}

export const noAmounts = (): AmountEvidence => ({
  amounts: 0,
  point: 0,
  comma: 0,
  either: 0,
  grouped: 0,
  brackets: 0,
  minusBehind: 0,
  creditDebit: 0,
  percent: 0,
  examples: {},
});

/** Adds what a value says that stands in so many rows. @returns whether it is an amount at all */
export function addAmount(evidence: AmountEvidence, text: string, times = 1): boolean {
  const parts = amountParts(text);
  if (parts === null) return false;
  const { body, mark, sign } = parts;
  const withPoint = amountDigits(body, ".");
  const withComma = amountDigits(body, ",");
  if (withPoint === null && withComma === null) return false;
  evidence.amounts += times;
  if (withPoint !== withComma) {
    const says = withComma === null ? "point" : withPoint === null ? "comma" : "either";
    evidence[says] += times;
    evidence.examples[says] ??= text;
  }
  if (/\d[,. '’]\d{2,3}(?!\d)/.test(body) && /[,. '’].*[,. '’]|[ '’]/.test(body)) evidence.grouped += times;
  if (sign === "brackets") evidence.brackets += times;
  if (sign === "behind") evidence.minusBehind += times;
  if (mark === "%") {
    evidence.percent += times;
    evidence.examples.percent ??= text;
  } else if (mark !== null) {
    evidence.creditDebit += times;
    evidence.examples.creditDebit ??= text;
  }
  return true;
}

const counted = (count: number) => `${count.toLocaleString("en-GB")} ${count === 1 ? "row" : "rows"}`;
const names = { ".": "Decimal point", ",": "Decimal comma" } as const;

/** Settles how the amounts of a column are written, or says why it cannot be told. */
export function settleAmounts(evidence: AmountEvidence): Settled<AmountFormat> {
  const { point, comma, either, creditDebit, examples } = evidence;
  const decimals: (readonly [AmountFormat["decimal"], number, string])[] = [];
  if (point > 0) decimals.push([".", point, examples.point ?? ""]);
  if (comma > 0) decimals.push([",", comma, examples.comma ?? ""]);
  const isTie = decimals.length === 2 || (decimals.length === 0 && either > 0);
  const open: AmountFormat["decimal"][] = isTie ? [".", ","] : [decimals[0]?.[0] ?? "."];
  const credits: AmountFormat["credit"][] = creditDebit > 0 ? ["negative", "positive"] : [null];
  const choices = open.flatMap((decimal) =>
    credits.map((credit) => ({ format: { decimal, credit }, words: choiceWords(decimal, credit) })),
  );
  return {
    format: choices.length === 1 ? (choices[0]?.format ?? null) : null,
    choices,
    evidence: [decimalWords(evidence, decimals), ...signWords(evidence)].join(" "),
  };
}

function choiceWords(decimal: AmountFormat["decimal"], credit: AmountFormat["credit"]): string {
  return credit === null ? names[decimal] : `${names[decimal]}, CR ${credit}`;
}

function decimalWords(
  { amounts, either, examples }: AmountEvidence,
  decimals: readonly (readonly [AmountFormat["decimal"], number, string])[],
): string {
  const [first, second] = decimals;
  if (first !== undefined && second !== undefined)
    return `${counted(first[1])} ${first[1] === 1 ? "has" : "have"} a decimal point, such as ${first[2]}, and ${counted(second[1])} a decimal comma, such as ${second[2]}.`;
  if (first !== undefined)
    return `${names[first[0]]}: ${counted(first[1])} ${first[1] === 1 ? "is" : "are"} written so, such as ${first[2]}; none says otherwise.`;
  if (either === 0) return `Whole numbers: no decimal sign in ${counted(amounts)}.`;
  return `${counted(either)}, such as ${examples.either ?? ""}, can be read with a decimal point or with a decimal comma.`;
}

function signWords({ brackets, minusBehind, creditDebit, percent, examples }: AmountEvidence): string[] {
  const said: string[] = [];
  if (brackets > 0) said.push(`Brackets say minus in ${counted(brackets)}.`);
  if (minusBehind > 0) said.push(`The minus stands behind in ${counted(minusBehind)}.`);
  if (creditDebit > 0)
    said.push(
      `${counted(creditDebit)} end in CR or DR, such as ${examples.creditDebit ?? ""}: which of them is negative is for you to say.`,
    );
  if (percent > 0)
    said.push(
      `${counted(percent)} ${percent === 1 ? "is a percentage" : "are percentages"}, such as ${examples.percent ?? ""}; the number is kept.`,
    );
  return said;
}
