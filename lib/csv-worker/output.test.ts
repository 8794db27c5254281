import { createHash } from "node:crypto";
import { expect, test, vi } from "vitest";
import { type Mapping, toMapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { CsvWorkerClient } from "./client";
import { createInProcessWorker, writeWhole } from "./in-process-worker";

const mebibyte = 1_048_576;

const mapped = (...fields: string[]): Mapping =>
  toMapping(
    fields.map((field, column) => ({
      field,
      source: { kind: "column" as const, column },
      reason: { kind: "chosen" as const },
    })),
  );
const fieldOf = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  path,
  label: path,
  type: "string",
  required: false,
  readOnly: false,
  ...more,
});

const table = `name,town\n${Array.from({ length: 50 }, (_, row) => `"N, ${row}",Leeds ${row}`).join("\n")}\n`;

async function opened(text = table, sliceBytes = 61): Promise<CsvWorkerClient> {
  const worker = createInProcessWorker(sliceBytes);
  await worker.openFile(new File([text], "a.csv"));
  return worker;
}

test("from any byte on, what is written is the same bytes, under the hash and the size of all", async () => {
  const worker = await opened();
  const whole = await writeWhole(worker, mapped("a", "b"), [], "send_all");
  expect(whole.sha256).toBe(createHash("sha256").update(whole.bytes).digest("hex"));
  for (const from of [1, 3, 500, whole.sizeBytes - 1, whole.sizeBytes, Number.POSITIVE_INFINITY]) {
    const pieces: Blob[] = [];
    const rest = await worker.write(mapped("a", "b"), [], "send_all", {
      from,
      onBytes: (piece) => void pieces.push(piece),
    });
    const bytes = Buffer.from(await new Blob(pieces).arrayBuffer());
    expect(bytes.equals(whole.bytes.subarray(from))).toBe(true);
    expect(rest).toMatchObject({ sha256: whole.sha256, sizeBytes: whole.sizeBytes, records: 50 });
  }
});

test("the writer waits while two megabytes are not taken, and goes on when they are", async () => {
  const worker = await opened(`name\n${`${"x".repeat(1023)}\n`.repeat(40 * 1024)}`, mebibyte);
  let ahead = 0;
  let most = 0;
  let total = 0;
  const waiting: (() => void)[] = [];
  const read = vi.fn<() => void>();
  const writing = worker.write(mapped("a"), [], "send_all", {
    from: 0,
    onProgress: read,
    onBytes: (piece, taken) => {
      total += piece.size;
      ahead += piece.size;
      most = Math.max(most, ahead);
      waiting.push(() => {
        ahead -= piece.size;
        taken();
      });
    },
  });
  await vi.waitUntil(() => ahead >= 2 * mebibyte, { timeout: 20_000, interval: 1 });
  const seen = read.mock.calls.length;
  // Other questions are answered meanwhile, and nothing more is read for the output.
  for (let asked = 0; asked < 20; asked += 1) expect(await worker.rows(asked, 1)).toHaveLength(1);
  expect(read.mock.calls.length).toBe(seen);
  const taking = setInterval(() => waiting.shift()?.(), 0);
  const written = await writing.finally(() => clearInterval(taking));
  expect(total).toBe(written.sizeBytes);
  expect(most).toBeLessThan(5 * mebibyte);
});

test("a writer that waits can be stopped, and the worker goes on with the next question", async () => {
  const worker = await opened(`name\n${`${"x".repeat(1023)}\n`.repeat(20 * 1024)}`, mebibyte);
  const stop = new AbortController();
  let ahead = 0;
  const writing = worker.write(mapped("a"), [], "send_all", {
    from: 0,
    signal: stop.signal,
    onBytes: (piece) => {
      ahead += piece.size;
      if (ahead >= 2 * mebibyte) stop.abort();
    },
  });
  await expect(writing).rejects.toMatchObject({ code: "cancelled" });
  expect((await worker.check(mapped("a"), [])).rows).toBe(20 * 1024);
});

test("an output has another name when file, reading, edits, mapping, fields or policy are others", async () => {
  const fields = [fieldOf("a"), fieldOf("b")];
  const worker = await opened();
  const name = () => worker.outputName(mapped("a", "b"), fields, "send_all");
  const first = await name();
  const names = [
    first,
    await worker.outputName(mapped("b", "a"), fields, "send_all"),
    await worker.outputName(mapped("a", "b"), [fieldOf("a", { required: true }), fieldOf("b")], "send_all"),
    await worker.outputName(mapped("a", "b"), fields, "keep_errors_back"),
    await (await opened(table.replace("Leeds 7", "Leeds 8"))).outputName(
      mapped("a", "b"),
      fields,
      "send_all",
    ),
  ];
  await worker.edit({ kind: "set", cells: [{ row: 2, column: 1, value: "York" }] });
  names.push(await name());
  await worker.undo();
  expect(await name()).toBe(first);
  await worker.openFile(new File([table], "a.csv"), { headerRow: null });
  names.push(await name());
  expect(new Set(names).size).toBe(names.length);
  // The same file, chosen again after a reload, is the same.
  expect(await (await opened()).outputName(mapped("a", "b"), fields, "send_all")).toBe(first);
});

test("what the writer makes of one table is known: other bytes ask for another version in the output's name", async () => {
  const text = 'name;amount;note\n"Müller; & Co";1.5;"two\nlines"\nÆ;"say ""hi""";\n;;\n=1+1;007;a,b\n';
  const worker = createInProcessWorker(64);
  await worker.openFile(new File([text], "a.csv"));
  const written = await writeWhole(worker, mapped("a", "b", "c"), [], "send_all");
  expect(written.text).toBe('a,b,c\nMüller; & Co,1.5,"two\nlines"\nÆ,"say ""hi""",\n=1+1,007,"a,b"\n');
  expect(await worker.outputName(mapped("a", "b", "c"), [], "send_all")).toBe(
    "b75ecd5165cfdc6aee9bd8b0f7c94cee610715634e555d4c533dd10ccfb62ca2",
  );
});
