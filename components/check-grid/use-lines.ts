"use client";
import { useCallback, useMemo, useState } from "react";
import type { Field } from "@/lib/api-contract/connections";
import type { CheckResult } from "@/lib/checks/issue";
import type { FileFacts } from "@/lib/csv/file-facts";
import { type Mapping, mapCells } from "@/lib/mapping/mapping";
import type { Line } from "./grid-line";
import type { GridView } from "./grid-view";
import { type LoadRows, useRowWindows } from "./use-row-windows";

/** What the lines of the grid are made from. */
export interface LineParts {
  result: CheckResult;
  file: FileFacts;
  fields: readonly Field[];
  mapping: Mapping;
  load: LoadRows;
}

/** The lines of a view: kept rows at once, rows of the file as they come into sight. */
export function useLines(parts: LineParts, view: GridView) {
  const { mapping, load } = parts;
  const [sight, setSight] = useState({ from: 0, to: -1 });
  const position = (line: number) => {
    if (line < 0 || line >= view.lines) return -1;
    const source = view.lineAt(line);
    return source.kind === "file" ? source.index : -1;
  };
  const { rowAt, failure, retry } = useRowWindows(
    load,
    position(sight.from),
    position(Math.min(sight.to, view.lines - 1)),
  );
  const lineAt = useMemo(() => {
    const cells = mapCells(mapping);
    // A line is made once for as long as what it shows stays the same, so that scrolling draws only new ones.
    const made = new Map<number, Line>();
    return (line: number): Line | undefined => {
      const known = made.get(line);
      if (known || line >= view.lines) return known;
      const source = view.lineAt(line);
      const row = source.kind === "kept" ? source.row : rowAt(source.index);
      if (!row) return undefined;
      const fresh = { fileRow: row.fileRow, values: cells.values(row.cells), issues: row.issues };
      made.set(line, fresh);
      return fresh;
    };
  }, [view, rowAt, mapping]);
  const onSight = useCallback((from: number, to: number) => setSight({ from, to }), []);
  return { lineAt, onSight, failure, retry };
}
