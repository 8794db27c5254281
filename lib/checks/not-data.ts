import type { ControlFigure } from "@/lib/csv/file-facts";
import {
  addDecimals,
  areEqualDecimals,
  type Decimal,
  parseDecimal,
  shortDecimal,
} from "@/lib/values/decimal";
import type { Fault } from "./fault";
import type { Fix } from "./issue";

const leaveOut: readonly Fix[] = [{ label: "Leave this row out", value: null, kind: "exclude" }];
const expected = "Rows that each hold one record";

const totalWords =
  /(^|[^\p{L}])(grand total|sub-?totals?|totals?|sums?|summen?|zwischensumme|gesamtsumme|endsumme|gesamt|insgesamt)([^\p{L}]|$)/iu;
const trailerWords =
  /^\W*(end of (the )?(report|file|data|list|export)|ende (des|der) \p{L}+|dateiende|(total )?(number of )?(records?|rows?|lines?|entries)\b\W*\d|record count|row count|anzahl\b|datensätze\b|page \d|seite \d|(printed|generated|created|exported|gedruckt|erstellt|exportiert)\b)|^\W*(end|ende|eof)\W*$/iu;

/** Whether a text names a total: "Total", "Summe EUR", "Sub-total". */
export const namesTotal = (text: string): boolean => text.length <= 60 && totalWords.test(text);

/** Beside the word may stand a currency or small words, as in "Total EUR" or "Total of 3 items". */
const isBesideTotal = (word: string) => /^[A-Z]{3}$/.test(word) || word === word.toLowerCase();

/** Whether a text names a total and nothing else, as "Total Energies" does not. */
export function saysTotalOnly(text: string): boolean {
  const others = text.replace(totalWords, " ").match(/\p{L}+/gu) ?? [];
  return namesTotal(text) && others.every(isBesideTotal);
}

const nameOf = (text: string) => text.trim().toLowerCase();

/** Whether the row says the column names again. */
export function repeatsHeading(cells: readonly string[], header: readonly string[]): boolean {
  const named = header.filter((name) => name.trim() !== "").length;
  return named >= 2 && header.every((name, column) => nameOf(cells[column] ?? "") === nameOf(name));
}

export const headingFault: Fault = {
  code: "repeated_heading",
  severity: "error",
  message: "The row says the names of the columns again, as a printed list does on every page.",
  expected,
  fixes: leaveOut,
};

/**
 * A line at the end that speaks of the file: "End of report", "Records: 120".
 *
 * @param rowsBefore data rows above it
 */
export function trailerFault(cells: readonly string[], rowsBefore: number): Fault | null {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const text = filled.join(" ");
  if (filled.length > 2 || !trailerWords.test(text)) return null;
  const counted = /\d[\d.,' ]*/.exec(text)?.[0].replaceAll(/\D/g, "");
  const agrees =
    counted === String(rowsBefore)
      ? ` It counts ${rowsBefore.toLocaleString("en-GB")} rows, as stand above it.`
      : "";
  return {
    code: "trailer",
    severity: "error",
    message: `"${text.slice(0, 60)}" speaks of the file and is no record.${agrees}`,
    expected,
    fixes: leaveOut,
  };
}

/** One text alone, where the other rows fill several columns: "Region North". @param usual columns most rows fill */
export function groupHeadingFault(cells: readonly string[], usual: number): Fault | null {
  const filled = cells.filter((cell) => cell.trim() !== "");
  const [text = ""] = filled;
  if (usual < 3 || filled.length !== 1 || !/\p{L}/u.test(text)) return null;
  return {
    code: "group_heading",
    severity: "warning",
    message: `"${text.slice(0, 60)}" stands alone in its row, as the heading of a group of rows does.`,
    expected,
    fixes: leaveOut,
  };
}

/** A single amount of fewer digits may be a sum by chance. */
const fewestByChance = 100n;

/** An amount of a row that may be a total, beside what the rows above come to. */
export interface ClaimedTotal {
  /** 0-based. */
  column: number;
  label: string;
  /** Plain number. */
  amount: string;
  /** Of all rows above, and of those since the last total. */
  all: RowsAbove;
  group: RowsAbove;
}

interface RowsAbove {
  sum: Decimal;
  /** How many were added up, and the position of the first of them among the data rows. */
  rows: number;
  from: number;
}

/**
 * A row whose amounts are the sums of the rows above it, to the last digit.
 *
 * @param isNamed a cell of it says "Total" or the like; without that, all its amounts must be sums, and not by chance as
 * the third of rows that are numbered
 */
export function totalsFault(claims: readonly ClaimedTotal[], isNamed: boolean): Fault | null {
  const judged = claims.flatMap((claim) => {
    const amount = parseDecimal(claim.amount);
    if (amount === null || (amount.digits === 0n && !isNamed)) return [];
    const digits = amount.digits < 0n ? -amount.digits : amount.digits;
    return [{ claim, amount, digits, of: sumMatched(claim, amount) }];
  });
  const matched = judged.filter(({ of }) => of !== null);
  const [first] = matched;
  const isChance = matched.length === 1 && judged.every(({ digits }) => digits < fewestByChance);
  if (first !== undefined && (isNamed || (matched.length === judged.length && !isChance))) {
    const { claim, of } = first;
    const rows = (of === "all" ? claim.all : claim.group).rows.toLocaleString("en-GB");
    const kind = of === "all" ? "total" : "subtotal";
    return {
      code: "totals_row",
      severity: "error",
      message: `The row is a ${kind}: ${claim.label} ${claim.amount} is exactly the sum of the ${rows} rows above it. Left out, it can serve as the control figure.`,
      expected,
      fixes: leaveOut,
    };
  }
  const [wrong] = judged;
  return isNamed && wrong !== undefined ? differsFault(wrong.claim, wrong.amount) : null;
}

function sumMatched({ all, group }: ClaimedTotal, amount: Decimal): "all" | "group" | null {
  if (all.rows >= 2 && areEqualDecimals(all.sum, amount)) return "all";
  return group.rows >= 2 && areEqualDecimals(group.sum, amount) ? "group" : null;
}

function differsFault({ label, amount, all }: ClaimedTotal, { scale }: Decimal): Fault {
  const above =
    all.rows === 0
      ? "no rows stand above it"
      : `${label} ${amount} is not what the rows above it come to: ${shortDecimal(all.sum, scale)}`;
  return {
    code: "totals_differ",
    severity: "warning",
    message: `The row is named a total, and ${above}.`,
    expected: "A total that agrees with its rows, left out; or a record",
    fixes: leaveOut,
  };
}

/** The figures of a row that is a total, each beside the sum of the rows that most of them are sums of. */
export function controlFigures(
  claims: readonly ClaimedTotal[],
  { fileRow, index }: { fileRow: number; index: number },
): ControlFigure[] {
  const judged = claims.flatMap((claim) => {
    const amount = parseDecimal(claim.amount);
    return amount === null || amount.digits === 0n || claim.all.rows === 0 ? [] : [{ claim, amount }];
  });
  const ofGroup = judged.filter(({ claim, amount }) => sumMatched(claim, amount) === "group").length;
  const of = ofGroup * 2 > judged.length ? "group" : "all";
  return judged.map(({ claim, amount }) => {
    const { sum, rows, from } = claim[of];
    const difference = addDecimals(amount, { ...sum, digits: -sum.digits });
    return {
      ...{ fileRow, column: claim.column, label: claim.label, from, to: index },
      ...{ claimed: claim.amount, sum: shortDecimal(sum, amount.scale), rows },
      difference: difference.digits === 0n ? null : shortDecimal(difference, amount.scale),
    };
  });
}
