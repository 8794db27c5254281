import { observeElementRect, type Virtualizer } from "@tanstack/react-virtual";

/**
 * For `useVirtualizer`: how large the element is that scrolls, told when the browser knows it. Asked for at once, as is
 * usual, the page is laid out before its time, in the task that draws it.
 */
export function observeRoom<S extends Element, I extends Element>(
  virtual: Virtualizer<S, I>,
  tell: (size: { width: number; height: number }) => void,
): (() => void) | undefined {
  const element = virtual.scrollElement;
  if (element === null || typeof ResizeObserver === "undefined") return observeElementRect(virtual, tell);
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.borderBoxSize[0];
    if (box) tell({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) });
  });
  observer.observe(element);
  return () => observer.disconnect();
}
