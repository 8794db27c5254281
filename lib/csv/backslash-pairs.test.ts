import { expect, test } from "vitest";
import { createBatchReader } from "./batch-reader";
import { detectReading } from "./detect-reading";
import { FactsBuilder } from "./facts-builder";
import { isAsked } from "./file-facts";
import { jsonRows } from "./json-rows";
import type { ReadingOverrides } from "./reading";

function findingsOf(text: string, overrides: ReadingOverrides = {}) {
  const bytes = new TextEncoder().encode(text);
  const detected = detectReading(bytes, true, overrides);
  const { delimiter, quote, escape: escaping } = detected.reading;
  const reader = createBatchReader({
    ...{ encoding: "utf-8", delimiter: delimiter.value, quote: quote.value },
    ...{ escape: escaping?.value ?? null, width: detected.width },
  });
  const builder = new FactsBuilder({ name: "a.csv", sizeBytes: bytes.length, lastModified: 0 }, detected);
  for (let at = 0; at < bytes.length; at += 50)
    builder.add(reader.read(bytes.subarray(at, at + 50), at + 50 >= bytes.length), reader.firstFileRow());
  const { findings, preview } = builder.facts(reader.newline(), "");
  return {
    found: findings.filter(({ code }) => code === "escape_tie" || code === "backslash_pairs"),
    cells: preview.map(({ cells }) => cells),
  };
}

async function issuesOf(text: string) {
  const bytes = new TextEncoder().encode(text);
  let json = "";
  const slice = async (from: number, to: number) => bytes.slice(from, to);
  for await (const piece of jsonRows("a.csv", { size: bytes.length, slice }, {})) json += piece;
  const { issues }: { issues: { code: string; row: number | null; column: number | null; line: number }[] } =
    JSON.parse(json);
  return issues.filter(({ code }) => code === "escape_tie" || code === "backslash_pairs");
}

const paired = '"ref","path"\n"1","C:\\\\temp\\\\a"\n"2","none"\n"3","D:\\\\"\n';

test("where all backslashes in quotes come in pairs the person is asked, with both readings side by side", () => {
  const { found, cells } = findingsOf(paired);
  expect(found).toMatchObject([
    {
      ...{ code: "escape_tie", count: 2, fileRow: 2, line: 2 },
      choices: [
        {
          current: true,
          change: { escape: null },
          rows: [
            ["1", "C:\\\\temp\\\\a"],
            ["3", "D:\\\\"],
          ],
        },
        {
          current: false,
          change: { escape: "\\" },
          rows: [
            ["1", "C:\\temp\\a"],
            ["3", "D:\\"],
          ],
        },
      ],
    },
  ]);
  expect(found.every(isAsked)).toBe(true);
  expect(cells[0]).toEqual(["1", "C:\\\\temp\\\\a"]);
});

test("either choice settles it, and the other reading is the one that was shown", () => {
  expect(findingsOf(paired, { escape: null }).found).toEqual([]);
  const { found, cells } = findingsOf(paired, { escape: "\\" });
  expect(found).toEqual([]);
  expect(cells[0]).toEqual(["1", "C:\\temp\\a"]);
});

test.each([
  ["C:\\Users", "a backslash stands alone before a letter"],
  ["\\\\server\\share", "a network path holds one that stands alone"],
  ["C:\\Users\\", "one stands at the end of a cell"],
])("%s is text: %s", async (path) => {
  const text = `"ref","path"\n"1","a\\\\b"\n"2","${path}"\n"3","x"\n`;
  expect(findingsOf(text).found).toEqual([]);
  expect(await issuesOf(text)).toEqual([]);
});

test("pairs outside quotes are kept as they stand, and named", async () => {
  const text = "ref,path\n1,a\\\\b\n2,x\n";
  expect(findingsOf(text).found).toMatchObject([{ code: "backslash_pairs", count: 1, fileRow: 2 }]);
  expect(await issuesOf(text)).toEqual([{ code: "backslash_pairs", line: 2, row: 1, column: 1 }]);
});

test("from the command line each row with a pair is named", async () => {
  expect(await issuesOf(paired)).toEqual([
    { code: "escape_tie", line: 2, row: 1, column: 1 },
    { code: "escape_tie", line: 4, row: 3, column: 1 },
  ]);
});

test("where a backslash stands before a quote the file says itself what it is", () => {
  const { found, cells } = findingsOf('"ref","said"\n"1","a \\"b\\" c"\n"2","x\\\\y"\n');
  expect(found).toEqual([]);
  expect(cells).toEqual([
    ["1", 'a "b" c'],
    ["2", "x\\y"],
  ]);
});
