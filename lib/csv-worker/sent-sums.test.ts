import fc from "fast-check";
import { expect, test } from "vitest";
import type { EditCommand } from "@/lib/checks/edit";
import type { Mapping } from "@/lib/mapping/mapping";
import { createInProcessWorker, writeWhole } from "./in-process-worker";
import type { Policy } from "./protocol";
import { field } from "./worker-bench";

const fields = [field("name", { required: true }), field("town", { maxLength: 5 }), field("amount")];
const mapping: Mapping = {
  entries: fields.map(({ path }, column) => ({
    field: path,
    source: { kind: "column", column },
    reason: { kind: "chosen" },
  })),
};

/** "1234,50": cents as a decimal comma writes them. */
const written = (cents: number) => `${Math.trunc(cents / 100)},${String(cents % 100).padStart(2, "0")}`;
const plain = (cents: bigint) => {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const centsOf = (text: string) => BigInt(text.replace(",", ""));

async function opened(amounts: readonly number[]) {
  const rows = amounts.map(
    (cents, row) => `N${row};${row % 4 === 3 ? "Too long" : "Bern"};${written(cents)}`,
  );
  const total = amounts.reduce((sum, cents) => sum + cents, 0);
  const lines = ["Name;Town;Amount", ...rows, `Total;;${written(total)}`];
  const worker = createInProcessWorker(64);
  const facts = await worker.openFile(new File([`${lines.join("\n")}\n`], "t.csv"));
  return { worker, facts, total };
}

const amounts = fc.array(fc.integer({ min: 1000, max: 99_999_999 }), { minLength: 3, maxLength: 12 });

test("the total a file states stands beside the sum of exactly the rows that are sent, whatever is edited, excluded or wrong", async () => {
  await fc.assert(
    fc.asyncProperty(
      amounts,
      fc.array(fc.record({ row: fc.nat(), cents: fc.integer({ min: 0, max: 99_999 }) }), { maxLength: 3 }),
      fc.array(fc.nat(), { maxLength: 4 }),
      fc.constantFrom<Policy>("keep_errors_back", "send_all"),
      async (cents, edits, excluded, policy) => {
        const { worker, facts, total } = await opened(cents);
        expect(facts.controls).toMatchObject([{ fileRow: cents.length + 2, difference: null }]);
        expect(await worker.sentSums(policy)).toEqual([]);
        await worker.check(mapping, fields);
        const totalRow = cents.length;
        const commands: EditCommand[] = [
          {
            kind: "set",
            cells: edits.map((edit) => ({
              row: edit.row % cents.length,
              column: 2,
              value: written(edit.cents),
            })),
          },
          { kind: "exclude", rows: { rows: [totalRow] } },
          ...excluded.map((row): EditCommand => {
            const one = row % cents.length;
            return { kind: "exclude", rows: { rows: [one] } };
          }),
        ];
        for (const command of commands) await worker.edit(command);
        const { text, records } = await writeWhole(worker, mapping, fields, policy);
        const sent = text
          .trimEnd()
          .split("\n")
          .slice(1)
          .map((line) => centsOf(line.split('"')[1] ?? ""));
        const sum = sent.reduce((a, b) => a + b, 0n);
        const difference = sum - BigInt(total);
        expect(await worker.sentSums(policy)).toEqual([
          {
            fileRow: cents.length + 2,
            label: "Amount",
            claimed: plain(BigInt(total)),
            sum: plain(sum),
            sent: records,
            staying: cents.length - records,
            difference: difference === 0n ? null : plain(difference),
          },
        ]);
      },
    ),
    { numRuns: 60 },
  );
});

test("subtotals speak of the rows since the one before, and amounts put right as plain numbers are added as such", async () => {
  const worker = createInProcessWorker(64);
  const rows = ["a;1,50", "b;2,50", "Subtotal;4,00", "c;5,25", "d;1.234,75", "Subtotal;1.240,00"];
  const file = new File([["name;amount", ...rows, "Grand total;1.244,00"].join("\n")], "t.csv");
  await worker.openFile(file);
  const entries = mapping.entries.filter(({ field: path }) => path !== "town");
  const two: Mapping = {
    entries: entries.map((entry, column) => ({ ...entry, source: { kind: "column", column } })),
  };
  await worker.check(two, fields);
  await worker.edit({ kind: "exclude", rows: { rows: [2, 3, 5, 6] } });
  await worker.edit({
    kind: "repair",
    column: 1,
    repair: { kind: "amount", format: { decimal: ",", credit: null } },
  });
  expect(await worker.sentSums("keep_errors_back")).toMatchObject([
    { fileRow: 4, sum: "4.00", sent: 2, staying: 0, difference: null },
    { fileRow: 7, sum: "1234.75", sent: 1, staying: 1, difference: "-5.25" },
    { fileRow: 8, sum: "1238.75", sent: 3, staying: 1, difference: "-5.25" },
  ]);
});
