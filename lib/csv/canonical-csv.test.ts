import fc from "fast-check";
import { expect, test } from "vitest";
import { createBatchReader } from "./batch-reader";
import { createCanonicalCsv } from "./canonical-csv";
import { createCellText } from "./cell-text";
import { recordsOf } from "./record-reader";
import { writeRecord } from "./write-csv";

const cell = fc
  .array(fc.constantFrom("a", "é", "💶", '"', "'", ",", ";", "\n", "\r", "\\", " "), { maxLength: 6 })
  .map((parts) => parts.join(""));
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });

test("cells copied from a file's bytes are those written from their text, in every dialect", () => {
  const dialects = fc.record({
    delimiter: fc.constantFrom(",", ";", ", ", ",,"),
    quote: fc.constantFrom('"', "'"),
    escape: fc.constantFrom(null, "\\" as const),
  });
  fc.assert(
    fc.property(table, dialects, fc.boolean(), fc.boolean(), (rows, dialect, quotesAll, atOnce) => {
      const { delimiter, quote, escape: escaping } = dialect;
      const quoted = (value: string) => {
        const plain = delimiter === ",," ? /^[aé💶]+(,[aé💶]+)*$/u : /^[aé💶]+$/u;
        if (!quotesAll && plain.test(value)) return value;
        const safe = escaping === null ? value : value.replaceAll("\\", "\\\\");
        return `${quote}${safe.replaceAll(quote, quote + quote)}${quote}`;
      };
      const source = rows.map((row) => `${row.map(quoted).join(delimiter)}\n`).join("");
      const batch = createBatchReader({ ...dialect, encoding: "utf-8" }).read(
        new TextEncoder().encode(source),
        true,
      );
      expect(recordsOf(batch, 1, dialect).map(({ cells }) => cells)).toEqual(rows);
      const text = createCellText(batch, quote, escaping);
      const csv = createCanonicalCsv(dialect, (index) => text.cell(index));
      for (let record = 0; record < batch.count; record += 1) {
        const last = batch.firstCells[record + 1] ?? 0;
        const first = batch.firstCells[record] ?? 0;
        if (atOnce) csv.copy(batch, first, last - first);
        else for (let index = first; index < last; index += 1) csv.copy(batch, index);
        csv.endRecord();
      }
      const written = new TextDecoder("utf-8", { ignoreBOM: true }).decode(csv.take());
      expect(written).toBe(rows.map(writeRecord).join(""));
    }),
    { numRuns: 2000 },
  );
});
