import { expect, it } from "vitest";
import type { SettledEdit } from "@/lib/checks/edit";
import { editWords } from "./edit-words";

const words = (edit: SettledEdit) => editWords(edit, (column) => ["Code", "Name", "Amount"][column] ?? "?");

it("says in a few words what an edit did, so that undoing it is no riddle", () => {
  const cells = [
    { row: 1, column: 0, value: "A" },
    { row: 2, column: 1, value: "B" },
  ];
  const find = { text: "Dir debit", columns: [1], matchCase: false, wholeCell: true };
  expect(words({ kind: "set", cells: cells.slice(0, 1) })).toBe("Code set to “A”");
  expect(words({ kind: "set", cells })).toBe("2 cells changed in Code, Name");
  expect(words({ kind: "fill", values: [{ column: 1, value: "" }], rows: [4, [6, 9]] })).toBe(
    "Name emptied in 5 rows",
  );
  expect(words({ kind: "replace", find, by: "Direct debit", rows: null })).toBe(
    "“Direct debit” put in place of “Dir debit” in Name",
  );
  expect(words({ kind: "repair", column: 0, repair: { kind: "pad", length: 5 }, rows: null })).toBe(
    "Code: zeros put back in front",
  );
  expect(words({ kind: "exclude", rows: [3] })).toBe("1 row excluded");
});
