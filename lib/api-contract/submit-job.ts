import { fieldSchema } from "./connections";
import { familyRowsSchema } from "./family";
import { fileRowRuns } from "./file-row-runs";
import { partsWishSchema } from "./parts";
import { rowValues } from "./row-values";
import { z } from "./zod";

/** A row that stays here: kept back for its issues, or excluded by a person. */
export const heldRowSchema = z.object({
  fileRow: z.number().int().positive(),
  values: rowValues,
  /** What would have been sent for fields that are not simply a column's, by path: it can be put right and sent later. */
  fields: rowValues.optional(),
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
