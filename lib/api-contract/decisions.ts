import { z } from "./zod";

const reason = z.string().trim().min(1, "a reason is needed").max(1_000);
/** The number of the attempt the person saw: a screen that is not fresh decides nothing else. */
const attempt = z.number().int().positive();

/** `POST /api/jobs/{jobId}/batches/{index}/decision`: a way out for a part nobody knows the fate of. */
export const decisionSchema = z.discriminatedUnion("choice", [
  z.object({ choice: z.literal("send_again"), attempt, reason }),
  z.object({ choice: z.literal("arrived"), attempt, reason, bulkJobId: z.string().trim().min(1).max(200) }),
  z.object({ choice: z.literal("take_lookup"), attempt, reason }),
  z.object({ choice: z.literal("drop"), attempt, reason }),
]);
export type Decision = z.infer<typeof decisionSchema>;

/** `POST …/lookup`: looks for the next records of a part in the system itself; called again until it is `done`. */
export const lookupSchema = z.object({
  /** Path of the field to look by. Another one than last time begins anew. */
  field: z.string().min(1).max(500),
  /** Forget what was seen by the same field. */
  anew: z.boolean().optional(),
});

/** How far the looking is. Counts are records. */
export const lookupProgressSchema = z.object({
  field: z.string(),
  total: z.number().int(),
  found: z.number().int(),
  notFound: z.number().int(),
  /** More than one record of the system has the value, or more than one row of the file. */
  several: z.number().int(),
  /** Nothing can be said: the row has no value, or the system could not be asked. */
  unchecked: z.number().int(),
  done: z.boolean(),
});
export type LookupProgress = z.infer<typeof lookupProgressSchema>;
export const lookupAnswer = z.object({ lookup: lookupProgressSchema });

/** A bulk job that could be the part's: for a person's eyes. */
export const candidateSchema = z.object({
  id: z.string(),
  status: z.string().nullable(),
  records: z.number().nullable(),
  createdAt: z.number().nullable().default(null),
});

/** One try to send a part, with what was seen of it. Open Connectors may have it though no answer came. */
export const attemptSchema = z.object({
  number: z.number().int(),
  status: z.enum(["intended", "started", "accepted", "not_sent", "refused", "unknown", "settled"]),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  httpStatus: z.number().int().nullable(),
  bytesSent: z.number().int().nullable(),
  bytes: z.number().int().nullable(),
  /** The reply's beginning, as text. */
  reply: z.string().nullable(),
  /** Names the call in the upstream's own log. */
  requestId: z.string().nullable(),
  /** SHA-256 of what the object's fields were when it was sent. */
  fieldsSha256: z.string().nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const sampleSchema = z
  .object({ field: z.string(), looked: z.number().int(), found: z.number().int() })
  .nullable();

/** `GET /api/jobs/{jobId}/batches/{index}`: a part with all that is known of it. */
export const partSchema = z.object({
  index: z.number().int(),
  /** Oldest first. */
  attempts: z.array(attemptSchema),
  candidates: z.array(candidateSchema),
  /** Why the list of bulk jobs could not be read, when it was last asked. */
  listProblem: z.string().nullable(),
  /** When the list was last asked for it. */
  lookedAt: z.iso.datetime().nullable(),
  /** Of a few rows that were looked for in the system by themselves: `null` where that could not be done. */
  sample: sampleSchema,
  /** Records whose outcome nobody knows, without those that went into another import. */
  unknown: z.number().int(),
  lookup: lookupProgressSchema.nullable(),
  /** Whether what the looking saw was agreed to. */
  lookupTaken: z.boolean(),
  /** Records that were looked for, are not there, and went into no other import yet. */
  notFoundOpen: z.number().int(),
  /** Fields the rows can be looked for by, the most telling first. */
  lookupFields: z.array(z.object({ path: z.string(), filled: z.number(), distinct: z.number() })),
});
export type Part = z.infer<typeof partSchema>;
export const partAnswer = z.object({ part: partSchema });

const rowRuns = z
  .array(
    z.union([
      z.number().int().positive(),
      z.tuple([z.number().int().positive(), z.number().int().positive()]),
    ]),
  )
  .min(1)
  .max(100_000);

/** `POST /api/jobs/{jobId}/children`, with an `Idempotency-Key`: sends open records again, in an import of their own. */
export const childSchema = z.object({
  select: z.discriminatedUnion("kind", [
    /** Records of a part that were looked for and are not in the system. */
    z.object({ kind: z.literal("not_found"), batchIndex: z.number().int().nonnegative() }),
    /** Numbers of records in the staged file, or `[first, last]`. */
    z.object({ kind: z.literal("rows"), rows: rowRuns }),
  ]),
  reason,
  /** Also records that may be in the system already. */
  confirmed: z.boolean().optional(),
});
export type ChildRequest = z.infer<typeof childSchema>;

/** An error the upstream listed that names no record of its part. */
export const unmatchedSchema = z.object({
  id: z.number().int(),
  batchIndex: z.number().int(),
  /** As the upstream numbered it; `null`: it named none. */
  rowNum: z.number().nullable(),
  reason: z.string(),
  /** As it came. */
  item: z.unknown(),
});
export type Unmatched = z.infer<typeof unmatchedSchema>;
export const unmatchedAnswer = z.object({ unmatched: z.array(unmatchedSchema), next: z.string().nullable() });
