import { createHash } from "node:crypto";
import { BlobReader, BlobWriter, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { benchOfEachTest } from "../jobs/bench-of-each-test";
import { type Bench, csvOf } from "../jobs/engine-bench";
import { completed } from "../jobs/fake-open-connectors";
import { createEvidence } from "./evidence";
import { packZip } from "./pack-zip";

let bench: Bench;
benchOfEachTest(createTestDatabase, (fresh) => {
  bench = fresh;
});

async function unpacked(bytes: AsyncIterable<Uint8Array>): Promise<Map<string, Buffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of bytes) pieces.push(new Uint8Array(piece));
  const files = new Map<string, Buffer>();
  for (const entry of await new ZipReader(new BlobReader(new Blob(pieces))).getEntries()) {
    if (entry.directory) continue;
    const blob = await entry.getData(new BlobWriter());
    files.set(entry.filename, Buffer.from(await blob.arrayBuffer()));
  }
  return files;
}

test("the pack holds what was sent byte for byte, what failed, who changed and waived what, and every step; its hashes are right", async () => {
  bench.upstream.on.status = async (job) => completed(job.records, 1);
  bench.upstream.on.errors = async () => [{ rowNum: 2, reason: "No such tax code", response: null, raw: {} }];
  const csv = csvOf(3);
  const sha256 = createHash("sha256").update(csv).digest("hex");
  const job = await bench.submit(csv, {
    connectionId: "books",
    mapping: { entries: [] },
    source: { sha256: "f".repeat(64), rows: 4 },
    keptBack: [{ fileRow: 9, values: { Name: "n" }, issues: [{ code: "required", message: "is empty" }] }],
    checked: {
      waived: [{ code: "long_number", field: "phone", label: "Changed by a spreadsheet", rows: 2 }],
      editedCells: 1,
      edits: [{ fileRow: 3, column: 'Na"me', before: "1,5", after: "1.5" }],
    },
  });
  await bench.until(job.id, ({ endedAt }) => endedAt !== null);
  const pack = await createEvidence({ database: bench.database, jobs: bench.jobs }).pack(job.id);
  expect(pack?.name).toBe(`import-${job.number}-evidence.zip`);
  if (!pack) throw new Error("there is no pack");
  const files = await unpacked(pack.bytes);
  const text = (name: string) => files.get(name)?.toString() ?? "";
  expect(text("rows/sent.csv")).toBe(csv);
  expect(text("rows/failed.csv")).toContain("No such tax code");
  expect(text("rows/kept-back.csv")).toContain("is empty");
  expect(text("edits.csv")).toBe('row,column,before,after\n3,"Na""me","1,5",1.5\n');
  const facts = JSON.parse(text("import.json"));
  expect(facts).toMatchObject({
    number: job.number,
    sha256,
    operatorsFile: { sha256: "f".repeat(64) },
    warningsWaived: { kinds: [{ code: "long_number", rows: 2 }] },
    rows: { succeeded: 2, failed: 1, keptBack: 1 },
    mappingSha256: createHash("sha256")
      .update(files.get("mapping.json") ?? "")
      .digest("hex"),
  });
  const [accepted] = bench.upstream.accepted;
  expect(text("parts.csv").split("\n")[1]).toMatch(
    new RegExp(`^1,1,3,completed,${accepted?.bulkJobId},COMPLETED,.*,${Buffer.byteLength(csv)},${sha256}$`),
  );
  expect(JSON.parse(text("attempts.jsonl"))).toMatchObject({
    part: 1,
    number: 1,
    status: "accepted",
    evidence: { sha256, httpStatus: 200, bodyBytesSent: expect.any(Number) },
  });
  const kinds = text("audit.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).kind);
  expect(kinds[0]).toBe("submitted");
  expect(kinds).toContain("completed");
  const sums = text("SHA256SUMS").trim().split("\n");
  expect(sums).toHaveLength(files.size - 1);
  for (const line of sums) {
    const [sum, name = ""] = line.split("  ");
    expect(
      createHash("sha256")
        .update(files.get(name) ?? "")
        .digest("hex"),
    ).toBe(sum);
  }
});

test("a job nobody knows has no pack", async () => {
  expect(await createEvidence({ database: bench.database, jobs: bench.jobs }).pack("none")).toBeUndefined();
});

test("a pack whose rows cannot be read is cut off where that happens, not ended as if it were whole", async () => {
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array([1]);
    throw new Error("the disk failed");
  }
  async function* files() {
    yield { name: "a", bytes: broken() };
  }
  await expect(unpacked(packZip(files()))).rejects.toThrow("the disk failed");
});
