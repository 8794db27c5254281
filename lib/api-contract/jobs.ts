import { environmentSchema } from "./connections";
import { controlFacts, holdSchema } from "./controls";
import { familySchema, settlementSchema } from "./family";
import { rowValues } from "./row-values";
import { batchStatuses, jobStatuses, outcomes } from "./status";
import { z } from "./zod";

export const batchSchema = z.object({
  /** 0-based. */
  index: z.number().int(),
  bulkJobId: z.string().nullable(),
  status: z.enum(batchStatuses),
  /** The upstream's word, verbatim. */
  upstreamStatus: z.string().nullable(),
  firstRow: z.number().int(),
  lastRow: z.number().int(),
  /** Progress only: records the upstream says it has worked on. */
  processed: z.number().int().nullable(),
  /** What the upstream or the network said last, in words. */
  message: z.string().nullable(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Since when what `message` says keeps it from going on; `null`: nothing does. */
  troubleSince: z.iso.datetime().nullable(),
  /** Records that are known to have failed. */
  failed: z.number().int(),
  /** Records whose outcome nobody knows. */
  unknown: z.number().int(),
});
export type Batch = z.infer<typeof batchSchema>;

/**
 * Records of the job. `total` is what was submitted; what is missing from the sum of the four is with the system now.
 * Rows that were kept back or excluded never became records and are counted beside it.
 */
export const rowCountsSchema = z.object({
  total: z.number().int(),
  succeeded: z.number().int(),
  failed: z.number().int(),
  unknown: z.number().int(),
  notTried: z.number().int(),
  keptBack: z.number().int(),
  excluded: z.number().int(),
});
export type RowCounts = z.infer<typeof rowCountsSchema>;

export const jobSummarySchema = z.object({
  id: z.string(),
  /** "Import 41". */
  number: z.number().int(),
  status: z.enum(jobStatuses),
  connectionId: z.string(),
  connectionName: z.string(),
  connectorName: z.string(),
  /** As they were when it was submitted. */
  company: z.string().nullable(),
  environment: environmentSchema,
  objectName: z.string(),
  fileName: z.string(),
  rows: rowCountsSchema,
  /** It and the imports made from its open rows, or it belongs to: all rows of the file, each in one place. */
  family: familySchema,
  hold: holdSchema.nullable(),
  /** Who stopped it, as shown: `null` unless the job ended otherwise than completed. */
  message: z.string().nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
  createdBy: z.object({ id: z.string(), name: z.string() }),
});
export type JobSummary = z.infer<typeof jobSummarySchema>;

/** One line of a job's timeline. `kind` is the audit event's name; `detail` is plain words with what is known. */
export const jobEventSchema = z.object({
  at: z.iso.datetime(),
  kind: z.string(),
  batchIndex: z.number().int().nullable(),
  detail: z.string(),
});
export type JobEvent = z.infer<typeof jobEventSchema>;

const youngerSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  status: z.enum(jobStatuses),
  records: z.number().int(),
});

export const jobSchema = jobSummarySchema.extend({
  ...controlFacts,
  sizeBytes: z.number().int(),
  sha256: z.string(),
  batches: z.array(batchSchema),
  events: z.array(jobEventSchema),
  mapping: z.unknown(),
  /** The import whose open records these are. */
  parent: z.object({ id: z.string(), number: z.number().int() }).nullable(),
  /** Imports made of open records of this one. */
  children: z.array(youngerSchema),
  /** The import it was begun from with rows of its own: again with a new file, or to correct what was loaded. */
  begunFrom: z.object({ id: z.string(), number: z.number().int() }).nullable(),
  /** Imports begun from this one so. */
  begunHere: z.array(youngerSchema),
  /** Rows of the family a person said are not to be sent, the latest first; those taken back too. */
  settlements: z.array(settlementSchema),
  /** Failed rows of the family whose numbers rest on an assumption: that the connection counts rows from 1. */
  assumedRows: z.number().int(),
  /** When retention removed its rows: what became of them is still counted. */
  removedAt: z.iso.datetime().nullable(),
  /** Failures the upstream listed that name no record. */
  unmatched: z.number().int(),
  /** When the upstream last answered about this job. */
  lastHeardAt: z.iso.datetime().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const jobAnswer = z.object({ job: jobSchema });
/** A count of a tile stops here: "999+". */
export const mostCounted = 1_000;
/** Over all jobs, for the tiles of the list; those of the ones that end stop at `mostCounted`. */
export const jobsCounts = z.object({
  all: z.number().int(),
  running: z.number().int(),
  needsYou: z.number().int(),
  failed: z.number().int(),
  /** With rows that are left to somebody. */
  open: z.number().int(),
});
export const jobsAnswer = z.object({
  jobs: z.array(jobSummarySchema),
  next: z.string().nullable(),
  counts: jobsCounts,
});

/** What the list can be narrowed to: values that occur, for the choices beside it. */
export const jobFacetsAnswer = z.object({
  connections: z.array(z.object({ id: z.string(), name: z.string() })),
  objects: z.array(z.string()),
  people: z.array(z.object({ id: z.string(), name: z.string() })),
});

export const jobRowSchema = z.object({
  /** 1-based number in the staged file; `null` for rows that never became a record. */
  row: z.number().int().nullable(),
  /** For those: its place among the rows that stayed here. */
  held: z.number().int().nullable(),
  fileRows: z.array(z.number().int()),
  outcome: z.enum(outcomes),
  reason: z.string().nullable(),
  /** What was done about it since; `null`: it is as it was. */
  since: z
    .union([
      z.object({
        kind: z.literal("sent_again"),
        job: z.object({ id: z.string(), number: z.number().int() }),
      }),
      z.object({ kind: z.literal("settled"), settlement: z.string() }),
    ])
    .nullable(),
  values: rowValues,
});
export type JobRow = z.infer<typeof jobRowSchema>;
export const jobRowsAnswer = z.object({ rows: z.array(jobRowSchema), next: z.string().nullable() });

/** Where the page before ended, as its `next` said; empty is the beginning. */
const cursor = z
  .string()
  .regex(/^\d{0,15}$/, "this is not a cursor")
  .transform((value) => (value === "" ? undefined : value))
  .optional();

export const cursorQuery = z.object({ cursor });
export const jobRowsQuery = z.object({
  outcome: z.enum(["failed", "unknown", "not_tried", "kept_back", "excluded"]).default("failed"),
  cursor,
  /** Of those that failed: only those with this reason, by its id. */
  reason: z.coerce.number().int().positive().optional(),
});
/** A day of the calendar where the operator is; the page turns it into moments. */
const moment = z.iso.datetime({ offset: true }).optional();
const text = z.string().trim().min(1).max(200).optional();

export const jobsQuery = z.object({
  cursor,
  show: z.enum(["all", "running", "needs_you", "failed", "open", "mine"]).default("all"),
  connection: text,
  object: text,
  person: text,
  status: z.enum(jobStatuses).optional(),
  /** From this moment on, and before that one. */
  from: moment,
  before: moment,
  /** Words of the file's name, the number of the import, or an id of it or of a part of it. */
  search: text,
});
