"use client";
import { useState } from "react";
import type { EditCommand, RowFilter } from "@/lib/checks/edit";
import type { Fix, IssueKind } from "@/lib/checks/issue";
import type { GridRow } from "@/lib/csv-worker/protocol";
import { cellText, shownText } from "./cell-texts";
import type { GridColumn } from "./grid-columns";
import type { GridCommand } from "./grid-keys";
import type { GridActions } from "./grid-source";
import { likelyFix } from "./issue-popover";
import { fitBlock, fits, type PasteFit, parseBlock, writeBlock } from "./paste-block";
import {
  cellAlone,
  editableColumns,
  isWholeRows,
  linesIn,
  type Range,
  rangeOf,
  rowsOf,
  type Selection,
} from "./selection";

interface ActionParts {
  actions: GridActions;
  columns: readonly GridColumn[];
  filter: RowFilter;
  lines: number;
  rowAt: (line: number) => GridRow | undefined;
  selection: Selection | null;
  onSelection: (selection: Selection) => void;
  /** Something could not be done, and why. */
  onSaid: (words: string) => void;
}

/** What can be done to the selected cells and rows. */
export function useGridActions(parts: ActionParts) {
  const { actions, columns, filter, lines, rowAt, selection, onSelection, onSaid } = parts;
  const [pasting, setPasting] = useState<PasteFit | null>(null);
  const [fixing, setFixing] = useState<IssueKind | null>(null);
  const range = selection && lines > 0 ? rangeOf(selection, lines, columns.length) : null;
  const edit = (command: EditCommand) => actions.edit(command);

  const setCell = (row: GridRow, column: number, value: string) =>
    edit({ kind: "set", cells: [{ row: row.index, column, value }] });

  const fill = (over: Range, valueIn: (column: number) => string) => {
    const own = editableColumns(columns, over);
    if (own.length === 0) return onSaid("Nothing here can be edited.");
    const values = own.map((column) => ({ column, value: valueIn(column) }));
    edit({ kind: "fill", into: rowsOf(filter, over), values });
  };

  const fillDown = () => {
    if (range === null) return;
    // One line alone takes what stands above it, as in a spreadsheet.
    const isOne = linesIn(range) === 1;
    const source = rowAt(isOne ? range.fromLine - 1 : range.fromLine);
    if (source === undefined) return onSaid("There is no row above to fill from.");
    const over = isOne ? range : { ...range, fromLine: range.fromLine + 1 };
    fill(over, (column) => source.cells[column] ?? "");
  };

  const toggleExcluded = () => {
    const row = range === null ? undefined : rowAt(selection?.cursor.line ?? 0);
    if (range === null || row === undefined) return;
    edit({ kind: row.isExcluded ? "include" : "exclude", rows: rowsOf(filter, range) });
  };

  const fix = (row: GridRow, column: GridColumn | undefined, { kind, value }: Fix) => {
    if (kind === "exclude") edit({ kind: "exclude", rows: { rows: [row.index] } });
    else if (column?.column != null && value !== null) setCell(row, column.column, value);
  };

  const takeLikelyFix = (row: GridRow | undefined): boolean => {
    const at = selection?.cursor.column ?? 0;
    const column = columns[at - 1];
    const field = column === undefined ? null : column.field;
    if (row === undefined || row.isExcluded || (column !== undefined && field === null)) return false;
    const likely = likelyFix(row.issues.filter((issue) => issue.field === field));
    // To leave a row out is never one key away while its cell can be edited.
    if (likely === null || (likely.kind === "exclude" && column !== undefined)) return false;
    fix(row, column, likely);
    return true;
  };

  const paste = (text: string) => {
    const block = parseBlock(text);
    if (range === null || block.length === 0) return;
    const [value] = block[0] ?? [];
    const isOneValue = block.length === 1 && block[0]?.length === 1 && value !== undefined;
    if (isOneValue) return fill(range, () => value);
    const fit = fitBlock(block, range, columns, lines);
    if (fits(fit)) pasteFit(fit);
    else setPasting(fit);
  };

  const pasteFit = ({ line, block, columns: into }: PasteFit) => {
    setPasting(null);
    edit({
      ...{ kind: "paste", columns: into, block },
      into: { filter, from: line, count: block.length },
    });
  };

  const copy = (): string | null => {
    if (range === null) return null;
    if (linesIn(range) > 2000) {
      onSaid("More than 2,000 rows are not copied. Download them as a workbook instead.");
      return null;
    }
    const rows = Array.from({ length: linesIn(range) }, (_, at) => rowAt(range.fromLine + at));
    const known = rows.filter((row) => row !== undefined);
    if (known.length < rows.length) {
      onSaid("Not all of these rows are in sight. Scroll over them once, then copy again.");
      return null;
    }
    const own = columns.slice(Math.max(1, range.fromColumn) - 1, range.toColumn);
    return writeBlock(
      known.map((row) =>
        own.map((column) => (column.column === null ? shownText(row, column) : cellText(row, column))),
      ),
    );
  };

  const onCommand = (command: GridCommand, row: GridRow | undefined): boolean => {
    switch (command.kind) {
      case "clear":
        if (range === null) return false;
        // Whole rows are not emptied cell by cell: who deletes rows wants to be without them.
        if (isWholeRows(range)) edit({ kind: "exclude", rows: rowsOf(filter, range) });
        else fill(range, () => "");
        return true;
      case "exclude":
        toggleExcluded();
        return true;
      case "fill_down":
        fillDown();
        return true;
      case "select_all":
        if (selection) onSelection({ ...selection, anchor: null, all: true });
        return true;
      case "select_rows":
        if (selection)
          onSelection({
            ...selection,
            anchor: { line: selection.anchor?.line ?? selection.cursor.line, column: 0 },
          });
        return true;
      case "fix_or_edit":
        return takeLikelyFix(row);
      case "close":
        if (selection && (selection.anchor !== null || selection.all))
          onSelection(cellAlone(selection.cursor));
        return false;
      default:
        return false;
    }
  };
  return {
    ...{ range, onCommand, setCell, fix, fillDown, toggleExcluded, paste, copy },
    ...{ pasting, pasteFit, closePaste: () => setPasting(null) },
    ...{ fixing, openFix: setFixing, closeFix: () => setFixing(null) },
  };
}
