import { z } from "zod";

/** How one connection behaves; every switch can be set while the sandbox runs. */
export const behaviourSchema = z.strictObject({
  /** Speed of a bulk job; 0 is as fast as it goes. */
  recordsPerSecond: z.number().min(0),
  /** How the end of a job is written: COMPLETED, or COMPLETE as some pages of the documentation print it. */
  statusWord: z.string().min(1),
  /** What `GET /bulk/jobs` tells: everything, jobs without callback address and payload, or no job at all. */
  listJobs: z.enum(["full", "without-markers", "empty"]),
  /** Whether the callback that an upload asked for is sent. */
  callback: z.boolean(),
  /** A disabled connection answers 403 on records and bulk; its objects can still be listed. */
  disabled: z.boolean(),
  /** What `GET /instances` says about the credentials of the connection. */
  valid: z.boolean(),
  /** Ends every job early, after so many records: a fault at the vendor (ERROR) or at the platform (ABORTED). */
  stopJob: z.nullable(
    z.strictObject({
      afterRecords: z.int().min(0),
      status: z.enum(["ERROR", "ABORTED"]),
      error: z.string().default("The vendor could not be reached"),
    }),
  ),
});

export type Behaviour = z.infer<typeof behaviourSchema>;

export const usualBehaviour = (recordsPerSecond: number): Behaviour => ({
  recordsPerSecond,
  statusWord: "COMPLETED",
  listJobs: "full",
  callback: true,
  disabled: false,
  valid: true,
  stopJob: null,
});
