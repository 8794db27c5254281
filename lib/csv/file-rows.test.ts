import fc from "fast-check";
import { expect, test } from "vitest";
import { fileRowRuns } from "../api-contract/file-row-runs";
import { createFileRowCollector } from "./file-rows";

test("runs say exactly which rows were added, as briefly as they can", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 60 })), (numbers) => {
      const rows = numbers.toSorted((a, b) => a - b);
      const collector = createFileRowCollector();
      for (const row of rows) collector.add(row);
      const runs = fileRowRuns.parse(collector.runs());
      const told = runs.flatMap((run) =>
        typeof run === "number"
          ? [run]
          : Array.from({ length: run[1] - run[0] + 1 }, (_, index) => run[0] + index),
      );
      expect(told).toEqual(rows);
      const gaps = rows.filter((row, index) => row !== (rows[index - 1] ?? Number.NaN) + 1).length;
      expect(runs).toHaveLength(gaps);
    }),
  );
});

test("a million unbroken rows are one run", () => {
  const collector = createFileRowCollector();
  for (let row = 2; row < 1_000_002; row += 1) collector.add(row);
  expect(collector.runs()).toEqual([[2, 1_000_001]]);
});
