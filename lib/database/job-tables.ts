// Imports: what was uploaded, the job, its parts, and all that was done and heard of them.
import "server-only";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { Environment } from "../api-contract/connections";
import type { BatchStatus, HoldKind, JobStatus } from "../api-contract/status";
import type { GeneratedTimestamp, Json, Timestamp } from "./column-types";

export interface UploadsTable {
  id: string;
  owner_id: string;
  file_name: string;
  /** `null` while the length is deferred. */
  size_bytes: number | null;
  /** Bytes that are durable: written, synced and committed. The answer to HEAD. */
  offset_bytes: Generated<number>;
  /** `Upload-Metadata` as the client sent it: HEAD repeats it. */
  metadata: Json<Record<string, string | null>>;
  declared_sha256: string | null;
  /** Of the whole file, computed when it was sealed. */
  sha256: string | null;
  /** Whether `sha256` was compared with one the client declared. */
  verified: Generated<boolean>;
  status: Generated<"receiving" | "sealed" | "damaged" | "expired">;
  created_at: GeneratedTimestamp;
  touched_at: GeneratedTimestamp;
  sealed_at: Timestamp | null;
}

export interface JobsTable {
  id: string;
  number: number;
  created_by_id: string;
  created_by_name: string;
  idempotency_key: string;
  /** SHA-256 of the canonical request: the same key with another body is refused. */
  request_hash: string;
  upload_id: string;
  /** Base URL of the Open Connectors it was submitted for: the ids of another one name other things. */
  upstream_url: string;
  connection_id: string;
  connection_name: string;
  connector_key: string;
  connector_name: string;
  hub: string | null;
  object_name: string;
  /** The company behind the connection when it was submitted; `null`: nobody told. */
  company: string | null;
  environment: Generated<Environment>;
  file_name: string;
  sha256: string;
  size_bytes: number;
  /** Bytes of the header line with its newline: the head of every batch. */
  header_bytes: number;
  records: number;
  mapping: Json<unknown>;
  meta_data: Json<Record<string, unknown> | null>;
  source: Json<{ sha256?: string; rows?: number } | null>;
  file_rows: Json<(number | [number, number])[] | null>;
  kept_back: Generated<number>;
  excluded: Generated<number>;
  /** The import whose open rows it is made of, with others of its family. */
  parent_job_id: string | null;
  /** Projection of the batches, written in the transaction that moves one; for filters, never read as a fact. */
  status: JobStatus;
  /** A person is asked before anything behind the first batch is sent. */
  ask_after_first: Generated<boolean>;
  /** Why none of its planned batches is sent now. What holds its connection stands in connection_holds. */
  hold: HoldKind | null;
  /** Grows with every hold, so that an answer to an earlier one is told from an answer to this one. */
  hold_number: Generated<number>;
  hold_since: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** Name of the person who paused it. */
  hold_by: Generated<string | null>;
  /** A person does not want what was not sent yet to be sent, and has what runs stopped where that can be done. */
  cancelled_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  cancelled_by: Generated<string | null>;
  /** Projection like `status`: only a person brings it on. */
  needs_person: Generated<boolean>;
  message: string | null;
  created_at: GeneratedTimestamp;
  ended_at: Timestamp | null;
  /** The object's fields as they were last agreed to: at submission, or by whoever went on after they had changed. */
  fields_seen: Json<SeenField[] | null>;
  /** SHA-256 of all of them, as the upstream described them. */
  fields_sha256: string | null;
  /** Warnings that were known at Check, on rows that were sent all the same. */
  waived: Json<{ code: string; field: string | null; label: string; rows: number }[] | null>;
  /** Cells that were changed by hand before it was sent; which, stands in cell_edits as far as it was kept. */
  edited_cells: Generated<number>;
  /** When retention removed its rows; what became of them is still counted. */
  removed_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** The words of `file_name`, for the search of the list. */
  file_words: GeneratedAlways<string>;
  /** The first import of its family; `null`: this one is. Set exactly where there is a parent. */
  root_job_id: string | null;
  /** The import it was begun from, with rows of its own: in another family. */
  begun_from_id: string | null;
  /** Projection: rows that are neither done nor under way, nor in another job, nor settled. */
  open_rows: Generated<number>;
}

/** What of a field matters to what is sent. */
export interface SeenField {
  path: string;
  type: string;
  required: boolean | null;
  readOnly: boolean | null;
  maxLength: number | null;
  allowedValues: string[] | null;
}

export interface BatchesTable {
  job_id: string;
  index: number;
  /** The job's: jobs of one connection take turns, batch by batch. */
  connection_id: string;
  status: BatchStatus;
  first_row: number;
  last_row: number;
  /** The batch is the header line and bytes `byte_start` (inclusive) to `byte_end` (exclusive) of the staged file. */
  byte_start: number;
  byte_end: number;
  /** Of what is sent: the header line and the byte range. */
  sha256: string;
  bulk_job_id: string | null;
  upstream_status: string | null;
  processed: number | null;
  reported_total: number | null;
  reported_failed: number | null;
  /** Outcome of every record of the batch that has no row in record_outcomes; `null` until the batch has ended. */
  other_records: "succeeded" | "unknown" | "not_tried" | null;
  failed: Generated<number>;
  /** What the upstream calls the first record: 0, 1, or 2 when it counts the header; `null` when no number was read. */
  row_base: number | null;
  /** Whether `row_base` was proved; else it was assumed to be 1. */
  row_base_proved: Generated<boolean>;
  message: string | null;
  /** When somebody has to do something for it; `null`: nothing to do. PostgreSQL is the queue. */
  next_action_at: Timestamp | null;
  lease_owner: string | null;
  lease_until: Timestamp | null;
  /** Grows with every claim: a write by an owner that lost its lease carries an old one and changes nothing. */
  fence: Generated<number>;
  /** Calls made in the present status, for intervals. */
  tries: Generated<number>;
  /** Grows with every callback, so that one that came while somebody was at work is not overlooked. */
  hints: Generated<number>;
  /** What keeps the batch from going on, such as "unreachable" or "not_found", and since when. */
  trouble: string | null;
  trouble_since: Timestamp | null;
  /** When the upstream's status or count last changed. */
  progress_at: Timestamp | null;
  started_at: Timestamp | null;
  ended_at: Timestamp | null;
  last_heard_at: Timestamp | null;
  /** When the upstream was asked to stop it, and answered, whatever the answer was. */
  cancel_asked_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  /** Records that were looked up in the system and are there, beside `other_records`, which says what the others are. */
  found: Generated<number>;
  /** How long there has been no progress: 1 after half an hour, 2 after a day. Said once each. */
  quiet_tier: Generated<number>;
  /** The end the upstream reported first, while its failed rows are still being read. */
  reported_end: string | null;
  /** An earlier release believed one bulk job for two batches. */
  shares_bulk_job: Generated<boolean>;
}

export interface AttemptsTable {
  /** Unguessable; in the callback URL and in metaData, so that the job can be found again. */
  id: string;
  job_id: string;
  batch_index: number;
  /** 1-based try of this batch. */
  number: number;
  status: "intended" | "started" | "accepted" | "not_sent" | "refused" | "unknown" | "settled";
  /** What is known: byte range, hash, object, HTTP status, bytes sent, the reply's beginning. */
  evidence: Json<Record<string, unknown>>;
  created_at: GeneratedTimestamp;
  started_at: Timestamp | null;
  finished_at: Timestamp | null;
  /** A person has decided without it; it is still looked for, to raise an alarm when it turns up. */
  next_look_at: Timestamp | null;
}

/** What the upstream calls the first record of a file, per connection, once something proved it. */
export interface RowBasesTable {
  connection_id: string;
  base: number;
  /** The batch that proved it; `null`: the probe did. */
  job_id: string | null;
  batch_index: number | null;
  proved_at: GeneratedTimestamp;
}

export interface CallbacksTable {
  attempt_id: string;
  body_sha256: string;
  /** Whether a signature key was configured and matched. */
  verified: boolean;
  /** The bulk job its body names: where to look, never a fact. */
  bulk_job_id: string | null;
  received_at: GeneratedTimestamp;
}

export interface UnmatchedErrorsTable {
  id: GeneratedAlways<number>;
  job_id: string;
  batch_index: number;
  /** An error the upstream listed that names no record of the batch: kept and shown, never dropped. */
  item: Json<unknown>;
}

export interface AuditEventsTable {
  id: GeneratedAlways<number>;
  at: GeneratedTimestamp;
  job_id: string | null;
  batch_index: number | null;
  actor_id: string | null;
  kind: string;
  detail: string;
  evidence: Json<Record<string, unknown> | null>;
}

export interface CountersTable {
  name: string;
  value: number;
}
