"use client";
import { useEffect, useEffectEvent } from "react";

interface Shortcuts {
  onWalk: (by: 1 | -1) => void;
  onUndo: () => void;
  onRedo: () => void;
  onFind: (replace: boolean) => void;
}

const takesText = "input:not([type=radio], [type=checkbox]), textarea, [contenteditable]";

/** Keys that mean the same wherever the focus is on the page. A field keeps its own undo; a dialog keeps all. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    const at = target instanceof Element ? target : null;
    if (event.defaultPrevented || at?.closest("[role=dialog]")) return;
    const work = workOf(event, shortcuts, at?.closest(takesText) != null);
    if (work === null) return;
    event.preventDefault();
    work();
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function workOf(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent,
  { onWalk, onUndo, onRedo, onFind }: Shortcuts,
  isInField: boolean,
): (() => void) | null {
  if (key === "F8") return () => onWalk(shiftKey ? -1 : 1);
  if (!(ctrlKey || metaKey) || altKey) return null;
  switch (key.toLowerCase()) {
    case "z":
      return isInField ? null : shiftKey ? onRedo : onUndo;
    case "y":
      return isInField ? null : onRedo;
    case "f":
      return () => onFind(false);
    case "h":
      return () => onFind(true);
    default:
      return null;
  }
}
