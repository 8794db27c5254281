import { expect, test } from "vitest";
import type { TargetField } from "./target-field";
import { areEmails, valueEvidence } from "./value-evidence";

const field = (type: TargetField["type"], path = "x"): TargetField => ({
  path,
  label: path,
  type,
  required: null,
  readOnly: null,
});

test.each([
  ["number", ["1.234,50", "12", "-7"], 1],
  ["number", ["€ 12.00", "(3)", "15 %"], 1],
  ["number", ["ACME", "Beta"], -1],
  ["number", ["12", "n/a"], 0],
  ["integer", ["4", "5"], 1],
  ["date", ["31.12.26", "1 March 2026"], 1],
  ["date", ["open", "-"], -1],
  ["boolean", ["ja", "nein"], 1],
  ["boolean", ["Leeds"], -1],
  ["string", ["anything"], 0],
  ["object", ["anything"], 0],
] as const)("of a %s field %j says %d", (type, samples, evidence) => {
  expect(valueEvidence(samples, field(type))).toBe(evidence);
});

test("a field for e-mail addresses is not meant for anything else", () => {
  expect(valueEvidence(["a@example.com"], field("string", "email"))).toBe(1);
  expect(valueEvidence(["Leeds"], field("string", "email"))).toBe(-1);
});

test("blank samples say nothing", () => {
  expect(valueEvidence([" ", ""], field("number"))).toBe(0);
  expect(areEmails([])).toBe(false);
});
