import { expect, test } from "vitest";
import { mostCutRows, RowFaults } from "./row-faults";

function findingOf(rows: number) {
  const faults = new RowFaults();
  for (let row = 0; row < rows; row += 1)
    faults.add("cut_row", { fileRow: row + 2, line: row + 2, cells: 3 });
  return faults.findings(3)[0];
}

test("rows that are cut are said to stay here as far as they do", () => {
  expect(findingOf(mostCutRows)?.message).toMatch(/These rows stay here\.$/);
  expect(findingOf(mostCutRows + 1)?.message).toMatch(
    /The first 5,000 of them stay here; the others are sent as they are read\.$/,
  );
});
