import { describe, expect, it } from "vitest";
import { moved, scrolledTo } from "./grid-keys";

const size = { lines: 100, columns: 5, page: 20 };
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false });

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
