import type { Overlay } from "@/lib/checks/overlay";
import type { ControlFigure } from "@/lib/csv/file-facts";
import { type AmountFormat, readAmount } from "@/lib/values/amount";
import { addDecimals, parseDecimal, shortDecimal } from "@/lib/values/decimal";
import { ExactSum } from "@/lib/values/exact-sum";
import { eachDataRow } from "./data-rows";
import type { PassOptions } from "./file-pass";
import type { OpenedFile } from "./open-file";
import type { Policy, SentSum } from "./protocol";
import type { Sheet } from "./sheet";

const plain: AmountFormat = { decimal: ".", credit: null };

/**
 * The totals a file states, each beside what the rows it speaks of come to as far as they are sent, as they are now. None
 * before a check, and of a file of corrections: it is no whole.
 *
 * @throws TaskError
 */
export async function sentSums(sheet: Sheet, policy: Policy, options: PassOptions): Promise<SentSum[]> {
  const { opened, overlay, checker, notData } = sheet;
  const figures = opened.origins === undefined ? (opened.facts.controls ?? []) : [];
  if (checker === null || figures.length === 0) return [];
  const going = checker.going(policy);
  const sums = figures.map((figure) => {
    const read = amountReader(opened, overlay, figure.column);
    return { figure, read, sum: new ExactSum(), sent: 0, staying: 0 };
  });
  await eachDataRow(opened, overlay, { ...options, onProgress: () => {} }, (row) => {
    const isGoing = going.has(row.index);
    if (!isGoing && notData.has(row.index)) return;
    for (const one of sums) {
      const { figure, read, sum } = one;
      if (row.index < figure.from || row.index >= figure.to) continue;
      if (!isGoing) {
        one.staying += 1;
        continue;
      }
      one.sent += 1;
      const number = read(row.cell(figure.column));
      if (number !== null) sum.add(number);
    }
  });
  return sums.map(({ figure, sum, sent, staying }) => ({ ...compared(figure, sum), sent, staying }));
}

/** Reads amounts as their column writes them, and those a person put right as plain numbers. */
function amountReader({ columns }: OpenedFile, overlay: Overlay, column: number) {
  const asWritten = columns[column]?.amounts?.format ?? plain;
  const format = overlay.isRepaired(column, "amount") ? plain : asWritten;
  return (text: string) => readAmount(text, format) ?? readAmount(text, plain);
}

function compared(
  { fileRow, label, claimed }: ControlFigure,
  exact: ExactSum,
): Omit<SentSum, "sent" | "staying"> {
  const sum = exact.value();
  const claim = parseDecimal(claimed) ?? { digits: 0n, scale: 0 };
  const difference = addDecimals(sum, { ...claim, digits: -claim.digits });
  return {
    ...{ fileRow, label, claimed },
    sum: shortDecimal(sum, claim.scale),
    difference: difference.digits === 0n ? null : shortDecimal(difference, claim.scale),
  };
}
