import fc from "fast-check";
import { expect, test } from "vitest";
import { fieldFinder, hintFor } from "./hint";
import { signatureOf } from "./signature";

test.each([
  ['Tax code "T9" is not known', "Tax code “X1” is not known", "Tax code … is not known"],
  ["Customer ACME-0042 is on hold", "Customer 17 is on hold", "Customer … is on hold"],
  ["jo@example.com is not an address", "li@firm.example is not an address", "… is not an address"],
  ["31/09/2026 is no date", "2026-02-30T00:00:00Z is no date", "… is no date"],
  ["Posted on 3 Nov 2026 already", "Posted on November 12, 2026 already", "Posted on … already"],
  ["amount 1,204.50 exceeds £900.00.", "amount 3 exceeds 2.5.", "amount … exceeds …"],
  ["Record 6f1c0d2a-0b1c-4f51-9a11-bb0f5d1e8a11 is locked", "Record 99 is locked", "Record … is locked"],
  ["rows 3, 4 and 5 are alike", "rows 3 are alike", "rows … are alike"],
  ["Customer 'O''Brien' can't be found", "Customer 'x' can't be found", "Customer … can't be found"],
])("%s / %s: one signature", (one, other, signature) => {
  expect(signatureOf(other)).toBe(signature);
  expect(signatureOf(one).replace(/…+/g, "…")).toBe(signature);
});

test("what differs in words is another signature", () => {
  expect(signatureOf("Tax code T9 is not known")).not.toBe(signatureOf("Tax code T9 is closed"));
  expect(signatureOf("It isn't the customer's")).toBe("It isn't the customer's");
});

test("the signature of a signature is itself, whatever the words", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (reason) => {
      const signature = signatureOf(reason);
      expect(signatureOf(signature)).toBe(signature);
    }),
  );
});

test("a long reason costs no more than its beginning", () => {
  const began = performance.now();
  signatureOf(`'${"a1'\" @-".repeat(200_000)}`);
  expect(performance.now() - began).toBeLessThan(500);
});

test.each([
  ["Customer account is on hold", /hold to be lifted/],
  ["reference is required", /missing/],
  ["Email already exists", /there already/],
  ["Tax code T9 not found", /does not know/],
  ["Request timed out", /busy/],
])("%s: what to do about it is said", (reason, words) => expect(hintFor(reason)).toMatch(words));

test("words nobody has seen have no hint", () => expect(hintFor("Computer says no")).toBeNull());

test.each([
  ["tax_code T9 is not known", "tax_code"],
  ["The Tax Code is not known", "tax_code"],
  ["invalid unit cost", "lines.line[*].unit_cost"],
  ["company name is too long", "company_name"],
  ["name and tax code differ", null],
  ["Computer says no", null],
])("%s: speaks of %s", (reason, field) => {
  expect(fieldFinder(["tax_code", "name", "company_name", "lines.line[*].unit_cost"])(reason)).toBe(field);
});
