import { z } from "zod";

/**
 * How one connection behaves; every switch can be set while the sandbox runs. The first value of each choice is the usual
 * one (Open Connectors reference, sandbox profile).
 */
export const behaviourSchema = z.strictObject({
  /** Speed of a bulk job; 0 is as fast as it goes. */
  recordsPerSecond: z.number().min(0),

  /** A disabled connection answers 403 on records and bulk; its objects can still be listed. */
  disabled: z.boolean(),
  /** What `GET /instances` says about the credentials of the connection. */
  valid: z.boolean(),
  /** A deleted connection is in no list, and its token is answered 401. */
  deleted: z.boolean(),
  /** The vendor cannot be reached: `/ping` and records answer 502, jobs end ERROR. */
  vendorDown: z.boolean(),
  /** In lists of instances: tags as text and the hub beside the key, or tags as `{id, name}` and no hub. */
  instanceForm: z.enum(["current", "older"]),

  /** Flags of field metadata: true and false, "true" and "false", or left out. */
  metadataFlags: z.enum(["booleans", "strings", "omitted"]),
  /** Where the pattern of a date is told: in `mask`, or in `type` as old answers do. */
  metadataMask: z.enum(["mask", "type"]),

  /** Whether bulk uploads and downloads are enabled at all; 400 otherwise. */
  bulkUpload: z.boolean(),
  bulkDownload: z.boolean(),
  /** Uploads over this are answered 429, as over the platform's limit of 6 GB. */
  mostFileBytes: z.int().min(0),
  /** How the id of a new job is written. */
  jobId: z.enum(["string", "number"]),
  /** How the end of a job is written: COMPLETED, or COMPLETE as some pages of the documentation print it. */
  statusWord: z.string().min(1),
  /** Whether a job is STARTED between CREATED and RUNNING. */
  startedWord: z.boolean(),
  /** `observed` in running code, `v3` as for bulk downloads, `swagger` with Marketo's names. */
  statusForm: z.enum(["observed", "v3", "swagger"]),
  /** Whether the count of a job's records includes those that failed. */
  recordsCount: z.enum(["with-failed", "without-failed"]),
  /** An upload to an object that is not there: taken, and every row fails, or 404. */
  unknownObject: z.enum(["accepted", "refused"]),
  /** A file without any known column: the job ends ABORTED, or COMPLETED with every row failed. */
  unusableFile: z.enum(["aborted", "all-rows-failed"]),
  /** A byte order mark belongs to the first header, or is taken away. */
  byteOrderMark: z.enum(["kept", "stripped"]),
  /** An empty cell is a value not given, or an empty text. */
  emptyCells: z.enum(["omitted", "empty-text"]),
  /** Items of `GET /bulk/{id}/errors`: the reason in `status`, in `error` beside the word ERROR, or as plain text. */
  errorItems: z.enum(["status", "error", "strings"]),
  /** What the first data row is called: 1, 0, or 2 when the header is counted. */
  firstRowNum: z.union([z.literal(1), z.literal(0), z.literal(2)]),
  /** Without paging all errors come in one answer, whatever `pageSize` says. */
  errorsPaged: z.boolean(),
  /** With `bulkUploadRecordSize` over 1, one bad row fails its whole batch. */
  batchFailure: z.boolean(),
  /** Whether `action` upsert with `identifierFieldName` or `primaryKeyName` is honoured; otherwise rows are created. */
  upsert: z.boolean(),
  /** What a cancel of a job that has ended is answered. */
  cancelFinished: z.union([z.literal(200), z.literal(400)]),
  /** Days after which the errors and files of an ended job are gone (404); null: never. */
  keepDays: z.nullable(z.number().min(0)),
  /** Ends every job early, after so many records: a fault at the vendor (ERROR) or at the platform (ABORTED). */
  stopJob: z.nullable(
    z.strictObject({
      afterRecords: z.int().min(0),
      status: z.enum(["ERROR", "ABORTED"]),
      error: z.string().default("The vendor could not be reached"),
    }),
  ),

  /** What `GET /bulk/jobs` tells: everything, jobs without their marks, no job at all, or a fault (500). */
  listJobs: z.enum([
    "full",
    "without-markers",
    "without-callback-url",
    "without-payload",
    "empty",
    "failing",
  ]),
  /** Names in the list: `id` and `status`, or `job_id` and `job_status` as in the older swagger. */
  listForm: z.enum(["current", "older"]),
  /** A job shows in the list only so long after it was made. */
  listDelaySeconds: z.number().min(0),

  /** Whether the callback that an upload asked for is sent. */
  callback: z.boolean(),
  /** Whether it is sent for a cancelled job too. */
  callbackOnCancel: z.boolean(),
  /** From the end of a job to its callback; null: as the sandbox was started. */
  callbackDelayMs: z.nullable(z.number().min(0)),
  /** How often it is sent. */
  callbackCopies: z.int().min(1).max(1000),
  /** Right (with a key), left out, made with another key, of another body, or of another algorithm. */
  callbackSignature: z.enum(["right", "none", "wrong-key", "wrong-body", "sha1"]),
  /** At the end of the job, before the upload is answered, or followed by a stale RUNNING. */
  callbackOrder: z.enum(["at-end", "before-reply", "stale-after"]),
  /** Where the caller's payload comes back in the callback. */
  callbackPayload: z.enum(["top-level", "metadata", "none"]),
});

export type Behaviour = z.infer<typeof behaviourSchema>;

export const usualBehaviour = (recordsPerSecond: number): Behaviour => ({
  recordsPerSecond,
  disabled: false,
  valid: true,
  deleted: false,
  vendorDown: false,
  instanceForm: "current",
  metadataFlags: "booleans",
  metadataMask: "mask",
  bulkUpload: true,
  bulkDownload: true,
  mostFileBytes: 6 * 1024 ** 3,
  jobId: "string",
  statusWord: "COMPLETED",
  startedWord: false,
  statusForm: "observed",
  recordsCount: "with-failed",
  unknownObject: "accepted",
  unusableFile: "aborted",
  byteOrderMark: "kept",
  emptyCells: "omitted",
  errorItems: "status",
  firstRowNum: 1,
  errorsPaged: true,
  batchFailure: true,
  upsert: true,
  cancelFinished: 200,
  keepDays: null,
  stopJob: null,
  listJobs: "full",
  listForm: "current",
  listDelaySeconds: 0,
  callback: true,
  callbackOnCancel: true,
  callbackDelayMs: null,
  callbackCopies: 1,
  callbackSignature: "right",
  callbackOrder: "at-end",
  callbackPayload: "top-level",
});
