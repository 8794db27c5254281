import { amountParts, readAmount } from "@/lib/values/amount";
import { formatDecimal, parseDecimal } from "@/lib/values/decimal";
import { shown } from "@/lib/values/shown";
import type { Step } from "./step";
import type { Changed } from "./step-fault";

const signs = { ".": "point", ",": "comma" } as const;
const examples = { ".": "1,234.50", ",": "1.234,50" } as const;

/** An amount as a plain number, with all its digits. A percentage becomes a fraction where that is asked for. */
export function readNumber(text: string, { read, percent }: Extract<Step, { kind: "number" }>): Changed {
  const number = readAmount(text, read);
  if (number === null) {
    const mark = amountParts(text)?.mark;
    const isCredit = (mark === "CR" || mark === "DR") && read.credit === null;
    return {
      code: "unread_amount",
      message: isCredit
        ? `${shown(text)} ends in ${mark}, and what that says is not chosen.`
        : `${shown(text)} is no amount with a decimal ${signs[read.decimal]}.`,
      expected: `An amount such as ${examples[read.decimal]}`,
    };
  }
  const decimal = percent === "fraction" && amountParts(text)?.mark === "%" ? parseDecimal(number) : null;
  return decimal === null ? number : formatDecimal({ digits: decimal.digits, scale: decimal.scale + 2 });
}
