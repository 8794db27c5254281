import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { CheckGrid } from "./check-grid";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A grid of a hundred rows with the cursor in one of them, and what the browser does once it has laid it out. */
function gridAt(line: number) {
  const tell: (() => void)[] = [];
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(onSize: (entries: unknown[]) => void) {
        tell.push(() => onSize([]));
      }
      observe() {}
      disconnect() {}
    },
  );
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(900);
  const nothing = () => undefined;
  render(
    <CheckGrid
      columns={[]}
      rowNumberPx={56}
      lines={100}
      rowAt={nothing}
      onSight={nothing}
      selection={{ cursor: { line, column: 0 }, anchor: null, all: false }}
      onSelection={nothing}
      onEnter={nothing}
      onCommand={() => false}
      onValue={nothing}
      onClosed={nothing}
      onPaste={nothing}
      onCopy={() => null}
      note={() => null}
    />,
  );
  const layOut = () => act(() => tell.forEach((one) => void one()));
  return { layOut, scroller: screen.getByRole("grid").parentElement as HTMLElement };
}

test("a cursor that was there before the grid was laid out is brought into sight when it is, and not before", () => {
  const { scroller, layOut } = gridAt(50);
  expect(scroller.scrollTop).toBe(0);
  layOut();
  // 50 lines of 28 pixels stand above it; with its own half it is in the middle of the 554 beside the head.
  expect(scroller.scrollTop).toBe(50 * 28 + 14 - 277);
});

test("a cursor in the first row leaves the grid at its top", () => {
  const { scroller, layOut } = gridAt(0);
  layOut();
  expect(scroller.scrollTop).toBe(0);
});
