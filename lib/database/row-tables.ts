// Rows of imports one by one: what became of them, and where they went on.
import "server-only";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { GeneratedTimestamp, Json } from "./column-types";

/** Records that failed. Every other record of a batch has the outcome that its batch names. */
export interface RecordOutcomesTable {
  job_id: string;
  row: number;
  batch_index: number;
  /** The connector's words. */
  reason: string;
  /** The vendor's raw answer, as far as it was kept. */
  response: string | null;
  /** In failure_reasons: what it has in common with others. */
  reason_id: number | null;
}

/** Why rows of a job failed, each reason once. */
export interface FailureReasonsTable {
  id: GeneratedAlways<number>;
  job_id: string;
  /** The words without what is a row's own, as lib/reasons takes it out. */
  signature: string;
  /** The words of the first row. */
  example: string;
  rows: number;
}

/** Records of a batch that somebody looked for in the system itself. */
export interface LookedUpRecordsTable {
  job_id: string;
  row: number;
  batch_index: number;
  /** Path of the field they were looked for by. */
  field: string;
  verdict: "found" | "not_found" | "several" | "unchecked";
  record_id: string | null;
  /** Whether a person has agreed to it; until then it is only what was seen. */
  taken: Generated<boolean>;
  at: GeneratedTimestamp;
}

/** Which open rows of a job went into which job made from them. */
export interface ChildRecordsTable {
  parent_job_id: string;
  /** Whether `row` is the place of a row that was held back or excluded at Check, in held_rows. */
  held: Generated<boolean>;
  row: number;
  child_job_id: string;
  child_row: number;
}

/** What a person said of rows that are not sent: where they are instead, or that they are not needed. */
export interface SettlementsTable {
  id: string;
  root_job_id: string;
  how: "elsewhere" | "not_needed";
  note: string;
  rows: number;
  by_id: string;
  by_name: string;
  at: GeneratedTimestamp;
  undone_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  undone_by: Generated<string | null>;
}

/** An outcome that leaves a row to somebody, and `succeeded` where it turned out so only after the row had gone on. */
export type LeftOutcome = "failed" | "unknown" | "not_tried" | "kept_back" | "excluded" | "succeeded";

export interface SettledRowsTable {
  job_id: string;
  held: boolean;
  row: number;
  settlement_id: string;
  /** What it was when it was settled. */
  outcome: LeftOutcome;
}

/** How many rows of a job went on into another job, or were settled, by what had become of them. */
export interface LeftRowsTable {
  job_id: string;
  outcome: LeftOutcome;
  sent_again: Generated<number>;
  settled: Generated<number>;
}

export interface HeldRowsTable {
  job_id: string;
  seq: number;
  kind: "kept_back" | "excluded";
  file_row: number;
  values: Json<Record<string, string>>;
  /** What would have been sent for fields whose values are made, by path; `null`: there are none. */
  fields: ColumnType<Record<string, string> | null, string | null | undefined, string | null>;
  issues: Json<{ field?: string | undefined; code: string; message: string }[]>;
}

/** Cells that a person changed at Check, by what stood there and what was sent. */
export interface CellEditsTable {
  job_id: string;
  seq: number;
  file_row: number;
  /** As the file calls it. */
  column: string;
  before: string;
  after: string;
}

/** The last time rows of a job that are done were read back out of the connected system. */
export interface ReadBacksTable {
  job_id: string;
  /** Path of the field they were looked for by. */
  field: string;
  by_name: string;
  at: GeneratedTimestamp;
  /** Fields of which some record that was read had a value. */
  shown: Json<string[]>;
}

export interface ReadBackRowsTable {
  job_id: string;
  row: number;
  /** By which it is looked for. */
  value: string;
  /** `null`: not looked at yet. */
  verdict: "same" | "differs" | "missing" | "several" | "unchecked" | null;
  record_id: string | null;
  /** Also of fields no record showed, which do not count. */
  differences: Json<{ field: string; sent: string; there: string | null }[]>;
}
