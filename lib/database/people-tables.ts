// People: who they are, what they have begun, what they are told.
import "server-only";
import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { DraftContent } from "../api-contract/drafts";
import type { GeneratedTimestamp, Json, Timestamp } from "./column-types";

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

/** better-auth's own tables, as far as we read them. */
export interface UserTable {
  id: string;
  name: string;
  email: string;
  role: string | null;
  createdAt: Timestamp;
}
