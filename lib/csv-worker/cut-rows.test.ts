import { expect, test } from "vitest";
import type { Mapping } from "@/lib/mapping/mapping";
import { createInProcessWorker, writeWhole } from "./in-process-worker";

const mapping: Mapping = {
  entries: ["id", "name", "note"].map((field, column) => ({
    field,
    source: { kind: "column", column },
    reason: { kind: "chosen" },
  })),
};
const file = [
  "id,name,note",
  "1,Ann,call first",
  "2,Bob,left at the gate",
  "signed by M. Reed",
  "3,Cid,fragile",
  "4,Dan,none",
].join("\n");

async function opened() {
  const worker = createInProcessWorker(4096);
  const facts = await worker.openFile(new File([file], "t.csv"), {});
  return { worker, facts };
}

test("a row whose last cell a line end cut stays here with its rest, and its neighbours are sent", async () => {
  const { worker, facts } = await opened();
  expect(facts.findings.map(({ code, severity, fileRow }) => [code, severity, fileRow])).toContainEqual([
    "cut_row",
    "error",
    3,
  ]);
  const { kinds } = await worker.check(mapping, []);
  expect(
    kinds.map(({ code, severity, first }) => [code, severity, first.map(({ fileRow }) => fileRow)]),
  ).toEqual([
    ["cut_row", "error", [3]],
    ["ragged_row", "error", [4]],
    ["group_heading", "warning", [4]],
  ]);
  const written = await writeWhole(worker, mapping, [], "keep_errors_back");
  expect(written.text).toBe("id,name,note\n1,Ann,call first\n3,Cid,fragile\n4,Dan,none\n");
  expect(written.keptBack.map(({ fileRow }) => fileRow)).toEqual([3, 4]);
});

test("a cut row that a person put right is sent", async () => {
  const { worker } = await opened();
  const note = "left at the gate\nsigned by M. Reed";
  await worker.edit({ kind: "set", cells: [{ row: 1, column: 2, value: note }] });
  const written = await writeWhole(worker, mapping, [], "keep_errors_back");
  expect(written.text).toContain(`2,Bob,"${note}"\n`);
  expect(written.keptBack.map(({ fileRow }) => fileRow)).toEqual([4]);
});

test("however many rows are cut, each of them stays here with its rest", async () => {
  const cut = 6000;
  const block = "1,Ann,x\n2,Bob,left at\nthe gate\n3,Cid,y\n4,Dan,z\n5,Eve,w\n6,Flo,v\n";
  const worker = createInProcessWorker(65_536);
  const { findings } = await worker.openFile(new File([`id,name,note\n${block.repeat(cut)}`], "t.csv"), {});
  expect(findings.find(({ code }) => code === "cut_row")?.message).toMatch(/These rows stay here\.$/);
  const written = await writeWhole(worker, mapping, [], "keep_errors_back");
  expect(written.records).toBe(5 * cut);
  expect(written.keptBack).toHaveLength(2 * cut);
});
