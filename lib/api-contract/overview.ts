import { environmentSchema } from "./connections";
import { spanSchema } from "./controls";
import { draftSummarySchema } from "./drafts";
import { jobSummarySchema, jobsCounts } from "./jobs";
import { z } from "./zod";

/**
 * `GET /api/overview?days=`: where the reader's days begin, earliest first, and where the last one ends. The reader knows
 * when it is midnight there, daylight saving and all; the server need not.
 */
export const overviewQuery = z.object({
  days: z
    .string()
    .max(2_000)
    .transform((value) => value.split(","))
    .pipe(
      z
        .array(z.iso.datetime({ offset: true }))
        .min(2)
        .max(32),
    )
    .refine(
      (moments) =>
        moments.every((at, place) => place === 0 || Date.parse(at) > Date.parse(moments[place - 1] ?? at)),
      "the days are expected in their order",
    ),
});

/** Rows of parts that ended, by what became of them. */
const daySchema = z.object({
  done: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
});
export type DayRows = z.infer<typeof daySchema>;

export const daysOfConnectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  environment: environmentSchema,
  /** One for each day that was asked for. */
  days: z.array(daySchema),
});
export type DaysOfConnection = z.infer<typeof daysOfConnectionSchema>;

export const runningJobSchema = z.object({
  job: jobSummarySchema,
  timeLeft: spanSchema.nullable(),
  lastHeardAt: z.iso.datetime().nullable(),
});
export type RunningJob = z.infer<typeof runningJobSchema>;

export const overviewAnswer = z.object({
  counts: jobsCounts,
  /** The newest of those that move by themselves. */
  running: z.array(runningJobSchema),
  /** Those that only a person brings on, who waits longest first. */
  needsYou: z.array(jobSummarySchema),
  /** Others with open rows, oldest first. */
  open: z.array(jobSummarySchema),
  /** Those with the most rows first. */
  connections: z.array(daysOfConnectionSchema),
  /** Unfinished imports of whoever asks, newest first. */
  drafts: z.array(draftSummarySchema),
});
export type Overview = z.infer<typeof overviewAnswer>;
