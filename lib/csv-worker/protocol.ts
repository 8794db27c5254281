import type { CheckResult } from "@/lib/checks/issue";
import type { FileFacts, FileRow } from "@/lib/csv/file-facts";
import type { FileRowRuns } from "@/lib/csv/file-rows";
import type { ReadErrorCode } from "@/lib/csv/read-error";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";

/** What becomes of rows with errors. Rows that cannot be read for certain stay here under either. */
export type Policy = "keep_errors_back" | "send_all";

/** A row that stays here. Its values stand under the labels of the file's columns. */
export interface HeldBackRow {
  fileRow: number;
  values: Record<string, string>;
  issues: { field?: string; code: string; message: string }[];
}

/** The file that will be sent: UTF-8, comma, LF, header = field paths. */
export interface WrittenFile {
  blob: Blob;
  /** Of the bytes of `blob`, hex. */
  sha256: string;
  sizeBytes: number;
  records: number;
  /** Which rows of the operator's file the records came from. */
  fileRows: FileRowRuns;
  /** In the order of the file. */
  keptBack: HeldBackRow[];
}

export interface Progress {
  doneBytes: number;
  totalBytes: number;
  /** Data rows seen so far. */
  rows: number;
}

export type WorkerErrorCode =
  | ReadErrorCode
  | "file_changed"
  | "too_many_kept_back"
  | "no_file"
  | "cancelled"
  | "crashed";

/** What the worker is asked. Each question has an id; its answers carry the same. */
export type WorkerQuestion =
  /** `file: null`: the one that is held, read otherwise. */
  | { kind: "open"; id: number; file: File | null; overrides: ReadingOverrides }
  | { kind: "rows"; id: number; from: number; count: number }
  | { kind: "check"; id: number; mapping: Mapping; fields: TargetField[] }
  | { kind: "write"; id: number; mapping: Mapping; fields: TargetField[]; policy: Policy }
  | { kind: "cancel"; id: number };

export type WorkerAnswer =
  | { kind: "head"; id: number; facts: FileFacts }
  | { kind: "progress"; id: number; progress: Progress }
  | { kind: "opened"; id: number; facts: FileFacts }
  | { kind: "rows"; id: number; rows: FileRow[] }
  | { kind: "checked"; id: number; result: CheckResult }
  | { kind: "written"; id: number; written: WrittenFile }
  | { kind: "failed"; id: number; code: WorkerErrorCode; message: string };
