import { jobStatuses } from "./status";
import { z } from "./zod";

/** What leaves a row to somebody; `succeeded` only where that turned out after the row had gone on. */
export const leftOutcomes = ["failed", "unknown", "not_tried", "kept_back", "excluded", "succeeded"] as const;
export type LeftOutcome = (typeof leftOutcomes)[number];

/** Where rows are. Their sum is every row. */
export const placesSchema = z.object({
  succeeded: z.number().int(),
  settled: z.number().int(),
  excluded: z.number().int(),
  /** On the way, or with the system. */
  underWay: z.number().int(),
  /** Not sent yet, of an import that has not ended. */
  toSend: z.number().int(),
  unknown: z.number().int(),
  failed: z.number().int(),
  keptBack: z.number().int(),
  notTried: z.number().int(),
});
export type Places = z.infer<typeof placesSchema>;

/** An import of a family, with the rows that are in it and have not gone on into another. */
export const familyMemberSchema = z.object({
  id: z.string(),
  number: z.number().int(),
  status: z.enum(jobStatuses),
  createdAt: z.iso.datetime(),
  /** Rows that came into it. */
  rows: z.number().int(),
  /** Of those, how many went on into another import. */
  sentAgain: z.number().int(),
  places: placesSchema,
});
export type FamilyMember = z.infer<typeof familyMemberSchema>;

/** An import and all that were made from its open rows: every row of the file stands in one place. */
export const familySchema = z.object({
  root: z.object({ id: z.string(), number: z.number().int() }),
  /** All rows of the file. */
  rows: z.number().int(),
  places: placesSchema,
  open: z.number().int(),
  /** In the order of their numbers, the first one first. */
  imports: z.array(familyMemberSchema),
});
export type Family = z.infer<typeof familySchema>;

const runs = z
  .array(
    z.union([
      z.number().int().nonnegative(),
      z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
    ]),
  )
  .min(1)
  .max(1_000_000);

/**
 * Rows of an import: records by their number in the staged file, or, `held`, rows that stayed at Check by their place
 * among those. An item is one of them, or `[first, last]`.
 */
export const rowsOfJobSchema = z.object({ job: z.number().int().positive(), held: z.boolean(), rows: runs });
export const familyRowsSchema = z.array(rowsOfJobSchema).min(1).max(1_000_000);
export type FamilyRows = z.infer<typeof familyRowsSchema>;

export const settleWays = ["elsewhere", "not_needed"] as const;
export type SettleWay = (typeof settleWays)[number];

const outcome = z.enum(["failed", "unknown", "not_tried", "kept_back"]);

/** `POST /api/jobs/{jobId}/settlements`: rows that are not sent any more, and why. */
export const settleSchema = z.object({
  select: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("rows"), rows: familyRowsSchema }),
    /** All open rows of the family with these outcomes; of those that failed, only those with this reason. */
    z.object({
      kind: z.literal("outcomes"),
      outcomes: z.array(outcome).min(1),
      reason: z.number().int().positive().optional(),
    }),
  ]),
  how: z.enum(settleWays),
  note: z.string().trim().min(1, "a note is needed").max(1_000),
});
export type Settle = z.infer<typeof settleSchema>;

export const settlementSchema = z.object({
  id: z.string(),
  how: z.enum(settleWays),
  note: z.string(),
  rows: z.number().int(),
  by: z.string(),
  at: z.iso.datetime(),
  undone: z.object({ by: z.string(), at: z.iso.datetime() }).nullable(),
});
export type Settlement = z.infer<typeof settlementSchema>;
