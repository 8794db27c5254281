import { expect, test } from "vitest";
import { createCsvWorkerClient } from "./client";
import { createInProcessPort, createInProcessWorker } from "./in-process-worker";
import type { Progress } from "./protocol";
import { customers, fields, fileOf, mapping } from "./worker-bench";

test("every row is checked, and each issue says row, field, what is wrong and what is expected", async () => {
  const worker = createInProcessWorker();
  await worker.openFile(fileOf(customers), { delimiter: ";" });
  const result = await worker.check(mapping, fields);
  expect(result).toMatchObject({ rows: 5, ready: 2, withErrors: 3, withWarnings: 0, broken: 1 });
  const found = await worker.rows(0, 9, { filter: { show: "issues" } });
  expect(found.flatMap(({ issues }) => issues.map((i) => [i.fileRow, i.field, i.code, i.message]))).toEqual([
    [3, "name", "required", "A value is required here."],
    [3, "credit_limit", "number_form", '"1.234,50" is 1234.50 as this column is written.'],
    [5, "reference", "max_length", "10 characters, 8 are allowed."],
    [6, null, "ragged_row", "The row has 4 cells, the header 3. Values may stand in the wrong column."],
  ]);
  expect(found.map(({ index }) => index)).toEqual([1, 2, 3]);
  expect(result.kinds.map(({ label, count }) => [label, count])).toContainEqual(["Reference: too long", 1]);
});

test("what a check found so far is told while it runs, and never says more than the end does", async () => {
  let seconds = 0;
  const worker = createCsvWorkerClient(createInProcessPort(256, () => 1000 * seconds++));
  const lines = Array.from(
    { length: 200 },
    (_, at) => `ACC-${at};${at % 10 === 0 ? "" : `Name ${at}`};${at}`,
  );
  await worker.openFile(fileOf(`Account code;Name;Limit\n${lines.join("\n")}\n`));
  const progress: Progress[] = [];
  const result = await worker.check(mapping, fields, { onProgress: (at) => progress.push(at) });
  const found = progress.flatMap((at) => at.found ?? []);
  expect(found.length).toBeGreaterThan(5);
  const [first] = found;
  expect(first).toMatchObject({ rows: expect.any(Number), withErrors: expect.any(Number) });
  expect(first?.rows).toBeLessThan(result.rows);
  expect(first?.kinds[0]).toMatchObject({ label: "Name: missing", fixAll: [] });
  expect(first?.kinds[0]?.first[0]).toMatchObject({ fileRow: 2, message: "A value is required here." });
  for (const { ready, withErrors, excluded, rows } of found) expect(ready + withErrors + excluded).toBe(rows);
  const errors = found.map(({ withErrors }) => withErrors);
  expect(errors).toEqual(errors.toSorted((a, b) => a - b));
  expect(errors.at(-1)).toBeLessThanOrEqual(result.withErrors);
  expect(found.flatMap(({ kinds }) => kinds).every((kind) => kind.first.length <= 3)).toBe(true);
  expect(result).toEqual(await worker.check(mapping, fields));
});
