import type { Connection } from "../connections";
import type { RecordLog } from "../records/record-log";

export type JobStatus =
  | "CREATED"
  | "STARTED"
  | "RUNNING"
  | "COMPLETED"
  | "ERROR"
  | "ABORTED"
  | "CANCELLATION_PENDING"
  | "CANCELLED";

export type FileFormat = "csv" | "json" | "jsonl";

/** What a download was asked for. */
export interface DownloadQuery {
  /** As it was written. */
  text: string;
  where: string | null;
  /** Nothing: every field. */
  fields: string | null;
  limit: number | null;
  /** Records of which the named date lies in this time. */
  between: { field: string; from: string | null; to: string | null } | null;
}

/** One bulk job: an upload with its file, or a download with its query and results. */
export interface BulkJob {
  id: string;
  connection: Connection;
  objectName: string;
  status: JobStatus;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  /** Data rows so far, failed ones included. */
  recordsCount: number;
  recordsFailedCount: number;
  error: string | null;
  file: string;
  /** Whether the file is still on disk. */
  fileKept: boolean;
  fileSize: number;
  /** Null for a download whose answer may have any format. */
  fileFormat: FileFormat | null;
  metaData: Record<string, unknown>;
  callbackUrl: string | null;
  /** Null for an upload. */
  query: DownloadQuery | null;
  /** Failed rows: number from 1, reason, the vendor's answer. */
  errors: RecordLog;
  /** What a download found. */
  results: RecordLog;
  /** Fires when the job is cancelled or the sandbox stops. */
  cancel: AbortController;
}

export const directionOf = ({ query }: BulkJob): "UPLOAD" | "DOWNLOAD" => (query ? "DOWNLOAD" : "UPLOAD");

/** Whether the platform still keeps what came of the job. */
export function isForgotten({ connection, finishedAt }: BulkJob, now: number): boolean {
  const { keepDays } = connection.behaviour;
  return keepDays !== null && finishedAt !== null && now - finishedAt > keepDays * 86_400_000;
}
