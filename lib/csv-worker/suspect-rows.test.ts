import { expect, test } from "vitest";
import { openFile } from "./open-file";

const options = {
  sliceBytes: 1 << 20,
  signal: new AbortController().signal,
  onProgress: () => {},
  onHead: () => {},
};

/** The rows of a table of three columns that leave the last empty, as every third row here does. */
async function suspectsOf(count: number, text = (row: number) => `town ${row}`) {
  const rows = Array.from({ length: 3 * count }, (_, row) =>
    row % 3 === 2 ? `K${row},${text(row)},\n` : `K${row},town ${row},done\n`,
  );
  const file = new File(["key,town,state\n", ...rows], "rows.csv");
  const { suspects } = await openFile({ file }, { delimiter: ",", quote: '"', headerRow: 1 }, options);
  expect(suspects.rows).toBe(3 * count);
  return suspects.suspects;
}

test("5,000 rows that leave empty what others fill are noted; where there are more, the table is so, and none is", async () => {
  const noted = await suspectsOf(5_000);
  expect(noted).toHaveLength(5_000);
  expect(noted.at(-1)).toEqual({ index: 14_999, lacks: true, cells: ["K14999", "town 14999", ""] });
  expect(await suspectsOf(5_001)).toEqual([]);
});

test("no more than 16 MiB of such rows are noted", async () => {
  const long = "x".repeat(4 << 20);
  const longAfter = (first: number) => (row: number) => (row < first ? "short" : long);
  expect(await suspectsOf(7, longAfter(12))).toHaveLength(7);
  expect(await suspectsOf(7, longAfter(6))).toEqual([]);
});
