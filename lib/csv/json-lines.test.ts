import { expect, test } from "vitest";
import { createJsonLines } from "./json-lines";

test("paths become groups and lists, and what is empty is left out", () => {
  const line = createJsonLines([
    { path: "name", kind: "text" },
    { path: "address.city", kind: "text" },
    { path: "lines.line[*].amount", kind: "number" },
    { path: "lines.line[*].tax.code", kind: "text" },
    { path: "active", kind: "boolean" },
  ]);
  expect(line(["Acme", "Leeds", "12.50", "S", "true"])).toBe(
    '{"name":"Acme","address":{"city":"Leeds"},"lines":{"line":[{"amount":12.50,"tax":{"code":"S"}}]},"active":true}\n',
  );
  expect(line(["Acme", "", "", "", ""])).toBe('{"name":"Acme"}\n');
  expect(line(["", "", "", "", ""])).toBe("{}\n");
});

test("a number keeps the digits of the file, and what JSON has no number for stays text", () => {
  const line = createJsonLines([{ path: "n", kind: "number" }]);
  for (const digits of ["12345678901234567890.10", "-0", "1E5", "0.1000"])
    expect(line([digits])).toBe(`{"n":${digits}}\n`);
  for (const text of ["007", "1,5", "+1", "NaN", ".5"]) expect(line([text])).toBe(`{"n":"${text}"}\n`);
});

test("__proto__ is a name like any other", () => {
  const line = createJsonLines([{ path: "__proto__.constructor", kind: "text" }]);
  expect(line(["x"])).toBe('{"__proto__":{"constructor":"x"}}\n');
});

test("fields that cannot stand in one record are refused", () => {
  const made = (...paths: string[]) => createJsonLines(paths.map((path) => ({ path, kind: "text" })));
  for (const paths of [
    ["a", "a"],
    ["a", "a.b"],
    ["a.b", "a"],
    ["a.b", "a[*].c"],
  ]) {
    expect(() => made(...paths)).toThrow("does not fit the other fields");
  }
});
