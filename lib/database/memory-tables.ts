// What imports leave for later ones: layouts, rows that were accepted, what was refused.
import "server-only";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { GeneratedTimestamp, Timestamp } from "./column-types";

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
