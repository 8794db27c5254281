import fc from "fast-check";
import { expect, test } from "vitest";
import type { TargetField } from "@/lib/mapping/target-field";
import { parseDateMask } from "./date-mask";
import { rulesOf } from "./value-rules";

function faultsOf(
  value: string,
  field: Partial<TargetField>,
): [code: string, severity: string, message: string, expected: string][] {
  const whole: TargetField = {
    path: "field",
    label: "Field",
    type: "string",
    required: null,
    readOnly: null,
    ...field,
  };
  return rulesOf(whole)
    .flatMap(({ faultOf }) => faultOf(value) ?? [])
    .map(({ code, severity, message, expected }) => [code, severity, message, expected]);
}
const isFine = (value: string, field: Partial<TargetField>) => faultsOf(value, field).length === 0;

test("a number is plain digits, exact to the last, or an error with what is expected", () => {
  for (const value of ["0", "-1234.56", "007", "0.10", "12345678901234567890.123456789"]) {
    expect(isFine(value, { type: "number" })).toBe(true);
  }
  for (const value of [
    "1,234.56",
    "1.234,50",
    "1e5",
    "+1",
    ".5",
    "5.",
    "£5",
    " 5",
    "(5)",
    "5-",
    "Infinity",
    "0x1F",
  ]) {
    expect(isFine(value, { type: "number" })).toBe(false);
  }
  expect(faultsOf("1.234,50", { type: "number" })).toEqual([
    ["number", "error", '"1.234,50" is not a plain number.', "A plain number such as -1234.56"],
  ]);
});

test("a whole number has no point, a boolean is one of four words", () => {
  expect(isFine("-42", { type: "integer" })).toBe(true);
  expect(isFine("4.0", { type: "integer" })).toBe(false);
  for (const value of ["true", "false", "1", "0", "TRUE"])
    expect(isFine(value, { type: "boolean" })).toBe(true);
  for (const value of ["yes", "no", "ja", "2", "t"]) expect(isFine(value, { type: "boolean" })).toBe(false);
});

test("what is too long says how long it is and how long it may be", () => {
  expect(faultsOf("ABCDEFGHIJKLMN", { maxLength: 8 })).toEqual([
    ["max_length", "error", "14 characters, 8 are allowed.", "At most 8 characters"],
  ]);
  expect(isFine("12345678", { maxLength: 8 })).toBe(true);
  expect(isFine("💶💶💶💶💶💶💶💶", { maxLength: 8 })).toBe(true);
});

test("a value that is not allowed shows those that are, or how it is written", () => {
  const allowedValues = ["draft", "sent", "viewed"].map((value) => ({ value }));
  expect(isFine("sent", { allowedValues })).toBe(true);
  expect(faultsOf("Sent", { allowedValues })).toEqual([
    ["allowed_values", "error", '"Sent" is not one of the allowed values.', "Written as sent"],
  ]);
  expect(faultsOf("lost", { allowedValues })[0]?.[3]).toBe("One of: draft, sent, viewed");
  // Either may be meant.
  const alike = { allowedValues: [{ value: "Open" }, { value: "OPEN" }] };
  expect(faultsOf("open", alike)[0]?.[3]).toBe("One of: Open, OPEN");
  expect(faultsOf(" Open ", alike)[0]?.[3]).toBe("Written as Open");
  expect(isFine("anything", { allowedValues: [] })).toBe(true);
});

test("an e-mail field warns of what does not look like an address, and of nothing else", () => {
  for (const path of ["email", "C_EmailAddress", "contacts.contact[*].email", "e_mail", "Email2"]) {
    expect(faultsOf("norm.smith@acme", { path })).toEqual([
      [
        "email",
        "warning",
        '"norm.smith@acme" does not look like an e-mail address.',
        "An address such as ann@example.com",
      ],
    ]);
    expect(isFine("norm.smith@acme.com", { path })).toBe(true);
  }
  for (const value of [
    "a b@example.com",
    "@example.com",
    "a@b@example.com",
    "a@example..com",
    "a@x.com;b@x.com",
  ]) {
    expect(isFine(value, { path: "email" })).toBe(false);
  }
  expect(isFine("anything", { path: "mailing_list" })).toBe(true);
});

test("a date follows its mask; one that no calendar has says why", () => {
  const date = { type: "date", mask: "dd/MM/yyyy" } as const;
  expect(isFine("30/09/2026", date)).toBe(true);
  expect(faultsOf("31/09/2026", date)).toEqual([
    ["date", "error", '"31/09/2026" is not a date. September has 30 days.', "A date such as 30/09/2026"],
  ]);
  expect(faultsOf("29/02/2025", date)[0]?.[2]).toContain("February 2025 has 28 days.");
  expect(isFine("29/02/2024", date)).toBe(true);
  expect(faultsOf("01/13/2026", date)[0]?.[2]).toContain("There is no month 13.");
  expect(faultsOf("2026-09-30", date)[0]?.slice(0, 2)).toEqual(["date", "error"]);
  expect(isFine("milliseconds", { type: "date", mask: "milliseconds" })).toBe(false);
  expect(isFine("1790726400000", { type: "date", mask: "milliseconds" })).toBe(true);
});

test("a day without the time its mask has is a warning, not an error", () => {
  const stamp = { type: "date", mask: "yyyy-MM-dd'T'HH:mm:ssXXX" } as const;
  expect(isFine("2026-09-30T14:05:00Z", stamp)).toBe(true);
  expect(isFine("2026-09-30T14:05:00+02:00", stamp)).toBe(true);
  expect(faultsOf("2026-09-30", stamp)).toEqual([
    [
      "date_form",
      "warning",
      '"2026-09-30" is a date in another form, which may not be read.',
      "A date such as 2026-09-30T14:05:00Z",
    ],
  ]);
  expect(faultsOf("2026-02-30", stamp)[0]?.slice(0, 2)).toEqual(["date", "error"]);
  expect(faultsOf("2026-09-30T25:00:00Z", stamp)[0]?.[2]).toContain("There is no hour 25.");
});

test("without a mask a date is ISO 8601; another usual form is a warning, a word is an error", () => {
  const date = { type: "date" } as const;
  for (const value of ["2026-09-30", "2026-09-30T14:05:00Z", "2026-09-30 14:05"])
    expect(isFine(value, date)).toBe(true);
  expect(faultsOf("30.09.2026", date)[0]?.slice(0, 2)).toEqual(["date_form", "warning"]);
  expect(faultsOf("soon", date)[0]?.slice(0, 2)).toEqual(["date", "error"]);
});

test("a day that no calendar has is an error in whatever form it is written", () => {
  for (const value of ["31.04.2026", "00.00.0000", "2026/13/45", "30 02 2026", "29.02.2026"])
    expect(faultsOf(value, { type: "date" })[0]?.slice(0, 2)).toEqual(["date", "error"]);
  for (const value of ["31.03.2026", "3/31/2026", "2026/12/31", "29.02.2024", "30 09 2026"])
    expect(faultsOf(value, { type: "date" })[0]?.slice(0, 2)).toEqual(["date_form", "warning"]);
});

test("a mask with letters that are not understood checks nothing", () => {
  expect(parseDateMask("EEE, d MMM yyyy")).toBeNull();
  expect(isFine("anything", { type: "date", mask: "EEE, d MMM yyyy" })).toBe(true);
});

test("a mask takes exactly the days of the calendar", () => {
  const mask = parseDateMask("yyyy-MM-dd");
  const part = fc.integer({ min: 0, max: 33 });
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2100 }), part, part, (year, month, day) => {
      const text = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
      const real = new Date(Date.UTC(year, month - 1, day));
      const exists =
        real.getUTCMonth() === month - 1 && real.getUTCDate() === day && real.getUTCFullYear() === year;
      expect(mask?.fault(text) === "").toBe(exists);
    }),
  );
});
