import fc from "fast-check";
import { expect, test } from "vitest";
import type { SettledEdit } from "./edit";
import { Overlay } from "./overlay";

const rows = 12;
const columns = 3;
const row = fc.nat({ max: rows - 1 });
const column = fc.nat({ max: columns - 1 });
const text = fc.constantFrom("", "a", "A", " b ", "1,5", "aa", "$&");
const runs = fc.oneof(
  fc.tuple(row, row).map(([a, b]): [number, number][] => [[Math.min(a, b), Math.max(a, b)]]),
  row.map((one) => [one]),
);
const edit: fc.Arbitrary<SettledEdit> = fc.oneof(
  fc.record({
    kind: fc.constant("set" as const),
    cells: fc.array(fc.record({ row, column, value: text }), { maxLength: 4 }),
  }),
  fc.record({
    kind: fc.constant("fill" as const),
    rows: runs,
    values: fc.uniqueArray(fc.record({ column, value: text }), { selector: ({ column }) => column }),
  }),
  fc.record({
    kind: fc.constant("replace" as const),
    find: fc.record({
      text: fc.constantFrom("a", "b", "1"),
      columns: fc.option(fc.array(column, { minLength: 1, maxLength: 1 })),
      matchCase: fc.boolean(),
      wholeCell: fc.boolean(),
    }),
    by: text,
    rows: fc.option(runs),
  }),
  fc.record({
    kind: fc.constant("repair" as const),
    column,
    repair: fc.constant({ kind: "trim" as const }),
    rows: fc.option(runs),
  }),
  fc.record({ kind: fc.constantFrom("exclude" as const, "include" as const), rows: runs }),
);
const step = fc.oneof(
  { weight: 4, arbitrary: edit },
  { weight: 2, arbitrary: fc.constant("undo" as const) },
  { weight: 1, arbitrary: fc.constant("redo" as const) },
);

const table = Array.from({ length: rows }, (_, at) => [`a${at}`, " b", at % 2 === 0 ? "1,5" : ""]);

function shown(overlay: Overlay): unknown {
  const cells = table.map((cells, at) => cells.map((raw, index) => overlay.value(at, index, raw)));
  return { cells, excluded: [...overlay.excluded.rows()], cellsSet: overlay.cells };
}

/** The same edits done plainly, one over all cells after the other. */
function plain(edits: readonly SettledEdit[]) {
  const cells = table.map((line) => [...line]);
  const excluded = new Set<number>();
  for (const one of edits) {
    const all = Array.from({ length: rows }, (_, at) => at);
    const listed = (list: (number | [number, number])[] | null) =>
      list === null
        ? all
        : list.flatMap((run) =>
            typeof run === "number" ? [run] : all.filter((at) => at >= run[0] && at <= run[1]),
          );
    const change = (at: number, index: number, value: (before: string) => string) => {
      const line = cells[at];
      if (line !== undefined) line[index] = value(line[index] ?? "");
    };
    if (one.kind === "set")
      for (const { row: at, column: index, value } of one.cells) change(at, index, () => value);
    else if (one.kind === "fill") {
      for (const { column, value } of one.values)
        for (const at of listed(one.rows)) change(at, column, () => value);
    } else if (one.kind === "repair")
      for (const at of listed(one.rows)) change(at, one.column, (value) => value.trim());
    else if (one.kind === "replace") {
      const { find, by } = one;
      const fold = (value: string) => (find.matchCase ? value : value.toLowerCase());
      const replaced = (value: string) =>
        find.wholeCell
          ? fold(value) === fold(find.text)
            ? by
            : value
          : Array.from(value, (letter) => (fold(letter) === fold(find.text) ? by : letter)).join("");
      for (const at of listed(one.rows))
        for (const index of find.columns ?? [0, 1, 2]) change(at, index, replaced);
    } else for (const at of listed(one.rows)) one.kind === "exclude" ? excluded.add(at) : excluded.delete(at);
  }
  return { cells, excluded: [...excluded].sort((a, b) => a - b) };
}

test("undoing everything gives the file back, and redoing everything what it was", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      const overlay = new Overlay(columns);
      const states = [shown(overlay)];
      for (const one of edits) {
        overlay.do(one);
        states.push(shown(overlay));
      }
      for (let at = edits.length - 1; at >= 0; at -= 1) {
        expect(overlay.undo()).not.toBeNull();
        expect(shown(overlay)).toEqual(states[at]);
      }
      expect(overlay.undo()).toBeNull();
      expect(overlay.columns()).toEqual([]);
      for (let at = 1; at <= edits.length; at += 1) {
        overlay.redo();
        expect(shown(overlay)).toEqual(states[at]);
      }
      expect(overlay.redo()).toBeNull();
    }),
  );
});

test("however edits, undo and redo are mixed, the cells are those of the edits in force done one after another", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const overlay = new Overlay(columns);
      for (const one of steps) {
        if (one === "undo") overlay.undo();
        else if (one === "redo") overlay.redo();
        else overlay.do(one);
      }
      expect(shown(overlay)).toMatchObject(plain(overlay.edits));
      const kept: SettledEdit[] = JSON.parse(JSON.stringify(overlay.edits));
      const again = new Overlay(columns);
      for (const one of kept) again.do(one);
      expect(shown(again)).toEqual(shown(overlay));
    }),
  );
});

test("a repair of a million cells is one layer, and cells set one by one are those that are held", () => {
  const overlay = new Overlay(columns);
  overlay.do({ kind: "repair", column: 1, repair: { kind: "trim" }, rows: null });
  overlay.do({ kind: "fill", values: [{ column: 1, value: "x" }], rows: [[0, 999_999]] });
  expect(overlay.cells).toBe(0);
  expect(overlay.value(999_999, 1, " y ")).toBe("x");
  overlay.do({ kind: "set", cells: [{ row: 5, column: 1, value: "z" }] });
  expect([overlay.cells, overlay.value(5, 1, ""), overlay.mayChange(5, 0)]).toEqual([1, "z", false]);
});
