import { expect, test } from "vitest";
import type { EditCommand } from "@/lib/checks/edit";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { createInProcessWorker, writeWhole } from "./in-process-worker";
import { field } from "./worker-bench";

const mapped = (...fields: TargetField[]): Mapping => ({
  entries: fields.map(({ path }, column) => ({
    field: path,
    source: { kind: "column", column },
    reason: { kind: "chosen" },
  })),
});

async function opened(lines: readonly string[], sliceBytes = 256) {
  const worker = createInProcessWorker(sliceBytes);
  await worker.openFile(new File([lines.join("\n")], "t.csv"), {
    delimiter: ";",
    headerRow: 1,
    encoding: "utf-8",
  });
  return worker;
}

test("a column says how full it is, its values with their counts, and what they are", async () => {
  const worker = await opened([
    "Ref;Status;Limit;Due",
    ...Array.from(
      { length: 1000 },
      (_, at) => `R${at};${at % 5 === 0 ? "" : "open"};${at},50;${(at % 28) + 1}.09.2026`,
    ),
  ]);
  const [ref, status, limit, due] = await worker.columns();
  expect(ref?.distinct.exact).toBe(false);
  expect(Math.abs((ref?.distinct.count ?? 0) - 1000)).toBeLessThan(60);
  expect(ref).toMatchObject({
    values: null,
    filled: 1000,
    shortest: 2,
    longest: 4,
    samples: ["R0", "R1", "R2"],
  });
  expect(status).toMatchObject({
    rows: 1000,
    filled: 800,
    distinct: { count: 1, exact: true },
    values: [{ value: "open", count: 800 }],
  });
  expect(limit).toMatchObject({
    type: { guess: "amount", evidence: "1,000 of 1,000 are amounts" },
    amounts: {
      format: { decimal: "," },
      evidence: "Decimal comma: 1,000 rows are written so, such as 0,50; none says otherwise.",
    },
  });
  expect(due).toMatchObject({
    type: { guess: "date" },
    dates: {
      format: { order: "dmy" },
      evidence: expect.stringMatching(
        /^Day-month: \d+ rows have a first number above 12, none says otherwise\.$/,
      ),
    },
  });
});

test("a tie of point and comma is said, not settled, and the column is read as a person says", async () => {
  const limit = field("limit", { type: "number" });
  const worker = await opened(["Limit;Note", "1.234;a", "2.500;b", "100;c"]);
  const check = await worker.check(mapped(limit), [limit]);
  expect(check).toMatchObject({ withErrors: 2, kinds: [{ code: "decimal_sign", count: 2 }] });
  expect(check.kinds[0]?.first[0]?.message).toBe(
    '"1.234" can be 1.234 or 1234. 2 rows, such as 1.234, can be read with a decimal point or with a decimal comma.',
  );
  expect(check.kinds[0]?.fixAll.map(({ label }) => label)).toEqual([
    "Read the column so: decimal point",
    "Read the column so: decimal comma",
  ]);
  const [asPoint, asComma] = check.kinds[0]?.fixAll ?? [];
  if (asPoint === undefined || asComma === undefined) throw new Error("No choices came with the tie");
  expect((await worker.edit(asComma.command)).counts).toMatchObject({ withErrors: 0, edited: 2 });
  expect((await worker.rows(0, 3)).map(({ cells }) => cells[0])).toEqual(["1234", "2500", "100"]);
  await worker.undo();
  expect((await worker.edit(asPoint.command)).counts).toMatchObject({ withErrors: 0, edited: 0 });
});

test("amounts and dates of a German file are put right for the whole column at once, exactly", async () => {
  const fields = [field("limit", { type: "number" }), field("due", { type: "date", mask: "yyyy-MM-dd" })];
  const worker = await opened([
    "Limit;Due",
    "1.234,50;31.12.2025",
    "(12,00);1. März 2026",
    "1.000;02.03.26",
    "7-;2026-01-05",
  ]);
  const { kinds } = await worker.check(mapped(...fields), fields);
  const commands = new Map<number, EditCommand>();
  for (const { fixAll } of kinds)
    for (const { command } of fixAll) if (command.kind === "repair") commands.set(command.column, command);
  let ready = 0;
  for (const command of commands.values()) ready = (await worker.edit(command)).counts?.ready ?? 0;
  expect(ready).toBe(4);
  expect((await worker.rows(0, 4)).map(({ cells }) => cells)).toEqual([
    ["1234.50", "2025-12-31"],
    ["-12.00", "2026-03-01"],
    ["1000", "2026-03-02"],
    ["-7", "2026-01-05"],
  ]);
});

test("where a time is asked for too, days of another form are errors, put right for the whole column at once", async () => {
  const opened_on = field("opened_on", { type: "date", mask: "yyyy-MM-dd'T'HH:mm:ss'Z'" });
  const worker = await opened([
    "Seit;Ort",
    "31.12.2025;Bonn",
    "05.03.2026;Graz",
    "2026-03-06;Linz",
    "bald;Wien",
  ]);
  const { kinds } = await worker.check(mapped(opened_on), [opened_on]);
  expect(kinds.map(({ code, severity, count }) => [code, severity, count])).toEqual([
    ["day_form", "error", 2],
    ["date", "error", 1],
    ["date_form", "warning", 1],
  ]);
  expect(kinds[0]?.label).toBe("opened_on: date in another form");
  const [dayFirst] = kinds[0]?.fixAll ?? [];
  if (dayFirst === undefined) throw new Error("No way out came with the dates");
  expect(dayFirst.label).toBe("Read the column so: day first");
  expect((await worker.edit(dayFirst.command)).counts).toMatchObject({ withErrors: 1, withWarnings: 0 });
  expect((await worker.rows(0, 4)).map(({ cells }) => cells[0])).toEqual([
    "2025-12-31T00:00:00Z",
    "2026-03-05T00:00:00Z",
    "2026-03-06T00:00:00Z",
    "bald",
  ]);
});

test("what a spreadsheet did to values is pointed out with the likely original, and only where it was done", async () => {
  const fields = ["plz", "iban", "code", "name"].map((path) => field(path));
  const worker = await opened([
    "PLZ;Konto lang;Code;Name",
    "10115;1,23E+15;A-7;M\u00c3\u00bcller",
    "1067;1234567890123450000;1-Mar;O\u2019Hara",
    "80331;#N/A;B-9;Anna\u00a0Berg",
    "20095;4711;C-1;Plain",
  ]);
  const { kinds } = await worker.check(mapped(...fields), fields);
  const said = kinds.map(({ code, field: path, first }) => [path, code, first[0]?.fixes?.[0]?.value ?? null]);
  const byText = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1);
  expect(said.sort(byText)).toEqual(
    [
      ["plz", "lost_zeros", "01067"],
      ["iban", "scientific", null],
      ["iban", "cut_digits", null],
      ["iban", "error_value", null],
      ["code", "date_for_id", null],
      ["name", "mojibake", "Müller"],
      ["name", "curly_quote", "O'Hara"],
      ["name", "hidden_space", "Anna Berg"],
    ].sort(byText),
  );
  const shortened = kinds.find(({ code }) => code === "scientific")?.first[0]?.message;
  expect(shortened).toContain(
    "It was likely a number of 16 digits that begins with 123; the last 13 are lost.",
  );
});

test("totals, repeated headings, headings of groups and trailers are told from records, exactly", async () => {
  const fields = [field("ref"), field("town"), field("amount", { type: "number" })];
  const worker = await opened([
    "Ref;Town;Amount",
    "North;;",
    "A1;Leeds;0.10",
    "A2;York;0.20",
    "Subtotal;;0.30",
    "Ref;Town;Amount",
    "A3;Hull;5.00",
    "A4;Bath;7.00",
    "A5;Deal;1.00",
    "A6;Ryde;2.00",
    "A7;Bude;3.00",
    "A8;Looe;4.00",
    "Total;;22.30",
    "End of report;;",
  ]);
  const { kinds } = await worker.check(mapped(...fields), fields);
  const found = kinds.map(({ code, first }) => [code, first.map(({ fileRow }) => fileRow)]);
  expect(new Map(found.map(([code, rows]) => [code, rows]))).toEqual(
    new Map<unknown, unknown>([
      ["totals_row", [5, 13]],
      ["repeated_heading", [6]],
      ["group_heading", [2]],
      ["trailer", [14]],
    ]),
  );
  const total = kinds.find(({ code }) => code === "totals_row");
  expect(total?.first[1]?.message).toContain("Amount 22.30 is exactly the sum of the 8 rows above it");
  for (const { fixAll } of kinds)
    for (const { command } of fixAll) if (command.kind === "exclude") await worker.edit(command);
  const written = await writeWhole(worker, mapped(...fields), fields, "send_all");
  expect(written).toMatchObject({ records: 8, keptBack: [] });
  expect(written.excluded.map(({ fileRow }) => fileRow)).toEqual([2, 5, 6, 13, 14]);
});

test("a customer whose name begins as a total does is a record: no total is said of the file, and none of its row", async () => {
  const rows = ["Ann;Bern;10.10", "Bob;Basel;20.20", "Total Energies SE;Paris;99.00", "Cy;Chur;30.30"];
  const worker = createInProcessWorker(64);
  const { controls } = await worker.openFile(new File([["Name;Town;Amount", ...rows].join("\n")], "t.csv"));
  expect(controls).toEqual([]);
  const fields = [field("name"), field("town"), field("amount", { type: "number" })];
  expect((await worker.check(mapped(...fields), fields)).kinds).toEqual([]);
});
