import { type BulkJob, directionOf, type JobStatus } from "./bulk-job";

type Shape = Record<string, unknown>;

const iso = (moment: number) => new Date(moment).toISOString();

const wordFor = (status: JobStatus, { connection }: BulkJob) =>
  status === "COMPLETED" ? connection.behaviour.statusWord : status;

/** How many records the job tells, failed ones included or not. */
const countOf = ({ connection, recordsCount, recordsFailedCount }: BulkJob) =>
  connection.behaviour.recordsCount === "with-failed" ? recordsCount : recordsCount - recordsFailedCount;

/** The id as this connection writes it. */
export const idShape = ({ id, connection }: BulkJob): string | number =>
  connection.behaviour.jobId === "number" ? Number(id) : id;

const formatOf = ({ fileFormat }: BulkJob) => fileFormat ?? "json";

/** The form seen in running code. While nothing has begun there is nothing to count. */
function observed(job: BulkJob, word: string): Shape {
  return {
    id: idShape(job),
    instanceId: job.connection.id,
    status: word,
    object_name: job.objectName,
    job_direction: directionOf(job),
    ...(job.startedAt === null
      ? {}
      : {
          recordsCount: countOf(job),
          recordsFailedCount: job.recordsFailedCount,
          bulk_start_time: iso(job.startedAt),
        }),
    ...(job.error === null ? {} : { error: job.error }),
    ...(job.finishedAt === null ? {} : { bulk_finish_time: iso(job.finishedAt) }),
    fileFormat: formatOf(job),
    fileSize: job.fileSize,
    vendorJobId: null,
    metadata: job.metaData,
    ...(job.query ? { job_query: job.query.text } : {}),
  };
}

/** The form of the page on the newer download jobs. */
function v3(job: BulkJob, word: string): Shape {
  return {
    id: idShape(job),
    recordCount: countOf(job),
    objectName: job.objectName,
    metaData: job.metaData,
    jobDirection: directionOf(job),
    jobStatus: word,
    ...(job.error === null ? {} : { statusMessage: job.error }),
    createdDate: job.createdAt,
    vendorJobId: null,
    errorCount: job.recordsFailedCount,
    notificationUrl: job.callbackUrl,
    defaultSelectFields: null,
    completionTime: job.finishedAt,
    fileFormat: formatOf(job).toUpperCase(),
    jobCriteria: job.query?.text ?? null,
    native: false,
  };
}

/** The form the swagger names, with the words of one vendor. */
function swagger(job: BulkJob, word: string): Shape {
  return {
    batchId: idShape(job),
    message: job.error ?? "",
    numOfLeadsProcessed: countOf(job),
    numOfRowsFailed: job.recordsFailedCount,
    numOfRowsWithWarning: 0,
    status: word,
  };
}

const forms = { observed, v3, swagger };

/**
 * The status object in the form this connection uses (Open Connectors reference, bulk status).
 *
 * @param as another state than the job is in, for a callback that comes too late
 */
export const statusShape = (job: BulkJob, as: JobStatus = job.status): Shape =>
  forms[job.connection.behaviour.statusForm](job, wordFor(as, job));

/** An item of `GET /bulk/jobs` (Open Connectors reference, job list). */
export function listingShape(job: BulkJob): Shape {
  const { listJobs, listForm } = job.connection.behaviour;
  const withUrl = listJobs === "full" || listJobs === "without-payload";
  const withPayload = listJobs === "full" || listJobs === "without-callback-url";
  const [id, status] = listForm === "current" ? ["id", "status"] : ["job_id", "job_status"];
  return {
    [id]: Number(job.id),
    instanceId: job.connection.id,
    [status]: wordFor(job.status, job),
    job_state: null,
    job_direction: directionOf(job),
    object_name: job.objectName,
    record_count: countOf(job),
    error_count: job.recordsFailedCount,
    fileFormat: formatOf(job),
    createdDate: job.createdAt,
    completion_time: job.finishedAt,
    job_query: job.query?.text ?? null,
    job_reset_attempt: 0,
    notification_url: withUrl ? job.callbackUrl : null,
    ...(withPayload ? { metadata: job.metaData } : {}),
  };
}

/** One failed row, as it is kept. */
export interface FailedRow {
  /** 1 is the first row of data. */
  row: number;
  reason: string;
  response: string;
}

/** An item of `GET /bulk/{id}/errors` (Open Connectors reference, errors). */
export function errorShape({ row, reason, response }: FailedRow, { connection }: BulkJob): unknown {
  const { errorItems, firstRowNum } = connection.behaviour;
  const rowNum = row - 1 + firstRowNum;
  switch (errorItems) {
    case "status":
      return { rowNum, status: reason, response };
    case "error":
      return { rowNum, status: "ERROR", error: reason, response };
    case "strings":
      return `Row ${rowNum}: ${reason}`;
  }
}
