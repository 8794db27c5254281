"use client";
import { useCallback, useMemo, useRef, useState } from "react";
import type { RowFilter } from "@/lib/checks/edit";
import type { GridHandle } from "./check-grid";
import type { CheckViewProps } from "./check-view-props";
import { gridColumns, rowNumberPx } from "./grid-columns";
import type { Cursor } from "./grid-keys";
import { filterKey } from "./grid-source";
import { cellAlone, type Selection } from "./selection";
import { useDone } from "./use-done";
import { useGridActions } from "./use-grid-actions";
import { useShownRows } from "./use-shown-rows";
import { useWalk } from "./use-walk";
import { allRows } from "./views";

interface Shown {
  filter: RowFilter;
  selection: Selection | null;
  /** The row the current cell was put on: another may stand in its line when it is put right. */
  rowIndex: number | null;
}

/** Which rows are shown, which cells are selected, and everything that can be done with them. */
export function useCheckView(props: CheckViewProps) {
  const { check, file, fields, mapping, source, actions, history, firstTab = "all" } = props;
  const grid = useRef<GridHandle | null>(null);
  const [shown, setShown] = useState<Shown>({ filter: { show: firstTab }, selection: null, rowIndex: null });
  const { filter, selection, rowIndex } = shown;
  const [said, setSaid] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const onFailure = (error: unknown) => setFailure(error instanceof Error ? error.message : String(error));

  const columns = useMemo(() => gridColumns(mapping, fields, file.columns), [mapping, fields, file.columns]);
  const nameOf = useCallback(
    (column: number) =>
      columns.find((one) => one.column === column && one.field !== null)?.name ??
      file.columns[column]?.label ??
      `Column ${column + 1}`,
    [columns, file.columns],
  );
  const rows = useShownRows(source, filter, check, file.columns.length);
  const { done, close } = useDone(history, check, nameOf);

  const show = (next: RowFilter) => {
    if (filterKey(next) !== filterKey(filter)) setShown({ filter: next, selection: null, rowIndex: null });
  };
  const select = (next: Selection) => {
    setSaid(null);
    const line = next.cursor.line;
    const isSame = next.cursor.line === selection?.cursor.line && rowIndex !== null;
    const index = rows.rowAt(line)?.index ?? null;
    setShown({ filter, selection: next, rowIndex: isSame && index === null ? rowIndex : index });
  };
  /** Where nothing is the current cell, the first is when the focus comes. */
  const enter = () =>
    setShown((before) =>
      before.selection === null && rows.lines > 0
        ? { ...before, selection: cellAlone({ line: 0, column: 1 }) }
        : before,
    );
  const cursor = cursorWithin(selection, rows.lines);
  const row = cursor === null ? undefined : rows.rowAt(cursor.line);
  const walk = useWalk({
    ...{ source, check, filter, columns, cursor, row, onFailure },
    rowIndex: rowIndex ?? row?.index ?? null,
    onArrive(view, at, index) {
      setSaid(null);
      setShown({ filter: view, selection: cellAlone(at), rowIndex: index });
      grid.current?.focus();
    },
  });
  const within = selection === null || cursor === null ? null : { ...selection, cursor };
  const edits = useGridActions({
    ...{ actions, columns, filter, onSaid: setSaid },
    ...{ lines: rows.lines, rowAt: rows.rowAt, selection: within, onSelection: select },
  });
  const lastRow = (file.firstFileRow ?? 1) + file.rows + file.blankRows;
  return {
    ...{ grid, filter, columns, nameOf, rows, row, cursor, walk, edits, done, said, setSaid },
    ...{ show, select, enter, failure, onFailure },
    selection: within,
    closeDone: close,
    closeFailure: () => setFailure(null),
    rowNumberPx: rowNumberPx(lastRow),
    /** A press on the track: the row at that part of what is shown. */
    goToLine: (line: number) => select(cellAlone({ line: Math.max(0, line), column: 0 })),
    showAll: () => show(allRows),
  };
}

export type CheckViewState = ReturnType<typeof useCheckView>;

/** The rows of a view may have become fewer. */
function cursorWithin(selection: Selection | null, lines: number): Cursor | null {
  if (selection === null || lines === 0) return null;
  const { cursor } = selection;
  return cursor.line < lines ? cursor : { ...cursor, line: lines - 1 };
}
