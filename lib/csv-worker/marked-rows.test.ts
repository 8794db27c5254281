import fc from "fast-check";
import { expect, test } from "vitest";
import { Overlay } from "@/lib/checks/overlay";
import { createRowCheck } from "@/lib/checks/row-check";
import { createFeeds } from "@/lib/mapping/feeds";
import type { MappingEntry } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { eachDataRow } from "./data-rows";
import { openFile } from "./open-file";

const base = { required: null, readOnly: null, type: "string" } as const;
const kinds: Omit<TargetField, "path" | "label">[] = [
  base,
  base,
  { ...base, required: true },
  { ...base, maxLength: 4 },
  { ...base, type: "number" },
  { ...base, type: "integer", required: true },
  { ...base, type: "boolean" },
  { ...base, type: "date", mask: "yyyy-MM-dd" },
  { ...base, allowedValues: [{ value: "GB" }, { value: "DE" }] },
];
const names = ["town", "reference", "remark", "email"];
const cells = fc.constantFrom(
  ...[
    "",
    " ",
    "a",
    "abcdef",
    "12",
    "1.5",
    "1,50",
    "-3",
    "007",
    "1.23E+11",
    "GB",
    "gb",
    "true",
    "yes",
    "NULL",
  ],
  ...[
    "2026-09-30",
    "30.09.2026",
    "ann@example.com",
    "ann example.com",
    "example.org",
    "Zoë",
    "\u00a0x",
    "#N/A",
  ],
  ...['say "so"', "a\tb", "“quoted”", "BÃ¤cker", "x ".repeat(40)],
);
const quoted = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const options = {
  sliceBytes: 48,
  signal: new AbortController().signal,
  onProgress: () => {},
  onHead: () => {},
};

test("a row that is not marked has no issue, whatever the fields ask for", async () => {
  // Columns of values that are much alike: mixed ones are looked at row by row.
  const column = fc.record({
    ...{ kind: fc.constantFrom(...kinds), name: fc.constantFrom(...names) },
    values: fc.array(cells, { minLength: 1, maxLength: 2 }),
  });
  const columns = fc.tuple(column, column, column);
  const picks = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 9 });
  let unmarked = 0;
  await fc.assert(
    fc.asyncProperty(
      picks,
      columns,
      fc.integer({ min: 1, max: 3 }),
      fc.boolean(),
      async (picked, of, mapped, isRagged) => {
        const table = picked.map((row) =>
          of.map(({ values }, at) => values[(row[at] ?? 0) % values.length] ?? ""),
        );
        const lines = [["one", "two", "three"], ...table].map((row) => row.map(quoted).join(","));
        const file = new File([`${lines.join("\n")}\n${isRagged ? "x,y\n" : ""}`], "rows.csv");
        const opened = await openFile({ file }, { delimiter: ",", quote: '"', headerRow: 1 }, options);
        const fields = of
          .slice(0, mapped)
          .map(({ kind, name }, index) => ({ ...kind, path: `${name}${index}`, label: name }));
        const entries = fields.map(
          ({ path }, index): MappingEntry => ({
            field: path,
            source: { kind: "column", column: index },
            reason: { kind: "chosen" },
          }),
        );
        const check = createRowCheck({
          ...{ feeds: createFeeds({ entries }), fields, width: 3, columns: opened.columns },
        });
        const onBatch = (batch: Parameters<typeof check.mark>[1], kernel: Parameters<typeof check.mark>[0]) =>
          check.mark(kernel, batch);
        await eachDataRow(
          opened,
          new Overlay(3),
          options,
          (row) => {
            if (row.isMarked) return;
            unmarked += 1;
            expect(check.issuesOf(row)).toEqual([]);
          },
          { onBatch },
        );
      },
    ),
    { numRuns: 400 },
  );
  expect(unmarked).toBeGreaterThan(100);
});
