import fc from "fast-check";
import { expect, test } from "vitest";
import { RecordScanner, type ScannedRecord } from "./record-scanner";

function scan(pieces: string[], maxRecordLength: number): ScannedRecord[] | string {
  const scanner = new RecordScanner({ delimiter: ",", quote: '"', maxRecordLength });
  try {
    return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()];
  } catch (error) {
    return String(error);
  }
}

test("with a limit in the way, any pieces still give the same records or the same error", () => {
  const parts = fc.array(fc.constantFrom('"', ",", "\n", "\r\n", "a", "bcdef", "\0"), { maxLength: 40 });
  fc.assert(
    fc.property(parts, fc.array(fc.nat({ max: 6 })), (texts, sizes) => {
      const text = texts.join("");
      const pieces: string[] = [];
      let at = 0;
      for (const size of sizes) {
        pieces.push(text.slice(at, at + size));
        at += size;
      }
      expect(scan([...pieces, text.slice(at)], 12)).toEqual(scan([text], 12));
    }),
    { numRuns: 5000 },
  );
});

test("a quote still open at the limit costs its line; what follows is read", () => {
  const rows = scan(['a,"b\nc,d\n', "e,f\n".repeat(10)], 20);
  expect(rows).toHaveLength(12);
  expect(rows.slice(0, 2)).toEqual([
    { text: 'a,"b', line: 1, flaws: ["unclosed_quote"] },
    { text: "c,d", line: 2, flaws: [] },
  ]);
});

test("a row longer than the limit is an error that names its line", () => {
  expect(scan([`a\n${"x".repeat(30)}`], 20)).toContain("The row on line 2 is longer than");
});

test("ten thousand open quotes in one text are read in time linear in its length", () => {
  const text = 'a,"b\nc,d"x\n'.repeat(200_000);
  const started = performance.now();
  expect(scan([text], 1 << 24)).toHaveLength(400_000);
  expect(performance.now() - started).toBeLessThan(4000);
});

test("line ends are counted by kind, and a CRLF cut in two is one", () => {
  const scanner = new RecordScanner({ delimiter: ",", quote: '"' });
  for (const piece of ["a\r", "\nb\r", "c\n", '"d\r', '\n"\r', "\n"]) scanner.push(piece);
  expect(scanner.newlines).toEqual({ LF: 1, CRLF: 2, CR: 1 });
});
