import { afterEach, expect, test } from "vitest";
import type { EarlierRefusal, RefusalMemory } from "@/lib/checks/earlier-refusal";
import { valueFingerprints } from "@/lib/checks/value-fingerprint";
import { writeRowKey } from "@/lib/csv/row-key";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { CsvWorkerClient } from "./client";
import { createInProcessWorker, writeWhole } from "./in-process-worker";

let worker: CsvWorkerClient;
afterEach(() => worker.dispose());

const fields = ["reference", "tax_code", "currency"].map(
  (path): TargetField => ({ path, label: path, type: "string", required: null, readOnly: null }),
);
const entryOf = (field: string, column: number) => ({
  ...{ field, source: { kind: "column" as const, column } },
  reason: { kind: "chosen" as const },
});
const mapping: Mapping = { entries: [entryOf("reference", 0), entryOf("tax_code", 1)] };

const key = new Uint8Array(32).fill(7);
function refusal(field: string, values: string[], signature: string): EarlierRefusal {
  const told = { by: "Sage 200", at: "2026-11-03T10:00:00.000Z", signature, hint: null };
  return {
    ...{ field, values: values.map(valueFingerprints(key, field)) },
    words: { value: `refused: ${signature}`, nothing: `refused without: ${signature}`, expected: "Another" },
    told: { ...told, job: { id: "j41", number: 41, by: "Ana" } },
  };
}
const memoryOf = (...refusals: EarlierRefusal[]): RefusalMemory => ({
  ...{ refusals, key: Buffer.from(key).toString("base64") },
});
const unknown = refusal("tax_code", ["T9", "Ü|€"], "Tax code … is not known");

async function open(...lines: string[]) {
  worker = createInProcessWorker(64);
  await worker.openFile(new File([`reference,tax\n${lines.join("\n")}\n`], "t.csv"));
}

test("every row with a value that was refused before is warned of, and none is held back by it", async () => {
  await open("A1,T1", "A2,T9", 'A3,"Ü|€"', "A4,t9", "A5,T9 ", "A6,");
  const counts = await worker.check(mapping, fields, { memory: memoryOf(unknown) });
  expect(counts).toMatchObject({ ready: 6, withErrors: 0, withWarnings: 2 });
  const kind = counts.kinds.find(({ code }) => code === "refused_value");
  expect(kind).toMatchObject({
    ...{ label: "tax_code: refused in an earlier import", severity: "warning", count: 2, field: "tax_code" },
    first: [
      { fileRow: 3, column: 1, message: "refused: Tax code … is not known", refusal: unknown.told },
      { fileRow: 4, column: 1 },
    ],
  });
  const written = await writeWhole(worker, mapping, fields, "keep_errors_back");
  expect(written).toMatchObject({
    records: 6,
    waived: [{ code: "refused_value", field: "tax_code", rows: 2 }],
  });
});

test("the value of another field is another value", async () => {
  await open("T9,T1");
  const counts = await worker.check(mapping, fields, { memory: memoryOf(unknown) });
  expect(counts.kinds).toEqual([]);
});

test("of two refusals of a value the last is told", async () => {
  await open("A1,T9");
  const last = refusal("tax_code", ["T9"], "Tax code … is closed");
  const { kinds } = await worker.check(mapping, fields, { memory: memoryOf(last, unknown) });
  expect(kinds[0]?.first[0]?.message).toBe("refused: Tax code … is closed");
});

test("a corrected row is warned of no more, and is again when that is undone; other files are told of nothing", async () => {
  await open("A1,T9", "A2,T9", "A3,T1");
  await worker.check(mapping, fields, { memory: memoryOf(unknown) });
  const cells = [{ row: 0, column: 1, value: "T1" }];
  expect((await worker.edit({ kind: "set", cells })).counts?.withWarnings).toBe(1);
  expect((await worker.undo()).counts?.withWarnings).toBe(2);
  const into = { filter: { show: "all" as const }, from: 0, count: 3 };
  const filled = await worker.edit({ kind: "fill", into, values: [{ column: 1, value: "T9" }] });
  expect(filled.counts?.withWarnings).toBe(3);
  expect((await worker.check(mapping, fields)).withWarnings).toBe(0);
});

test("a value that is made is compared as it is sent; so is a constant", async () => {
  await open("A1,t9", "A2,t1");
  const upper: Mapping = {
    entries: [{ ...entryOf("tax_code", 1), steps: [{ kind: "case", to: "upper" }] }],
  };
  expect(await worker.check(upper, fields, { memory: memoryOf(unknown) })).toMatchObject({ withWarnings: 1 });
  const constant: Mapping = {
    entries: [
      entryOf("reference", 0),
      { field: "tax_code", source: { kind: "constant", value: "T9" }, reason: { kind: "chosen" } },
    ],
  };
  expect(await worker.check(constant, fields, { memory: memoryOf(unknown) })).toMatchObject({
    withWarnings: 2,
  });
});

test("an empty value that rows were refused for is told where it is empty, and where the field is not sent at all", async () => {
  const missing = memoryOf(refusal("tax_code", [""], "tax code is required"));
  await open("A1,", "A2,T1", "A3,");
  const counts = await worker.check(mapping, fields, { memory: missing });
  expect(counts.kinds).toMatchObject([{ code: "refused_value", field: "tax_code", count: 2 }]);
  expect(counts.kinds[0]?.first[0]?.message).toBe("refused without: tax code is required");
  const without = await worker.check({ entries: [entryOf("reference", 0)] }, fields, { memory: missing });
  expect(without.kinds).toMatchObject([{ code: "refused_without", field: null, count: 3, fixAll: [] }]);
  const required = fields.map((field) => ({ ...field, required: true }));
  const { kinds } = await worker.check(mapping, required, { memory: missing });
  expect(kinds.map(({ code }) => code)).toEqual(["required"]);
});

test("a row that is put right says what it was refused for itself, and nothing of others like it", async () => {
  worker = createInProcessWorker(64);
  const row = (number: number, state: string, reason: string) =>
    `${writeRowKey({ job: 41, held: false, row: number })},${number},${state},${reason},T9`;
  const lines = [row(1, "failed", "tax_code T9 is not known"), row(2, "not tried", "")];
  const file = new File([`row key,row,state,reason,tax_code\n${lines.join("\n")}\n`], "open.csv");
  await worker.openFile(file, { rowKeys: "open" });
  const entries = [entryOf("tax_code", 4)];
  const { kinds } = await worker.check({ entries }, fields, { memory: memoryOf(unknown) });
  expect(kinds.map(({ code, count }) => [code, count])).toEqual([
    ["refused_before", 1],
    ["refused_value", 1],
  ]);
});
