import type { Connection } from "../connections";
import type { RecordLog } from "../records/record-log";

export type JobStatus =
  | "CREATED"
  | "RUNNING"
  | "COMPLETED"
  | "ERROR"
  | "ABORTED"
  | "CANCELLATION_PENDING"
  | "CANCELLED";

/** One bulk upload job. */
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
  metaData: Record<string, unknown>;
  callbackUrl: string | null;
  /** Items of `GET /bulk/{id}/errors`. */
  errors: RecordLog;
  /** Fires when the job is cancelled or the sandbox stops. */
  cancel: AbortController;
}

const iso = (moment: number) => new Date(moment).toISOString();

const statusWord = ({ status, connection }: BulkJob) =>
  status === "COMPLETED" ? connection.behaviour.statusWord : status;

/** The status object, in the form seen in running code (Open Connectors reference, bulk status). */
export function statusShape(job: BulkJob): Record<string, unknown> {
  return {
    id: job.id,
    instanceId: job.connection.id,
    status: statusWord(job),
    object_name: job.objectName,
    job_direction: "UPLOAD",
    // While nothing has begun there is nothing to count.
    ...(job.startedAt === null
      ? {}
      : {
          recordsCount: job.recordsCount,
          recordsFailedCount: job.recordsFailedCount,
          bulk_start_time: iso(job.startedAt),
        }),
    ...(job.error === null ? {} : { error: job.error }),
    ...(job.finishedAt === null ? {} : { bulk_finish_time: iso(job.finishedAt) }),
    fileFormat: "csv",
    fileSize: job.fileSize,
    vendorJobId: null,
    metadata: job.metaData,
  };
}

/** An item of `GET /bulk/jobs` (Open Connectors reference, job list). */
export function listingShape(job: BulkJob): Record<string, unknown> {
  const markers = job.connection.behaviour.listJobs === "full";
  return {
    id: Number(job.id),
    instanceId: job.connection.id,
    status: statusWord(job),
    job_state: null,
    job_direction: "UPLOAD",
    object_name: job.objectName,
    record_count: job.recordsCount,
    error_count: job.recordsFailedCount,
    fileFormat: "csv",
    createdDate: job.createdAt,
    completion_time: job.finishedAt,
    job_query: null,
    job_reset_attempt: 0,
    notification_url: markers ? job.callbackUrl : null,
    ...(markers ? { metadata: job.metaData } : {}),
  };
}
