import { z } from "./zod";

/** What a record in the connected system is to the row that was sent; `several`: of records, or of rows, with its value. */
export const readBackVerdicts = ["same", "differs", "missing", "several", "unchecked"] as const;
export type ReadBackVerdict = (typeof readBackVerdicts)[number];

/** As many rows as one check asks for; of more, so many spread over the import. */
export const mostReadBack = 10_000;
export const someReadBack = 100;

/** `POST /api/jobs/{jobId}/read-back`: looks at the next rows; called again until none is left. Changes nothing there. */
export const readBackSchema = z.object({
  /** Path of the field by which records are looked for. */
  field: z.string().min(1).max(500),
  /** A hundred spread over the import, or all of it as far as `mostReadBack`. */
  rows: z.enum(["some", "all"]),
  /** Begin once more. */
  anew: z.boolean().optional(),
});
export type ReadBackRequest = z.input<typeof readBackSchema>;

const progressSchema = z.object({
  field: z.string(),
  by: z.string(),
  at: z.iso.datetime(),
  rows: z.number().int(),
  /** Not looked at yet. */
  left: z.number().int(),
  same: z.number().int(),
  differs: z.number().int(),
  missing: z.number().int(),
  several: z.number().int(),
  /** Nothing can be said: the row has no value, or the system could not be asked for it. */
  unchecked: z.number().int(),
  /** Fields that were sent and of which no record that was read shows a value: they were not compared. */
  notShown: z.array(z.string()),
});
export type ReadBackProgress = z.infer<typeof progressSchema>;
export const readBackProgressAnswer = z.object({ progress: progressSchema });

/** `GET /api/jobs/{jobId}/read-back`: whether it can be done, what it would be about, and how far the last one is. */
export const readBackAnswer = z.object({
  readBack: z.object({
    /** Whether records can be asked for by a value; `null`: nothing says it. `by` is what says it, `at` when it was seen. */
    search: z.object({
      works: z.boolean().nullable(),
      by: z.enum(["probe", "docs"]).nullable(),
      at: z.iso.datetime().nullable(),
    }),
    /** Rows of the import that are done. */
    rows: z.number().int(),
    /** Fields its rows can be told apart by, the most telling first. */
    fields: z.array(z.object({ path: z.string(), filled: z.number(), distinct: z.number() })),
    progress: progressSchema.nullable(),
  }),
});
export type ReadBack = z.infer<typeof readBackAnswer>["readBack"];

export const readBackRowsQuery = z.object({
  verdict: z.enum(readBackVerdicts),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, "this is not a cursor")
    .optional(),
});
export const readBackRowsAnswer = z.object({
  rows: z.array(
    z.object({
      row: z.number().int(),
      fileRow: z.number().int(),
      /** By which it was looked for. */
      value: z.string(),
      /** Of the record that was found. */
      recordId: z.string().nullable(),
      /** What was sent and what the record has; `null`: nothing. */
      differences: z.array(z.object({ field: z.string(), sent: z.string(), there: z.string().nullable() })),
    }),
  ),
  next: z.string().nullable(),
});
export type ReadBackRow = z.infer<typeof readBackRowsAnswer>["rows"][number];
