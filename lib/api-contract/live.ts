import { jobSchema, jobSummarySchema, jobsCounts } from "./jobs";
import { z } from "./zod";

/**
 * `GET /api/live`: server-sent events. What is on the way and what changed since the last event, encoded once for all who
 * watch. `?job=<id>` adds that import whole.
 */
export const liveQuery = z.object({ job: z.string().min(1).max(100).optional() });

/** Event `jobs`: imports that changed, and how many of each kind there are. */
export const liveJobs = z.object({ jobs: z.array(jobSummarySchema), counts: jobsCounts });

/** Event `job`: the import that is watched. */
export const liveJob = z.object({ job: jobSchema });
