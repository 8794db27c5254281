import type { Connection } from "../connections";
import type { BulkJob } from "./bulk-job";

/** One transfer: records of one connection, downloaded and uploaded to another. */
export interface Transfer {
  bulkLoaderId: number;
  /** Id of the workflow, or of the schedule, that started it. */
  groupName: string;
  jobId: string | null;
  source: Connection;
  target: Connection;
  status: "RUNNING" | "COMPLETED" | "ERROR";
  statusMessage: string | null;
  sourceJob: BulkJob | null;
  targetJob: BulkJob | null;
}
