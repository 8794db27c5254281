"use client";
import { useEffect, useRef, useState } from "react";
import type { SettledEdit } from "@/lib/checks/edit";
import type { CheckCounts } from "@/lib/checks/issue";
import { number } from "@/lib/wording/counts";
import { editWords } from "./edit-words";
import type { GridHistory } from "./grid-source";

/** What was last done to the rows, or taken back. */
export interface Done {
  /** Another one each time. */
  id: number;
  words: string;
  kind: "done" | "undone";
}

/** Notices edits, their undoing and redoing as the check of the rows follows them. */
export function useDone(
  { undo, redo, edits }: GridHistory,
  check: CheckCounts,
  nameOf: (column: number) => string,
) {
  const [done, setDone] = useState<Done | null>(null);
  const seen = useRef({ undo, edits, check });
  useEffect(() => {
    const before = seen.current;
    seen.current = { undo, edits, check };
    const isUndone = edits < before.edits;
    const edit: SettledEdit | null = isUndone ? redo : undo;
    if (edit === null || before.check === check || (edits === before.edits && undo === before.undo)) return;
    const words = `${editWords(edit, nameOf)}.${readyWords(check.ready - before.check.ready)}`;
    setDone((last) => ({
      id: (last?.id ?? 0) + 1,
      words: isUndone ? `Undone: ${words}` : words,
      kind: isUndone ? "undone" : "done",
    }));
  }, [undo, redo, edits, check, nameOf]);
  return { done, close: () => setDone(null) };
}

function readyWords(more: number): string {
  if (more === 0) return "";
  const rows = Math.abs(more) === 1 ? "row is" : "rows are";
  return ` ${number(Math.abs(more))} ${more > 0 ? "more" : "fewer"} ${rows} ready.`;
}
