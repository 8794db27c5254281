"use client";
import { type Ref, useImperativeHandle, useRef, useState } from "react";
import type { CheckCounts } from "@/lib/checks/issue";
import { CellNote } from "./cell-note";
import { beforeOf, cellText, shownText } from "./cell-texts";
import type { NotePlace } from "./check-grid";
import { type GridColumn, roomFor } from "./grid-columns";
import type { Cursor } from "./grid-keys";
import { fixAllWords } from "./issue-kinds";
import type { CellFacts } from "./issue-popover";
import type { CheckViewState } from "./use-check-view";
import { kindOf } from "./views";

export interface NoteHandle {
  /** Puts the focus on its first button. `false`: there is none. */
  focus: () => boolean;
  /** `false`: it was not there. */
  close: () => boolean;
}

/** The note of the current cell, where there is something to say about it; Escape closes it until another cell is the current one. */
export function CurrentNote(props: {
  ref: Ref<NoteHandle>;
  view: CheckViewState;
  check: CheckCounts;
  at: NotePlace;
  onType: (cursor: Cursor) => void;
}) {
  const { view, check, at } = props;
  const { row, cursor, columns, edits, walk, grid } = view;
  const box = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<Cursor | null>(null);
  const column = cursor === null ? undefined : columns[cursor.column - 1];
  const facts = factsOf(view, column);
  const isOpen = facts !== null && cursor !== null && cursor !== closed;
  useImperativeHandle(props.ref, () => ({
    focus() {
      const button = box.current?.querySelector("button");
      button?.focus();
      return button != null;
    },
    close() {
      if (isOpen) setClosed(cursor);
      return isOpen;
    },
  }));
  if (!isOpen || row === undefined) return null;
  const kinds = facts.issues.map(({ code, field }) => kindOf(check, { code, field }));
  const many = kinds.find((kind) => kind !== undefined && kind.count > 1 && fixAllWords(kind) !== null);
  const label = many ? fixAllWords(many) : null;
  const before = column && beforeOf(row, column);
  const back = () => grid.current?.focus();
  return (
    <CellNote
      ref={box}
      at={at}
      facts={facts}
      place={walk.place?.index === row.index ? walk.place.words : null}
      onLeave={back}
      actions={{
        onFix(fix) {
          edits.fix(row, column, fix);
          back();
        },
        onPutBack() {
          if (column?.column != null && before !== undefined) edits.setCell(row, column.column, before);
          back();
        },
        onType: () => props.onType(cursor),
        onExclude() {
          edits.toggleExcluded();
          back();
        },
        fixAll: many && label ? { label, onOpen: () => edits.openFix(many) } : null,
      }}
    />
  );
}

/** What there is to say about the current cell; `null`: nothing. */
function factsOf({ row, selection }: CheckViewState, column: GridColumn | undefined): CellFacts | null {
  if (row === undefined || selection === null || selection.anchor !== null || selection.all) return null;
  const isRow = selection.cursor.column === 0;
  if (!isRow && column === undefined) return null;
  const field = column?.field ?? null;
  const issues = row.issues.filter((issue) => (isRow || field !== null) && issue.field === field);
  const value = column === undefined ? null : shownText(row, column);
  const before = (column && beforeOf(row, column)) ?? null;
  const isLong =
    value !== null && column !== undefined && (value.length > roomFor(column) || value.includes("\n"));
  const own = column?.column == null ? null : cellText(row, column);
  const cell = own === value ? null : own;
  if (issues.length === 0 && before === null && cell === null && !isLong) return null;
  return {
    ...{ fileRow: row.fileRow, issues, value, cell, before, isLong, isExcluded: row.isExcluded },
    canEdit: column?.column != null,
  };
}
