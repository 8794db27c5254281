import fc from "fast-check";
import { expect, test } from "vitest";
import { traitsOf } from "@/lib/csv/cell-traits";
import { damageOf, mayBeDamaged } from "./damage";

const encoder = new TextEncoder();

function mayBe(value: string, context: Parameters<typeof damageOf>[1]): boolean {
  const bytes = encoder.encode(`;${value};`);
  const [start, end] = [1, bytes.length - 1];
  return mayBeDamaged(traitsOf(bytes, start, end), bytes, start, end, context);
}

const pieces = fc.constantFrom(
  ...["Mar", "März", "Jänner", "dec", "Sept", "E+", "E-", "e", "1", "12", "2026", "00000", "123456789", "."],
  ...[
    "#REF!",
    "#N/A",
    "-",
    " ",
    ",",
    "+",
    "@",
    "\t",
    "Ã¼",
    "Ã",
    "¼",
    "â€™",
    "’",
    "“",
    "\u00a0",
    "\u00ad",
    "\u200b",
  ],
  ...["\u3000", "\ufeff", "é", "ü", "漢字", "💶", "Bäcker & Söhne", "Zoë"],
);

test("what is found in no value by its bytes is found in none by its text", () => {
  const context = fc.record({ hasDates: fc.boolean(), padTo: fc.constantFrom(null, 3, 5) });
  fc.assert(
    fc.property(fc.array(pieces, { minLength: 1, maxLength: 6 }), context, (parts, known) => {
      const value = parts.join("");
      if (!mayBe(value, known)) expect(damageOf(value, known)).toBeNull();
    }),
    { numRuns: 20_000 },
  );
});

test.each(["Bäcker & Söhne 12345", "Zoë", "12 High Street, Leeds", "LS1 4AB", "Ångström 7000", "AC123456"])(
  "of %s no text is made to look for damage",
  (value) => {
    expect(mayBe(value, { hasDates: false, padTo: null })).toBe(false);
  },
);
