import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { defaultPace } from "./pace";
import { planFile } from "./plan";
import { createUtf8Check } from "./utf8-check";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "plan-"));
});
afterAll(() => rm(directory, { recursive: true }));

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
async function staged(text: string | Uint8Array): Promise<string> {
  const file = path.join(directory, "staged");
  await writeFile(file, text);
  return file;
}
const lines = (records: number) =>
  `name,note\n${Array.from({ length: records }, (_, at) => `Zoë ${at},"line\nbreak ""${at}"""\n`).join("")}`;

async function planOf(text: string, sizes = defaultPace.batches) {
  const bytes = Buffer.from(text);
  const plan = await planFile(await staged(bytes), sizes);
  expect(plan).toMatchObject({ sizeBytes: bytes.length, sha256: sha256(bytes) });
  const header = bytes.subarray(0, plan.headerBytes);
  const ranges = plan.batches.map(({ byteStart, byteEnd }) => bytes.subarray(byteStart, byteEnd));
  expect(Buffer.concat([header, ...ranges]).equals(bytes)).toBe(true);
  expect(plan.batches.map((batch) => batch.sha256)).toEqual(
    ranges.map((range) => sha256(Buffer.concat([header, range]))),
  );
  expect(plan.batches.map(({ firstRow }) => firstRow)).toEqual([
    1,
    ...plan.batches.slice(0, -1).map(({ lastRow }) => lastRow + 1),
  ]);
  expect(plan.batches.at(-1)?.lastRow).toBe(plan.records);
  return plan;
}

describe("planFile", () => {
  test.each([
    [1, [1]],
    [100, [100]],
    [101, [10, 91]],
    [1010, [10, 1000]],
    [1011, [10, 1000, 1]],
    [2500, [10, 1000, 1490]],
    [25_000, [10, 1000, 10_000, 10_000, 3990]],
  ])("%i records are batches of %j, and put together they are the staged file", async (records, sizes) => {
    const plan = await planOf(lines(records));
    expect(plan.records).toBe(records);
    expect(plan.batches.map(({ firstRow, lastRow }) => lastRow - firstRow + 1)).toEqual(sizes);
  });

  test("header and ranges are the file for any sizes, with and without a last newline", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 30 }),
        fc.boolean(),
        async (records, sizes, wholeUpTo, cut) => {
          await planOf(cut ? lines(records).trimEnd() : lines(records), { wholeUpTo, sizes });
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each([
    ["", "file_empty"],
    ["name,note\n", "header_only"],
    ["name,note", "header_only"],
    ["\uFEFFname\nx\n", "byte_order_mark"],
    ["name\nx\n\ny\n", "blank_line"],
    ['name\n"x\n', "unclosed_quote"],
    ["name,note\na,b\nc\n", "uneven_row"],
    ["name,note\r\na,b,c\r\n", "uneven_row"],
    ['name,note\n"a,b"\n', "uneven_row"],
    ["name,\na,b\n", "nameless_column"],
    ['name,"name"\na,b\n', "duplicate_column"],
  ])("%j is refused: %s", async (text, code) => {
    await expect(planFile(await staged(text), defaultPace.batches)).rejects.toMatchObject({ code });
  });

  test("bytes that are not UTF-8 are refused", async () => {
    for (const bytes of [
      [0x61, 0x0a, 0xe9, 0x0a],
      [0x61, 0x0a, 0x62, 0xc3],
    ])
      await expect(planFile(await staged(Uint8Array.from(bytes)), defaultPace.batches)).rejects.toMatchObject(
        { code: "not_utf8" },
      );
  });
});

test("a character cut between two pieces is still valid, wherever it is cut", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.array(fc.nat(), { maxLength: 8 }), (text, cuts) => {
      const bytes = Buffer.from(text);
      const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      const check = createUtf8Check();
      const pieces = at.slice(1).map((end, index) => check.push(bytes.subarray(at[index], end)));
      expect(pieces.every(Boolean) && check.end()).toBe(true);
    }),
  );
});
