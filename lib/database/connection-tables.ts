// Connections: what is known and said of them here.
import "server-only";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { Environment } from "../api-contract/connections";
import type { ProbeAnswers } from "../api-contract/probe";
import type { GeneratedTimestamp, Json, Timestamp } from "./column-types";

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
