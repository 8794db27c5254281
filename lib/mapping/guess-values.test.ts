import { expect, test } from "vitest";
import { distinctBehindSteps } from "./distinct-sent";
import { allowedOf, guessValue, guessValueMap } from "./guess-values";

const methods = [
  { value: "BANK", label: "Bank transfer" },
  { value: "DD", label: "Direct debit" },
  { value: "CHQ", label: "Cheque" },
];

test.each([
  ["BANK", "BANK", "same"],
  ["bank", "BANK", "same_name"],
  ["Direct-Debit", "DD", "same_name"],
  ["Cheques", "CHQ", "similar"],
])("%s is taken for %s: %s", (value, expected, reason) => {
  expect(guessValue(value, methods)).toEqual({ value: expected, reason });
});

test("a value that is like none, or like two, is left to a person", () => {
  expect(guessValue("Barter", methods)).toBeNull();
  expect(guessValue("colour x", [{ value: "colour a" }, { value: "colour b" }])).toBeNull();
});

test("yes and no, in English and German, are true and false", () => {
  const allowed = allowedOf({ type: "boolean" }) ?? [];
  expect(["ja", "N", "x", "vielleicht"].map((word) => guessValue(word, allowed)?.value)).toEqual([
    "true",
    "false",
    "true",
    undefined,
  ]);
});

test("a map begins with the guesses; what has none holds its rows back", () => {
  expect(guessValueMap(["bank", "Barter", " "], methods)).toEqual({
    pairs: [{ from: "bank", to: { kind: "value", value: "BANK" } }],
    others: "stop",
  });
});

test("values are those behind the steps, counted together", () => {
  const steps = [{ kind: "case" as const, to: "upper" as const }];
  const values = [
    { value: "bacs", count: 3 },
    { value: "Card", count: 4 },
    { value: "BACS ", count: 2 },
    { value: " ", count: 9 },
  ];
  expect(distinctBehindSteps({ field: "f", steps }, values)).toEqual([
    { text: "BACS", count: 5 },
    { text: "CARD", count: 4 },
  ]);
});
