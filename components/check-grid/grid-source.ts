import type { EditCommand, RowFilter, SettledEdit } from "@/lib/checks/edit";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { Progress } from "@/lib/csv-worker/protocol";

/** What the grid reads. */
export type GridSource = Pick<
  CsvWorkerClient,
  "rows" | "count" | "step" | "spread" | "matches" | "preview" | "exportRows"
>;

/** What was done to the rows, and what is being done. */
export interface GridHistory {
  undo: SettledEdit | null;
  redo: SettledEdit | null;
  edits: number;
  /** An edit is being done; `null`: none is. */
  progress: Progress | null;
}

/** What the grid changes. Each tells how it went by what the grid is given next. */
export interface GridActions {
  edit: (command: EditCommand) => void;
  undo: () => void;
  redo: () => void;
  /** Stops the edit that is being done, and takes it back. */
  stop: () => void;
}

/** Tells one view of the rows from another. */
export const filterKey = (filter: RowFilter): string => JSON.stringify(filter);
