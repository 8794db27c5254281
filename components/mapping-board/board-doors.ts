import { createContext, useContext } from "react";
import type { Field } from "@/lib/api-contract/connections";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { Column } from "@/lib/csv/file-facts";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import type { Trial } from "@/lib/mapping/trial";

/** What every line of the board may need of what is around it. */
export interface BoardDoors {
  columns: readonly Column[];
  /** What each column shows; `null` while the file is still read. */
  facts: readonly ColumnFacts[] | null;
  fields: readonly Field[];
  mapping: Mapping;
  /** Data rows of the file. */
  rows: number;
  onChange: (change: (mapping: Mapping) => Mapping) => void;
  onTarget: (column: number, field: string | null, instead?: string) => void;
  onAddTarget: (column: number, field: string) => void;
  /** Tries what an entry would send. Rejects when it is stopped or the rows cannot be read. */
  tryEntry: (entry: MappingEntry, options: { signal: AbortSignal }) => Promise<Trial>;
}

const Doors = createContext<BoardDoors | null>(null);
export const BoardDoorsProvider = Doors.Provider;

export function useDoors(): BoardDoors {
  const doors = useContext(Doors);
  if (doors === null) throw new Error("A line of the board stands outside of it.");
  return doors;
}
