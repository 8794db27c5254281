import fc from "fast-check";
import { expect, test } from "vitest";
import { createFeeds } from "./feeds";
import { emptyMapping, setConstant } from "./mapping";
import { settleConstants, templateFault } from "./placeholders";

const facts = { import: "261122-K7QX", file: "{odd} name.csv", today: "2026-11-22", user: "Ann" };
const sent = (value: string, fileRow = 7) =>
  createFeeds(settleConstants(setConstant(emptyMapping, "note", value), facts))
    .of("note")
    ?.sent({ index: fileRow - 2, fileRow, cell: () => "" });

test("placeholders stand for what is known of the import and of the row", () => {
  expect(sent("{import}, row {row} of {file}, {today}, {user}")).toBe(
    "261122-K7QX, row 7 of {odd} name.csv, 2026-11-22, Ann",
  );
});

test("two braces are one that is meant", () => {
  expect(sent("{{row}} {{ }}")).toBe("{row} { }");
});

test("an unknown placeholder, and a brace left alone, are errors in words", () => {
  expect(templateFault("{rows}")).toBe(
    "There is no placeholder {rows}. There are {import}, {file}, {row}, {today}, {user}; for a brace itself write {{ or }}.",
  );
  expect(templateFault("a { b")).toBe(
    "A single { begins or ends a placeholder. For the sign itself write {{.",
  );
  expect(sent("{rows}")).toMatchObject({ code: "unknown_placeholder" });
});

test("any text whose braces are doubled arrives as it was meant", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("{", "}", "a", " ") }), (text) => {
      expect(sent(text.replaceAll(/[{}]/g, "$&$&"))).toBe(text);
    }),
  );
});
