import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applySteps, type PlainStep } from "./apply-steps";
import { isText } from "./step-fault";

const made = (text: string, ...steps: PlainStep[]) => {
  const changed = applySteps(steps)(text);
  return isText(changed) ? changed : `! ${changed.code}: ${changed.message}`;
};
const number = (decimal: "." | ",", credit: "negative" | "positive" | null = null): PlainStep => ({
  kind: "number",
  read: { decimal, credit },
  percent: "keep",
});
const date = (order: "dmy" | "mdy", write: string | null): PlainStep => ({
  kind: "date",
  read: { order, pivot: 49 },
  write,
});
const split = (by: string, take: number | "first" | "last" | "rest", missing: "stop" | "blank" = "stop") =>
  ({ kind: "split", by, take, missing }) satisfies PlainStep;

describe("trim", () => {
  test("white space around goes, and inside only where asked for", () => {
    expect(made(" a\u00a0 b\t", { kind: "trim", inside: false })).toBe("a\u00a0 b");
    expect(made(" a\u00a0 b\t", { kind: "trim", inside: true })).toBe("a b");
  });
});

describe("case", () => {
  const to = (text: string, letters: "upper" | "lower" | "title" | "sentence") =>
    made(text, { kind: "case", to: letters });
  test("is the same on every machine: i becomes I, and ß is not lost", () => {
    expect(to("istanbul straße", "upper")).toBe("ISTANBUL STRASSE");
    expect(to("İSTANBUL", "lower")).toBe("i̇stanbul");
  });
  test("a title begins each word, also behind a hyphen or a single letter with an apostrophe", () => {
    expect(to("MÜLLER-LÜDENSCHEIDT o'NEIL don't ÉMILE", "title")).toBe(
      "Müller-Lüdenscheidt O'Neil Don't Émile",
    );
  });
  test("a sentence begins with one capital, whatever stands before the first letter", () => {
    expect(to("“HELLO World", "sentence")).toBe("“Hello world");
  });
});

describe("number", () => {
  test.each([
    ["1.234,50", "1234.50"],
    ["1'234,5", "1234.5"],
    ["(99,00)", "-99.00"],
    ["12,00-", "-12.00"],
    ["€ 7", "7"],
    ["12,5 %", "12.5"],
  ])("%s with a decimal comma is %s", (text, expected) => {
    expect(made(text, number(","))).toBe(expected);
  });
  test("CR and DR are read as was chosen, and not at all where nothing was", () => {
    expect(made("5.00 CR", number(".", "negative"))).toBe("-5.00");
    expect(made("5.00 CR", number(".", "positive"))).toBe("5.00");
    expect(made("5.00 CR", number("."))).toBe(
      '! unread_amount: "5.00 CR" ends in CR, and what that says is not chosen.',
    );
  });
  test("a percentage becomes an exact fraction where that is asked for; other numbers stay", () => {
    const fraction: PlainStep = { kind: "number", read: { decimal: ",", credit: null }, percent: "fraction" };
    expect(made("19 %", fraction)).toBe("0.19");
    expect(made("-0,005%", fraction)).toBe("-0.00005");
    expect(made("19", fraction)).toBe("19");
  });
  test("what is no amount so written is a fault, never left as it is", () => {
    expect(made("1,234.50", number(","))).toBe(
      '! unread_amount: "1,234.50" is no amount with a decimal comma.',
    );
    expect(made("n/a", number("."))).toContain("! unread_amount");
  });
  test("digits are neither rounded nor lost, however many there are", () => {
    const digits = fc.stringMatching(/^[1-9]\d{0,30}$/);
    fc.assert(
      fc.property(digits, fc.stringMatching(/^\d{1,20}$/), fc.boolean(), (whole, fraction, minus) => {
        const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ".");
        const sign = minus ? "-" : "";
        expect(made(`${sign}${grouped},${fraction}`, number(","))).toBe(`${sign}${whole}.${fraction}`);
      }),
    );
  });
});

describe("date", () => {
  test.each([
    ["31.12.2026", "dmy", null, "2026-12-31"],
    ["1/2/26", "dmy", null, "2026-02-01"],
    ["1/2/26", "mdy", "dd/MM/yyyy", "02/01/2026"],
    ["3. März 2026", "dmy", "dd/MM/yyyy", "03/03/2026"],
    ["2026-03-29", "mdy", "d.M.yy", "29.3.26"],
    ["29.3.2026", "dmy", "yyyy-MM-dd'T'HH:mm:ss'Z'", "2026-03-29T00:00:00Z"],
    ["29.3.2026", "dmy", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", "2026-03-29T00:00:00.000Z"],
  ] as const)("%s, %s, is written by %s as %s", (text, order, mask, expected) => {
    expect(made(text, date(order, mask))).toBe(expected);
  });
  test("a day that is none, and a time that would be lost, are faults", () => {
    expect(made("31.09.2026", date("dmy", null))).toBe(
      '! unread_date: "31.09.2026" is no date with the day first.',
    );
    expect(made("01.09.2026 14:05", date("dmy", null))).toBe(
      '! unread_date: "01.09.2026 14:05" has a time of day, 14:05, which would be lost.',
    );
    expect(made("01.09.2026 00:00:00", date("dmy", null))).toBe("2026-09-01");
  });
  test("a calendar day comes back as itself, whatever the machine's zone", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("1950-01-01"), max: new Date("2049-12-31"), noInvalidDate: true }),
        (day) => {
          const iso = day.toISOString().slice(0, 10);
          const written = made(iso, date("dmy", "dd.MM.yyyy"));
          expect(made(written, date("dmy", null))).toBe(iso);
        },
      ),
    );
  });
});

describe("split", () => {
  test("takes the part asked for, without the spaces around it", () => {
    expect(made("Muster, Anna, Dr.", split(",", 2))).toBe("Anna");
    expect(made("Muster, Anna, Dr.", split(",", "first"))).toBe("Muster");
    expect(made("Muster, Anna, Dr.", split(",", "last"))).toBe("Dr.");
    expect(made("Muster, Anna, Dr.", split(",", "rest"))).toBe("Anna, Dr.");
  });
  test("a text without the part stops its row, or is left blank where that was chosen", () => {
    expect(made("Muster", split(",", "rest"))).toBe(
      '! missing_part: "Muster" has no part behind the first, divided by ",".',
    );
    expect(made("Muster", split(",", 2, "blank"))).toBe("");
    expect(made("Muster", split(",", "last"))).toBe("Muster");
  });
});

describe("replace", () => {
  const replace = (find: string, by: string, matchCase: boolean, wholeCell: boolean): PlainStep => ({
    kind: "replace",
    find,
    by,
    matchCase,
    wholeCell,
  });
  test("both texts are taken as they stand", () => {
    expect(made("a.b.c", replace(".", "$&", true, false))).toBe("a$&b$&c");
    expect(made("(a)", replace("(A)", "", false, false))).toBe("");
  });
  test("every text there is can be looked for, signs of punctuation and of patterns too", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1 }),
        fc.string({ unit: "grapheme" }),
        (find, by) => {
          expect(made(`x${find}${find}y`, replace(find, by, true, false))).toBe(
            `x${find}${find}y`.split(find).join(by),
          );
          expect(made(find, replace(find, by, false, true))).toBe(find.trim() === "" ? "" : by);
        },
      ),
      {
        examples: [
          ["-", "+"],
          ["2026-09-30", "x"],
          ["\\^$.*+?()[]{}|/-", "$&"],
        ],
      },
    );
  });
  test("case and the whole cell are heeded where asked for", () => {
    expect(made("Ab ab", replace("ab", "x", true, false))).toBe("Ab x");
    expect(made("Ab ab", replace("ab", "x", false, true))).toBe("Ab ab");
    expect(made("AB", replace("ab", "x", false, true))).toBe("x");
  });
});

describe("pad", () => {
  const pad = (length: number, filler: string, side: "start" | "end"): PlainStep => ({
    kind: "pad",
    length,
    with: filler,
    side,
  });
  test("gives lost zeros back, and cuts nothing", () => {
    expect(made("42", pad(5, "0", "start"))).toBe("00042");
    expect(made("123456", pad(5, "0", "start"))).toBe("123456");
    expect(made("ab", pad(4, "𝄞", "end"))).toBe("ab𝄞𝄞");
  });
});

describe("blank values", () => {
  const every: PlainStep[] = [
    { kind: "trim", inside: true },
    { kind: "case", to: "title" },
    number(","),
    date("dmy", null),
    split(",", 3),
    { kind: "replace", find: "a", by: "b", matchCase: true, wholeCell: false },
    { kind: "pad", length: 5, with: "0", side: "start" },
  ];
  test.each(every)("$kind leaves nothing where nothing is", (step) => {
    expect(made("", step)).toBe("");
    expect(made(" \u00a0", step)).toBe("");
  });
  test("get the default, in the order of the steps", () => {
    const standard: PlainStep = { kind: "default", value: "7" };
    const zeros: PlainStep = { kind: "pad", length: 2, with: "0", side: "start" };
    expect(made("  ", standard, zeros)).toBe("07");
    expect(made("", zeros, standard)).toBe("7");
  });
});

test("the first step that cannot be done ends the row's way", () => {
  expect(made("x", number("."), { kind: "default", value: "0" })).toContain("! unread_amount");
});
