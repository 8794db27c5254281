import { environmentSchema, fieldSchema } from "./connections";
import { controlFacts, holdSchema } from "./controls";
import { familyRowsSchema, familySchema, settlementSchema } from "./family";
import { partsWishSchema } from "./parts";
import { batchStatuses, jobStatuses, outcomes } from "./status";
import { z } from "./zod";

/**
 * Which rows of the operator's file the records came from, in the order of the records. An item is one row, or
 * `[first, last]`: an unbroken run of rows, one record each. 1-based, as a spreadsheet numbers them.
 */
export const fileRowRuns = z.array(
  z.union([z.number().int().positive(), z.tuple([z.number().int().positive(), z.number().int().positive()])]),
);
export type FileRowRuns = z.infer<typeof fileRowRuns>;

/** Cell values by field path (records) or by column header (rows that never became a record). */
const values = z
  .custom<Record<string, string>>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((cell) => typeof cell === "string"),
    "an object with texts is expected",
  )
  // Not z.record: it drops a column that is named __proto__.
  .transform((value) => Object.fromEntries(Object.entries(value)));

/** A row that stays here: kept back for its issues, or excluded by a person. */
export const heldRowSchema = z.object({
  fileRow: z.number().int().positive(),
  values,
  /** What would have been sent for fields that are not simply a column's, by path: it can be put right and sent later. */
  fields: values.optional(),
  issues: z
    .array(z.object({ field: z.string().optional(), code: z.string(), message: z.string() }))
    .default([]),
});
export type HeldRow = z.infer<typeof heldRowSchema>;

/** What a person knew and did at Check. */
export const checkedSchema = z.object({
  /** Warnings on rows that are sent all the same, by kind. */
  waived: z
    .array(
      z.object({
        code: z.string().max(200),
        field: z.string().max(1_000).nullable(),
        label: z.string().max(1_000),
        rows: z.number().int().nonnegative(),
      }),
    )
    .max(1_000)
    .default([]),
  /** How many cells were changed by hand. */
  editedCells: z.number().int().nonnegative().default(0),
  /** Which, as many as are kept. */
  edits: z
    .array(
      z.object({
        fileRow: z.number().int().positive(),
        /** As the file calls it. */
        column: z.string().max(10_000),
        before: z.string(),
        after: z.string(),
      }),
    )
    .max(100_000)
    .default([]),
});

/** `POST /api/jobs`, with an `Idempotency-Key` header. Unknown keys are ignored. */
export const submitJobSchema = z.object({
  connectionId: z.string().min(1),
  objectName: z.string().min(1).max(200),
  uploadId: z.string().min(1),
  fileName: z.string().min(1).max(1000),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, "64 hexadecimal digits are expected")
    .optional(),
  sizeBytes: z.number().int().nonnegative().optional(),
  format: z.literal("csv").optional(),
  /** What the operator chose at Map; kept as it is, for the job's page. */
  mapping: z.unknown().optional(),
  source: z
    .object({
      sha256: z.string().optional(),
      /** Data rows of the operator's file, header and preamble not counted. */
      rows: z.number().int().nonnegative().optional(),
      fileRows: fileRowRuns.optional(),
    })
    .optional(),
  keptBack: z.array(heldRowSchema).max(100_000).optional(),
  excluded: z.array(heldRowSchema).max(100_000).optional(),
  /** With `parentRows` the import it corrects, any of its family; without them the import it is begun from. */
  parentJobId: z.string().optional(),
  /** Its rows are rows of that import that are done, as they should have been: they are sent as updates, or not at all. */
  revises: z.boolean().optional(),
  /** The unfinished import it was; there is none any more once the job is taken. */
  draftId: z.string().max(100).optional(),
  /** The open rows of that family its records are, in their order. */
  parentRows: familyRowsSchema.optional(),
  /** What was known at Check, and done by hand: for the record. */
  checked: checkedSchema.optional(),
  /** The object's fields as they were when the mapping was made: what has changed since then is told. */
  fields: z.array(fieldSchema).max(10_000).optional(),
  /** Upload options of the reference, section 6.1, chosen by the operator; `callback-payload` is ours. */
  metaData: z.record(z.string(), z.unknown()).optional(),
  /** How it is cut into parts; as the server does it, where nothing is said. */
  parts: partsWishSchema.optional(),
  /** Somebody was told that it was sent before, or that fields have changed, and goes on. */
  confirmed: z.boolean().optional(),
});
export type SubmitJob = z.infer<typeof submitJobSchema>;

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
  values,
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
