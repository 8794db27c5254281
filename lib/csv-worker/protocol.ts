import type { WaivedKind } from "@/lib/checks/check-index";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { RefusalMemory } from "@/lib/checks/earlier-refusal";
import type { EditCommand, Find, RowFilter, SavedEdits, SettledEdit } from "@/lib/checks/edit";
import type { CheckCounts, Issue } from "@/lib/checks/issue";
import type { Column, ControlFigure, FileFacts, FileRow } from "@/lib/csv/file-facts";
import type { ReadErrorCode } from "@/lib/csv/read-error";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { Flaw } from "@/lib/csv/record-batch";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { Trial } from "@/lib/mapping/trial";

/** What becomes of rows with errors. Rows that cannot be read for certain stay here under either. */
export type Policy = "keep_errors_back" | "send_all";

/** A row that stays here. Its values stand under the labels of the file's columns, edits included. */
export interface HeldBackRow {
  fileRow: number;
  values: Record<string, string>;
  /** What would have been sent for fields whose values are made, by path, as far as they could be. */
  fields?: Record<string, string>;
  issues: { field?: string; code: string; message: string }[];
}

/** As many rows as one import can keep with their values; so many may be kept back, and so many excluded. */
export const mostKeptBack = 100_000;

/** What is known of the file that will be sent when all of it is written: UTF-8, comma, LF, header = field paths. */
export interface WrittenFile {
  /** Of all its bytes, hex. */
  sha256: string;
  sizeBytes: number;
  records: number;
  /** Of a file of corrections: the key of each record, in their order. */
  rowKeys: string[];
  rows: WrittenRows;
  /** JSON of where those rows stand among the data rows, 0-based, ascending: what edits name rows by (`RowRuns`). */
  positions: Blob;
  /** Issues on rows that are sent all the same, by kind. */
  waived: WaivedKind[];
  /** Cells that are sent otherwise than the file has them because a person changed them. */
  edits: { cells: number; first: CellChange[] };
}

/**
 * What is said of rows when they are submitted, as JSON: of so many rows the page would be busy for seconds, only to hand on
 * what it does not look at.
 */
export interface WrittenRows {
  /** `FileRowRuns`: which rows of the operator's file the records came from. */
  fileRows: Blob;
  /** `HeldBackRow[]`, in the order of the file. */
  keptBack: Blob;
  /** `HeldBackRow[]`: left out by a person, in the order of the file. */
  excluded: Blob;
}

/** A cell as the file has it and as a person left it. `column` is its label. */
export interface CellChange {
  fileRow: number;
  column: string;
  before: string;
  after: string;
}

/** A data row as it is now, for the grid. */
export interface GridRow extends FileRow {
  /** 0-based position among the data rows: what edits name rows by. */
  index: number;
  /** As they are now, by column of the file. */
  cells: string[];
  /** Cells that are not as in the file, with what stands there. */
  before: { column: number; value: string }[];
  flaws: readonly Flaw[];
  isExcluded: boolean;
  /**
   * What is sent of the row, by the mapping of the last check, where it is not simply a cell: `null` where the value
   * cannot be made, and an issue says why. Empty before a check.
   */
  sent: { field: string; value: string | null }[];
  /** Of the last check, those beyond the first thousand rows too; none before it and none of an excluded row. */
  issues: Issue[];
}

/** Where a step from row to row comes to. */
export interface Stop {
  /** The row. */
  index: number;
  /** Its 0-based line in the view; `null` where the view does not show it. */
  line: number | null;
  /** "5 of 11": its 1-based place among the rows stepped along. */
  place: number;
  of: number;
}

/** What an edit, its undoing or its redoing came to. */
export interface EditOutcome {
  /** Of all rows, as a check from scratch would find it; `null` while nothing was checked. */
  counts: CheckCounts | null;
  /** What undo would take back, and redo do again. */
  undo: SettledEdit | null;
  redo: SettledEdit | null;
  /** How many edits are in force. */
  edits: number;
}

export interface Matches {
  cells: number;
  rows: number;
}

/** A figure of a row that is a total, beside what the rows it speaks of come to as far as they are sent. */
export interface SentSum extends Pick<ControlFigure, "fileRow" | "label" | "claimed"> {
  /** Plain number, exact. */
  sum: string;
  /** How many of those rows are sent, and how many stay here, other totals aside. */
  sent: number;
  staying: number;
  /** What is sent more than the file claims, negative where it is less; `null`: they agree. */
  difference: string | null;
}

/** What a bulk edit would come to. */
export interface Preview extends Matches {
  /** The first three cells that would change. */
  first: { fileRow: number; column: number; before: string; after: string }[];
}

/** `xlsx`: a workbook in which every cell is text; `csv`: values as they are, comma, UTF-8. */
export type ExportFormat = "xlsx" | "csv";

export interface Exported {
  rows: number;
  /** Cells that are longer than a workbook's cell can be, and say so beside their row. */
  cut: number;
}

export interface Progress {
  doneBytes: number;
  totalBytes: number;
  /** Data rows seen so far. */
  rows: number;
  /** Of a check, now and then: what it found in those rows, with the first issues of each kind. */
  found?: CheckCounts;
}

export type WorkerErrorCode =
  | ReadErrorCode
  | "file_changed"
  | "too_many_kept_back"
  | "row_keys"
  | "too_many_edits"
  | "other_file"
  | "too_wide"
  | "no_file"
  | "cancelled"
  | "crashed";

/** What the worker is asked. Each question has an id; its answers carry the same. */
export type WorkerQuestion =
  /** `file: null`: the one that is held, read otherwise. */
  | { kind: "open"; id: number; file: File | null; overrides: ReadingOverrides }
  | { kind: "columns"; id: number }
  /** Beside the page's thread: a thousand names are many to compare. */
  | { kind: "suggest"; id: number; columns: Column[]; fields: TargetField[] }
  /** The file that is held, from its beginning alone. */
  | { kind: "labels"; id: number; readings: ReadingOverrides[] }
  | { kind: "rows"; id: number; filter: RowFilter; from: number; count: number }
  | { kind: "count"; id: number; filter: RowFilter }
  | { kind: "step"; id: number; along: RowFilter; from: number; by: 1 | -1; view: RowFilter }
  | { kind: "spread"; id: number; filter: RowFilter; parts: number }
  | { kind: "matches"; id: number; find: Find }
  | { kind: "preview"; id: number; command: EditCommand }
  | { kind: "sums"; id: number; policy: Policy }
  | { kind: "try"; id: number; entry: MappingEntry }
  | { kind: "check"; id: number; mapping: Mapping; fields: TargetField[]; memory: RefusalMemory | null }
  | { kind: "edit"; id: number; command: EditCommand }
  /** Rows as another file has them, told by their keys. */
  | { kind: "take-over"; id: number; file: File }
  | { kind: "undo" | "redo" | "history"; id: number }
  | { kind: "edits"; id: number }
  | { kind: "restore"; id: number; saved: SavedEdits }
  | { kind: "output-name"; id: number; mapping: Mapping; fields: TargetField[]; policy: Policy }
  /** Bytes of the output before `from` are counted and hashed, and not given out. */
  | { kind: "write"; id: number; mapping: Mapping; fields: TargetField[]; policy: Policy; from: number }
  | { kind: "export"; id: number; filter: RowFilter; format: ExportFormat }
  /** So many bytes that the task `id` gave out wait no longer. Has no answer. */
  | { kind: "taken"; id: number; bytes: number }
  | { kind: "cancel"; id: number };

export type WorkerAnswer =
  | { kind: "head"; id: number; facts: FileFacts }
  | { kind: "progress"; id: number; progress: Progress }
  | { kind: "opened"; id: number; facts: FileFacts }
  | { kind: "columns"; id: number; columns: ColumnFacts[] }
  | { kind: "suggested"; id: number; mapping: Mapping }
  | { kind: "labels"; id: number; labels: (string[] | null)[] }
  | { kind: "rows"; id: number; rows: GridRow[] }
  | { kind: "count"; id: number; rows: number }
  | { kind: "stop"; id: number; stop: Stop | "none" }
  | { kind: "spread"; id: number; places: number[] }
  | { kind: "matches"; id: number; matches: Matches }
  | { kind: "preview"; id: number; preview: Preview }
  | { kind: "sums"; id: number; sums: SentSum[] }
  | { kind: "tried"; id: number; trial: Trial }
  | { kind: "checked"; id: number; result: CheckCounts }
  | { kind: "edited"; id: number; outcome: EditOutcome }
  | { kind: "edits"; id: number; saved: SavedEdits }
  | { kind: "output-name"; id: number; name: string }
  /** The next of the output. */
  | { kind: "bytes"; id: number; bytes: Blob }
  | { kind: "written"; id: number; written: WrittenFile }
  | { kind: "exported"; id: number; exported: Exported }
  | { kind: "failed"; id: number; code: WorkerErrorCode; message: string };
