import fc from "fast-check";
import { expect, test } from "vitest";
import { type AmountFormat, readAmount } from "./amount";
import { addAmount, noAmounts, settleAmounts } from "./amount-evidence";

const point: AmountFormat = { decimal: ".", credit: null };
const comma: AmountFormat = { decimal: ",", credit: null };

const grouped = (digits: string, by: string) => digits.replaceAll(/\B(?=(\d{3})+(?!\d))/g, by);

test("an amount written in either way is read to the last digit, however large", () => {
  const digits = fc.bigInt({ min: 0n, max: 10n ** 30n });
  const fraction = fc.stringMatching(/^\d{1,12}$/);
  fc.assert(
    fc.property(digits, fraction, fc.boolean(), (whole, rest, isNegative) => {
      const sign = isNegative ? "-" : "";
      const plain = `${sign}${whole}.${rest}`;
      expect(readAmount(`${sign}${grouped(String(whole), ",")}.${rest}`, point)).toBe(plain);
      expect(readAmount(`${sign}${grouped(String(whole), ".")},${rest}`, comma)).toBe(plain);
      expect(readAmount(`${sign}${grouped(String(whole), "\u00a0")},${rest} €`, comma)).toBe(plain);
    }),
  );
});

test("a minus may stand behind, be a bracket or a word; a currency and a percent sign are left out", () => {
  for (const [text, amount] of [
    ["(1,234.50)", "-1234.50"],
    ["12.00-", "-12.00"],
    ["−5", "-5"],
    ["£ 1,000", "1000"],
    ["EUR 12.5", "12.5"],
    ["12.5 %", "12.5"],
    ["12,34,567.00", "1234567.00"],
    ["1'000.00", "1000.00"],
    [".5", "0.5"],
  ] as const)
    expect(readAmount(text, point)).toBe(amount);
  for (const text of ["", "abc", "1.2.3", "1,23", "1e5", "(5", "-5-", "12.00 CR", "0,125"])
    expect(readAmount(text, point)).toBeNull();
  expect(readAmount("12.00 CR", { decimal: ".", credit: "negative" })).toBe("-12.00");
  expect(readAmount("12.00 DR", { decimal: ".", credit: "negative" })).toBe("12.00");
});

function settled(...texts: string[]) {
  const evidence = noAmounts();
  for (const text of texts) addAmount(evidence, text);
  return settleAmounts(evidence);
}

test("one value that can be read in one way alone settles the column; without one it ties, and what speaks against is said", () => {
  expect(settled("1.234", "12,5")).toMatchObject({ format: comma, choices: [{ format: comma }] });
  expect(settled("1,234", "0.125")).toMatchObject({ format: point });
  expect(settled("1", "200")).toMatchObject({
    format: point,
    evidence: "Whole numbers: no decimal sign in 2 rows.",
  });
  expect(settled("1.234", "2")).toMatchObject({
    format: null,
    choices: [{ format: point }, { format: comma }],
  });
  expect(settled("1.5", "1,5")).toMatchObject({
    format: null,
    evidence: "1 row has a decimal point, such as 1.5, and 1 row a decimal comma, such as 1,5.",
  });
  expect(settled("5.00 CR").choices.map(({ words }) => words)).toEqual([
    "Decimal point, CR negative",
    "Decimal point, CR positive",
  ]);
});
