import { expect, it } from "vitest";
import { parseWhere } from "./where";

const record = {
  name: "O'Neill & Sons",
  rate: 12.5,
  code: "A_1",
  compound: false,
  address: { city: "Leeds" },
  lines: { line: [{ name: "Paper", cost: 3 }, { name: "Ink" }] },
  nothing: null,
};

it.each([
  ["name='O''Neill & Sons'", true],
  ["rate > 9 and rate <= 12.5", true],
  ["rate < 9 OR address.city = 'Leeds'", true],
  ["rate < 9 OR rate > 20", false],
  ["rate > 9 AND rate < 10 OR code='A_1'", true],
  ["rate > 20 AND (rate < 30 OR code='A_1')", false],
  ["NOT (rate > 20)", true],
  ["name LIKE 'o''neill%'", true],
  ["name LIKE '%.%'", false],
  ["code LIKE 'A__'", true],
  ["name NOT LIKE '%Sons'", false],
  ["code IN ('B', 'A_1')", true],
  ["rate in (1, 12.50)", true],
  ["code NOT IN ('A_1')", false],
  ["missing IS NULL", true],
  ["nothing IS NULL", true],
  ["name IS NULL", false],
  ["name IS NOT NULL", true],
  ["missing IS NOT NULL", false],
  ["missing != 'x'", true],
  ["missing = 'x'", false],
  ["compound = 0", true],
  ["compound = false", true],
  ["lines.line[*].name = 'Ink'", true],
  ["lines.line.cost >= 3", true],
  ["name = 'AND'", false],
])("%s", (where, fits) => {
  expect(parseWhere(where)(record)).toBe(fits);
});

it.each([
  "name",
  "name =",
  "name 'x'",
  "= 'x'",
  "'name' = 'x'",
  "name = 'x' AND",
  "name = 'x' name = 'y'",
  "name IN 'x'",
  "name IN ('x'",
  "(name = 'x'",
  "name IS 'x'",
  "name NOT = 'x'",
  "name = 'x",
])("cannot be read: %s", (where) => {
  expect(() => parseWhere(where)).toThrow("Error parsing where");
});
