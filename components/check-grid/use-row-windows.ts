"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Issue } from "@/lib/checks/issue";
import type { FileRow } from "@/lib/csv/file-facts";

/** Rows are read a window at a time, when they come into sight. */
const windowRows = 200;
/** So many windows are kept: enough to scroll back without a flicker, small enough for a file of any size. */
const mostWindows = 30;

/** A row as it is now, with its issues. */
export interface ShownRow extends FileRow {
  issues: Issue[];
}

export type LoadRows = (from: number, count: number) => Promise<ShownRow[]>;

interface RowWindows {
  /** The data row at a position; `undefined` while it is read. */
  rowAt: (index: number) => ShownRow | undefined;
  failure: string | null;
  retry: () => void;
}

/** Reads what is in sight. `from` and `to` are positions of data rows, both included; `to` < `from` reads nothing. */
export function useRowWindows(load: LoadRows, from: number, to: number): RowWindows {
  const [windows, setWindows] = useState<ReadonlyMap<number, ShownRow[]>>(new Map());
  const [failure, setFailure] = useState<string | null>(null);
  const asked = useRef(new Set<number>());

  const read = useCallback(
    (number: number) => {
      asked.current.add(number);
      load(number * windowRows, windowRows).then(
        (rows) => setWindows((before) => kept(new Map([...before, [number, rows]]), asked.current)),
        (error: unknown) => {
          asked.current.delete(number);
          setFailure(error instanceof Error ? error.message : String(error));
        },
      );
    },
    [load],
  );

  const first = Math.floor(Math.max(0, from) / windowRows);
  const last = Math.floor(to / windowRows);
  useEffect(() => {
    if (failure !== null) return;
    for (let number = first; number <= last; number += 1) {
      if (!asked.current.has(number)) read(number);
    }
  }, [first, last, failure, read]);

  const rowAt = useCallback(
    (index: number) => windows.get(Math.floor(index / windowRows))?.[index % windowRows],
    [windows],
  );
  return { rowAt, failure, retry: () => setFailure(null) };
}

/** The windows read last; what is let go may be asked for again. */
function kept(windows: Map<number, ShownRow[]>, asked: Set<number>): Map<number, ShownRow[]> {
  for (const number of windows.keys()) {
    if (windows.size <= mostWindows) break;
    windows.delete(number);
    asked.delete(number);
  }
  return windows;
}
