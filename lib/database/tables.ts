import "server-only";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { Environment } from "../api-contract/connections";
import type { DraftContent } from "../api-contract/drafts";
import type { ProbeAnswers } from "../api-contract/probe";
import type { BatchStatus, HoldKind, JobStatus } from "../api-contract/status";

type Timestamp = ColumnType<Date, Date | string, Date | string>;
type GeneratedTimestamp = ColumnType<Date, Date | string | undefined, Date | string>;
type Json<T> = ColumnType<T, string | null, string | null>;

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

/** Why nothing is sent on a connection now, whichever job it is of. */
export interface ConnectionHoldsTable {
  connection_id: string;
  /** Its token is not accepted, and is asked about again at `until`; or the upstream asked to wait until then. */
  kind: "unauthorized" | "throttled";
  /** In an operator's words. */
  reason: string;
  since: GeneratedTimestamp;
  until: Timestamp;
  /** How often it was asked about in vain. */
  checks: Generated<number>;
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

/** What is known and said here of a connection. Ids of another Open Connectors name other things. */
export interface ConnectionsTable {
  upstream_url: string;
  connection_id: string;
  /** Given by an administrator; `null`: the upstream's name is used. */
  given_name: string | null;
  /** As an administrator marked it; `null`: nobody did. */
  environment: Environment | null;
  company: string | null;
  address: string | null;
  /** When company and address were read. */
  facts_at: Timestamp | null;
  worked_at: Timestamp | null;
  failed_at: Timestamp | null;
  /** The last failure, in words. */
  failure: string | null;
  /** Whether fingerprints of accepted rows are kept, so that rows sent once more are told. */
  remembers_rows: Generated<boolean>;
}

/** Runs of the probe, with what they found out. */
export interface ProbesTable {
  id: GeneratedAlways<number>;
  connection_id: string;
  at: GeneratedTimestamp;
  /** Object it created records of; `null`: it only read. */
  object_name: string | null;
  answers: ColumnType<ProbeAnswers, string, string>;
  /** Records it could not delete. */
  left_records: Json<{ id: string | null; value: string }[]>;
  problems: ColumnType<string[], string, string>;
  /** `false` while it runs; it stays so when the program ended in the middle. */
  ended: Generated<boolean>;
  /** What the values of its records begin with. */
  mark: string | null;
}

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

export interface UnmatchedErrorsTable {
  id: GeneratedAlways<number>;
  job_id: string;
  batch_index: number;
  /** An error the upstream listed that names no record of the batch: kept and shown, never dropped. */
  item: Json<unknown>;
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

/** Something people are told of: an import ended, or needs somebody. */
export interface NoticesTable {
  id: GeneratedAlways<number>;
  job_id: string;
  /** Who submitted the import. */
  owner_id: string;
  kind: "ended" | "needs_you";
  at: GeneratedTimestamp;
  /** What became of the e-mail to the owner; `skipped`: there was nothing to tell any more, or it was not wanted. */
  mail: Generated<"waiting" | "sent" | "skipped" | "given_up">;
  mail_tries: Generated<number>;
  /** When it is tried; while somebody tries, when its lease ends. */
  mail_next_at: GeneratedTimestamp;
  /** Of whoever tries it now. */
  mail_lease: Generated<string | null>;
  mail_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** What a person has seen of the notices, and wants of them. */
export interface NoticeSettingsTable {
  person_id: string;
  seen_id: Generated<number>;
  mail: Generated<boolean>;
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

/** Layouts that people saved under a name, for everybody. */
export interface LayoutsTable {
  id: string;
  connector_key: string;
  object_name: string;
  name: string;
  /** Names the set of columns it was made for. */
  header_set: string;
  content: ColumnType<unknown, string, string>;
  version: Generated<number>;
  owner_id: string;
  owner_name: string;
  created_at: GeneratedTimestamp;
  saved_at: GeneratedTimestamp;
}

/** Unfinished imports: all that was chosen, and no row of the file. */
export interface DraftsTable {
  /** Unguessable. */
  id: string;
  owner_id: string;
  owner_name: string;
  /** Who handed it to its owner; `null`: nobody did. */
  handed_by_id: string | null;
  handed_by_name: string | null;
  upstream_url: string;
  connection_id: string;
  object_name: string;
  file_sha256: string | null;
  /** Grows with every writing: who changes an older one is told. */
  version: Generated<number>;
  /** The page that wrote it last. */
  writer: string;
  content: ColumnType<DraftContent, string, string>;
  /** Edits of rows, where a person wished them kept, until `edits_until`. */
  edits: Json<NonNullable<unknown> | null>;
  edits_until: Timestamp | null;
  created_at: GeneratedTimestamp;
  saved_at: GeneratedTimestamp;
}

export interface InvitationsTable {
  id: string;
  token_hash: string;
  email: string;
  role: "operator" | "administrator";
  created_by_id: string | null;
  created_at: GeneratedTimestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}

export interface CountersTable {
  name: string;
  value: number;
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

/** Rows a system accepted, as keyed fingerprints: nothing of the rows can be read from them. */
export interface AcceptedRowsTable {
  job_id: string;
  row: number;
  /** The import that it and its corrections began with. */
  family_id: string;
  /** Of all values. */
  fingerprint: Buffer;
  /** Of the value records are told apart by. */
  key_fingerprint: Buffer | null;
}

/** Parts whose outcomes changed since their fingerprints were written. A trigger fills it. */
export interface PartsToRememberTable {
  id: GeneratedAlways<number>;
  job_id: string;
  batch_index: number;
}

/** Why an object of a connection refused rows, and the field that is to blame for it. */
export interface RefusalsTable {
  id: GeneratedAlways<number>;
  upstream_url: string;
  connection_id: string;
  object_name: string;
  /** The connector's words without what is a row's own. */
  signature: string;
  /** Path. */
  field: string;
}

/** Values a refusal was about, as keyed fingerprints. */
export interface RefusedValuesTable {
  refusal_id: number;
  fingerprint: Buffer;
  /** The import that it was refused in last. */
  job_id: string;
  refused_at: Timestamp;
  /** When a row with it was accepted last; `null`: never since it was refused. */
  accepted_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

/** What people wrote about a reason, for whoever meets it next. */
export interface ReasonHintsTable {
  upstream_url: string;
  connection_id: string;
  object_name: string;
  signature_sha256: Buffer;
  text: string;
  by_id: string;
  by_name: string;
  at: GeneratedTimestamp;
}

/** Parts whose outcomes changed since they were learned from. A trigger fills it. */
export interface PartsToLearnTable {
  id: GeneratedAlways<number>;
  job_id: string;
  batch_index: number;
}

/** better-auth's own tables, as far as we read them. */
export interface UserTable {
  id: string;
  name: string;
  email: string;
  role: string | null;
  createdAt: Timestamp;
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

export interface Tables {
  uploads: UploadsTable;
  jobs: JobsTable;
  batches: BatchesTable;
  attempts: AttemptsTable;
  connection_holds: ConnectionHoldsTable;
  record_outcomes: RecordOutcomesTable;
  failure_reasons: FailureReasonsTable;
  row_bases: RowBasesTable;
  connections: ConnectionsTable;
  probes: ProbesTable;
  looked_up_records: LookedUpRecordsTable;
  child_records: ChildRecordsTable;
  read_backs: ReadBacksTable;
  read_back_rows: ReadBackRowsTable;
  settlements: SettlementsTable;
  settled_rows: SettledRowsTable;
  left_rows: LeftRowsTable;
  unmatched_errors: UnmatchedErrorsTable;
  held_rows: HeldRowsTable;
  audit_events: AuditEventsTable;
  cell_edits: CellEditsTable;
  accepted_rows: AcceptedRowsTable;
  parts_to_remember: PartsToRememberTable;
  refusals: RefusalsTable;
  refused_values: RefusedValuesTable;
  reason_hints: ReasonHintsTable;
  parts_to_learn: PartsToLearnTable;
  callbacks: CallbacksTable;
  notices: NoticesTable;
  notice_settings: NoticeSettingsTable;
  layouts: LayoutsTable;
  drafts: DraftsTable;
  invitations: InvitationsTable;
  counters: CountersTable;
  user: UserTable;
}
