import { expect, test } from "vitest";
import { addAmount, noAmounts, settleAmounts } from "@/lib/values/amount-evidence";
import { addDate, noDates, settleDates } from "@/lib/values/date-evidence";
import { type ColumnEvidence, suggestSteps } from "./suggest-steps";

function column(...values: string[]): ColumnEvidence {
  const amounts = noAmounts();
  const dates = noDates();
  for (const value of values) {
    addAmount(amounts, value);
    addDate(dates, value);
  }
  return {
    samples: values.slice(0, 3),
    values: values.map((value) => ({ value })),
    amounts: settleAmounts(amounts),
    dates: settleDates(dates),
    padTo: null,
  };
}
const kinds = (...args: Parameters<typeof suggestSteps>) => suggestSteps(...args).map(({ step }) => step);

test("amounts in another form are offered to be read as the column is written", () => {
  expect(kinds(column("1.234,50", "7,00"), { type: "number" })).toEqual([
    { kind: "number", read: { decimal: ",", credit: null }, percent: "keep" },
  ]);
  expect(kinds(column("1234.50", "7"), { type: "number" })).toEqual([]);
});

test("where the evidence ties, each reading is offered", () => {
  expect(kinds(column("01.02.2026"), { type: "date" })).toMatchObject([
    { kind: "date", read: { order: "dmy" }, write: null },
    { kind: "date", read: { order: "mdy" }, write: null },
  ]);
});

test("a date is written as the field asks, as far as that is understood", () => {
  const dates = column("31.01.2026");
  expect(kinds(dates, { type: "date", mask: "dd/MM/yyyy" })).toMatchObject([{ write: "dd/MM/yyyy" }]);
  expect(kinds(dates, { type: "date", mask: "EEE, yyyy" })).toMatchObject([{ write: null }]);
  expect(kinds(dates, { type: "date", mask: "milliseconds" })).toEqual([]);
});

test("lost zeros and spaces are offered to be put right in texts, and nothing that is done already", () => {
  const codes = { ...column("00123", "42 "), padTo: 5 };
  const pad = { kind: "pad", length: 5, with: "0", side: "start" } as const;
  expect(kinds(codes, { type: "string" })).toEqual([{ kind: "trim", inside: false }, pad]);
  expect(kinds(codes, { type: "string" }, [pad])).toEqual([{ kind: "trim", inside: false }]);
});
