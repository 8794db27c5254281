import { expect, it } from "vitest";
import { numberText } from "./number-text";

it.each([
  ["12.50", "12.50"],
  ["0", "0"],
  ["-7", "-7"],
  [".5", "0.5"],
  ["1E5", "100000"],
  ["1E-3", "0.001"],
  ["-1.25E+2", "-125"],
  ["1.5E-7", "0.00000015"],
  ["123456789012345678", "123456789012345678"],
  ["1.2345678901234567E+20", "123456789012345670000"],
  // Excel writes 1.1 like this: the same number.
  ["1.1000000000000001", "1.1"],
  ["1234.5599999999999", "1234.56"],
])("reads %s as %s", (raw, text) => {
  expect(numberText(raw)).toEqual({ text, rounded: false });
});

it("cuts a fraction to the 15 digits Excel shows, and says so when that is another number", () => {
  expect(numberText("0.30000000000000004")).toEqual({ text: "0.3", rounded: true });
  expect(numberText("1234.5600000000001")).toEqual({ text: "1234.56", rounded: true });
});

it("leaves what is no number as it is", () => {
  expect(numberText("abc")).toEqual({ text: "abc", rounded: false });
  expect(numberText("1E999")).toEqual({ text: "1E999", rounded: false });
});
