"use client";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { RowFilter } from "@/lib/checks/edit";
import type { CheckCounts } from "@/lib/checks/issue";
import { filterKey, type GridSource } from "./grid-source";
import { RowWindows } from "./row-windows";
import { linesOf } from "./views";

/**
 * The rows of a view as they are now.
 *
 * @param check another one after every change of the rows
 * @param columns cells a row has
 */
export function useShownRows(source: GridSource, filter: RowFilter, check: CheckCounts, columns: number) {
  const key = filterKey(filter);
  const windows = useMemo(() => new RowWindows(source, JSON.parse(key), columns), [source, key, columns]);
  const read = useSyncExternalStore(windows.subscribe, windows.getSnapshot, windows.getSnapshot);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another check says that the rows may be others
  useEffect(() => windows.renew(), [windows, check]);
  const rowAt = useCallback((line: number) => windows.rowAt(line, read), [windows, read]);
  const onSight = useCallback((from: number, to: number) => windows.see(from, to), [windows]);
  const lines = useLines(source, key, check);
  return { lines, rowAt, onSight, failure: read.failure, retry: () => windows.retry() };
}

/** How many lines a view has: as the check counted, or as a search finds them. */
function useLines(source: GridSource, key: string, check: CheckCounts): number {
  const [searched, setSearched] = useState<{ key: string; lines: number } | null>(null);
  const counted = useMemo(() => linesOf(check, JSON.parse(key)), [check, key]);
  useEffect(() => {
    if (counted !== null) return;
    const stop = new AbortController();
    source.count(JSON.parse(key), { signal: stop.signal }).then(
      (lines) => setSearched({ key, lines }),
      // Stopped; or the rows cannot be read, which reading them says.
      () => undefined,
    );
    return () => stop.abort();
  }, [source, key, counted]);
  return counted ?? (searched?.key === key ? searched.lines : 0);
}
