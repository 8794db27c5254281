import { describe, expect, it } from "vitest";
import { commandOf, moved, scrolledTo } from "./grid-keys";

const size = { lines: 100, columns: 5, page: 20 };
const press = (key: string, ctrlKey = false, shiftKey = false) => ({
  ...{ key, ctrlKey, shiftKey, metaKey: false, altKey: false },
});

describe("the keys of the grid", () => {
  it.each([
    ["ArrowDown", { line: 11, column: 2 }],
    ["ArrowUp", { line: 9, column: 2 }],
    ["ArrowRight", { line: 10, column: 3 }],
    ["ArrowLeft", { line: 10, column: 1 }],
    ["PageDown", { line: 30, column: 2 }],
    ["PageUp", { line: 0, column: 2 }],
    ["Home", { line: 10, column: 0 }],
    ["End", { line: 10, column: 4 }],
  ])("%s moves the current cell and never leaves the grid", (key, to) => {
    expect(moved({ line: 10, column: 2 }, press(key), size)).toEqual(to);
  });

  it("goes to the corners with Control", () => {
    expect(moved({ line: 10, column: 2 }, press("End", true), size)).toEqual({ line: 99, column: 4 });
    expect(moved({ line: 10, column: 2 }, press("Home", true), size)).toEqual({ line: 0, column: 0 });
  });

  it("leaves every other key to the page", () => {
    expect(moved({ line: 10, column: 2 }, press("Tab"), size)).toBeNull();
  });
});

describe("what keys do in the grid", () => {
  it.each([
    ["F2", { kind: "edit" }],
    ["Enter", { kind: "fix_or_edit" }],
    ["a", { kind: "type", text: "a" }],
    ["ß", { kind: "type", text: "ß" }],
    ["Delete", { kind: "clear" }],
    ["Tab", null],
    ["F8", null],
    ["Shift", null],
  ])("%s edits, or is left to the page", (key, command) => {
    expect(commandOf(press(key))).toEqual(command);
  });

  it("fills down, selects all and excludes as the list of keys says, and leaves copying and undoing to the page", () => {
    expect(commandOf(press("d", true))).toEqual({ kind: "fill_down" });
    expect(commandOf(press("a", true))).toEqual({ kind: "select_all" });
    expect(commandOf(press("Delete", false, true))).toEqual({ kind: "exclude" });
    expect(commandOf(press(" ", false, true))).toEqual({ kind: "select_rows" });
    for (const key of ["c", "v", "z", "f"]) expect(commandOf(press(key, true))).toBeNull();
  });
});

describe("scrolling to the current cell", () => {
  it("stays where it is while the cell is in sight", () => {
    expect(scrolledTo(100, 280, 120, 148)).toBe(100);
  });

  it("moves a line at a time at the edges", () => {
    expect(scrolledTo(100, 280, 380, 408)).toBe(128);
    expect(scrolledTo(100, 280, 72, 100)).toBe(72);
  });

  it("brings a cell from far off to the middle", () => {
    expect(scrolledTo(0, 280, 2800, 2828)).toBe(2674);
  });
});
