import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import type { Step } from "@/lib/mapping/step";
import type { ValueFate, ValueMap } from "@/lib/mapping/value-map";
import { createInProcessWorker, writeWhole } from "./in-process-worker";

/**
 * A cell as the file has it, made from what it says: nothing is read to know what is sent for it. `null`: it says nothing
 * of its kind, so that its row stays here.
 */
interface Said {
  text: string;
  sent: string | null;
}

/** A field with the cells its column may have. */
interface Changed {
  entry: Pick<MappingEntry, "steps" | "values">;
  cell: fc.Arbitrary<Said>;
}

const two = (value: number) => String(value).padStart(2, "0");
const junk = fc.constantFrom("soon", "1..2", "n/a").map((text): Said => ({ text, sent: null }));
const blank = fc.constantFrom("", " ").map((text): Said => ({ text, sent: "" }));
const withOthers = (cell: fc.Arbitrary<Said>) =>
  fc.oneof({ weight: 8, arbitrary: cell }, { weight: 1, arbitrary: junk }, { weight: 1, arbitrary: blank });

const calendarDay = fc.record({
  year: fc.integer({ min: 1954, max: 2049 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
});
const dayMasks = {
  iso: ({ year, month, day }: { year: number; month: number; day: number }) =>
    `${year}-${two(month)}-${two(day)}`,
  "dd/MM/yyyy": ({ year, month, day }: { year: number; month: number; day: number }) =>
    `${two(day)}/${two(month)}/${year}`,
  "d.M.yy": ({ year, month, day }: { year: number; month: number; day: number }) =>
    `${day}.${month}.${two(year % 100)}`,
} as const;
const monthNames = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

const dates: fc.Arbitrary<Changed> = fc
  .record({ order: fc.constantFrom("dmy", "mdy"), mask: fc.constantFrom("iso", "dd/MM/yyyy", "d.M.yy") })
  .map(({ order, mask }): Changed => {
    const step: Step = { kind: "date", read: { order, pivot: 49 }, write: mask === "iso" ? null : mask };
    const form = fc.constantFrom(".", "/", "-", "short", "name", "iso");
    const cell = fc.tuple(calendarDay, form).map(([date, written]): Said => {
      const { year, month, day } = date;
      const sent = dayMasks[mask](date);
      if (written === "iso") return { text: dayMasks.iso(date), sent };
      if (written === "name") return { text: `${day} ${monthNames[month - 1]} ${year}`, sent };
      const pair = order === "dmy" ? [two(day), two(month)] : [two(month), two(day)];
      // Two digits say one of the years from 1950 to 2049.
      if (written === "short") return { text: [...pair, two(year % 100)].join("."), sent };
      return { text: [...pair, year].join(written), sent };
    });
    return { entry: { steps: [step] }, cell: withOthers(cell) };
  });

function inThousands(digits: string, by: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.unshift(digits.slice(Math.max(0, end - 3), end));
  return groups.join(by);
}

const signs = ["", "-", "behind", "brackets", "€ ", " EUR"] as const;

const amounts: fc.Arbitrary<Changed> = fc.constantFrom(".", ",").map((decimal): Changed => {
  const groupings = [decimal === "." ? "," : ".", "'", " ", ""];
  const cell = fc
    .record({
      whole: fc.bigInt({ min: 0n, max: 10n ** 24n }).map(String),
      fraction: fc.stringMatching(/^\d{0,12}$/),
      by: fc.constantFrom(...groupings),
      sign: fc.constantFrom(...signs),
    })
    .map(({ whole, fraction, by, sign }): Said => {
      const digits = fraction === "" ? whole : `${whole}.${fraction}`;
      const body = inThousands(whole, by) + (fraction === "" ? "" : decimal + fraction);
      if (sign === "-") return { text: `-${body}`, sent: `-${digits}` };
      if (sign === "behind") return { text: `${body}-`, sent: `-${digits}` };
      if (sign === "brackets") return { text: `(${body})`, sent: `-${digits}` };
      return { text: sign === " EUR" ? body + sign : sign + body, sent: digits };
    });
  const step: Step = { kind: "number", read: { decimal, credit: null }, percent: "keep" };
  return { entry: { steps: [step] }, cell: withOthers(cell) };
});

const fates: fc.Arbitrary<ValueFate> = fc.oneof(
  fc.constantFrom("A", "B, C", 'the "same"').map((value): ValueFate => ({ kind: "value", value })),
  fc.constantFrom<ValueFate>({ kind: "as_is" }, { kind: "blank" }, { kind: "stop" }),
);

function fateOf(text: string, fate: ValueFate): string | null {
  if (fate.kind === "value") return fate.value;
  if (fate.kind === "as_is") return text;
  return fate.kind === "blank" ? "" : null;
}

const matched: fc.Arbitrary<Changed> = fc
  .record({ open: fates, paid: fates, others: fc.constantFrom("as_is", "blank", "stop") })
  .map(({ open, paid, others }): Changed => {
    const values: ValueMap = {
      pairs: [
        { from: "open", to: open },
        { from: "bezahlt, ganz", to: paid },
      ],
      others,
    };
    const cell = fc.constantFrom("open", " open ", "bezahlt, ganz", "Open", "new", "").map((text): Said => {
      const name = text.trim();
      if (name === "") return { text, sent: text };
      const fate = name === "open" ? open : name === "bezahlt, ganz" ? paid : { kind: others };
      return { text, sent: fateOf(text, fate) };
    });
    return { entry: { values }, cell };
  });

const replaced: fc.Arbitrary<Changed> = fc
  .record({ find: fc.constantFrom("-", ".", "$&", "é", "a b"), by: fc.constantFrom("", "$&", '"', ",") })
  .map(({ find, by }): Changed => {
    const step: Step = { kind: "replace", find, by, matchCase: true, wholeCell: false };
    const cell = fc
      .array(fc.constantFrom("-", ".", "$&", "é", "a b", "x"), { minLength: 1, maxLength: 5 })
      .map((parts): Said => ({ text: parts.join(""), sent: parts.join("").split(find).join(by) }));
    return { entry: { steps: [step] }, cell };
  });

const tables = fc
  .array(fc.oneof(dates, amounts, matched, replaced), { minLength: 1, maxLength: 4 })
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.tuple(...columns.map(({ cell }) => cell)), { minLength: 1, maxLength: 12 }),
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      newline: fc.constantFrom("\n", "\r\n", "\r"),
    }),
  );

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const canonicalCell = (text: string) => (/[",\r\n]/.test(text) ? quoted(text) : text);

test("dates, amounts, matched and replaced values are staged as what they say, and rows that say nothing stay here", async () => {
  await fc.assert(
    fc.asyncProperty(tables, async ({ columns, rows, delimiter, newline }) => {
      const header = ["key", ...columns.map((_, index) => `c${index}`)];
      const cells = rows.map((row, index) => [`k${index}`, ...row.map(({ text }) => text)]);
      const text = [header, ...cells].map((row) => row.map(quoted).join(delimiter)).join(newline);
      const worker = createInProcessWorker(200);
      await worker.openFile(new File([text], "t.csv"), { delimiter, headerRow: 1, encoding: "utf-8" });
      const key: MappingEntry = {
        field: "key",
        source: { kind: "column", column: 0 },
        reason: { kind: "chosen" },
      };
      const made = columns.map(
        ({ entry }, index): MappingEntry => ({
          field: `f${index}`,
          source: { kind: "column", column: index + 1 },
          reason: { kind: "chosen" },
          ...entry,
        }),
      );
      const mapping: Mapping = { entries: [key, ...made] };
      const staged = await writeWhole(worker, mapping, [], "send_all");

      const lines = [["key", ...columns.map((_, index) => `f${index}`)].join(",")];
      const stay: number[] = [];
      for (const [index, row] of rows.entries()) {
        const sent = row.flatMap((said) => said.sent ?? []);
        if (sent.length < row.length) stay.push(index + 2);
        else lines.push([`k${index}`, ...sent.map(canonicalCell)].join(","));
      }
      const expected = `${lines.join("\n")}\n`;
      expect(staged.text).toBe(expected);
      expect(staged.sha256).toBe(createHash("sha256").update(expected).digest("hex"));
      expect(staged.records).toBe(lines.length - 1);
      expect(staged.keptBack.map(({ fileRow }) => fileRow)).toEqual(stay);
    }),
    { numRuns: 300 },
  );
});
