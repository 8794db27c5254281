import { expect, it, vi } from "vitest";
import type { GridRow } from "@/lib/csv-worker/protocol";
import { RowWindows } from "./row-windows";

const all = { show: "all" } as const;
const row = (index: number, cell: string): GridRow => ({
  ...{
    index,
    fileRow: index + 2,
    cells: [cell],
    before: [],
    flaws: [],
    isExcluded: false,
    sent: [],
    issues: [],
  },
});

/** A source whose answers are given by hand. */
function source() {
  const asked: { from: number; answer: (cell: string) => void; fail: () => void }[] = [];
  const rows = vi.fn(
    (from: number, count: number) =>
      new Promise<GridRow[]>((resolve, reject) => {
        const answer = (cell: string) =>
          resolve(Array.from({ length: count }, (_, at) => row(from + at, cell)));
        asked.push({ from, answer, fail: () => reject(new Error("The file changed.")) });
      }),
  );
  return { rows, asked };
}
const settle = () => new Promise((resolve) => setTimeout(resolve));
const cellAt = (windows: RowWindows, line: number) => windows.rowAt(line, windows.getSnapshot())?.cells[0];

it("reads where the thumb rests, not every place it passed", async () => {
  const { rows, asked } = source();
  const windows = new RowWindows({ rows }, all, 10);
  for (const line of [0, 40_000, 80_000, 120_000]) windows.see(line, line + 20);
  expect(asked.map(({ from }) => from)).toEqual([0]);
  asked[0]?.answer("a");
  await settle();
  expect(asked.map(({ from }) => from)).toEqual([0, 119_800]);
});

it("reads the rows in sight anew after an edit, and shows those it had until they come", async () => {
  const { rows, asked } = source();
  const windows = new RowWindows({ rows }, all, 10);
  windows.see(0, 20);
  asked[0]?.answer("before");
  await settle();
  windows.renew();
  expect(cellAt(windows, 5)).toBe("before");
  asked[1]?.answer("after");
  await settle();
  expect(cellAt(windows, 5)).toBe("after");
});

it("never shows what was read before an edit and came after it", async () => {
  const { rows, asked } = source();
  const windows = new RowWindows({ rows }, all, 10);
  windows.see(0, 20);
  windows.renew();
  asked[0]?.answer("before");
  await settle();
  expect(cellAt(windows, 5)).toBeUndefined();
  asked[1]?.answer("after");
  await settle();
  expect(cellAt(windows, 5)).toBe("after");
});

it("says why rows could not be read, and reads them when asked again", async () => {
  const { rows, asked } = source();
  const windows = new RowWindows({ rows }, all, 10);
  windows.see(0, 20);
  asked[0]?.fail();
  await settle();
  expect(windows.getSnapshot().failure).toBe("The file changed.");
  windows.retry();
  asked[1]?.answer("a");
  await settle();
  expect(cellAt(windows, 0)).toBe("a");
  expect(windows.getSnapshot().failure).toBeNull();
});

it("reads fewer rows at once where rows are wide", () => {
  const { rows } = source();
  new RowWindows({ rows }, all, 1000).see(0, 20);
  expect(rows.mock.calls[0]?.[1]).toBeLessThanOrEqual(20);
});
