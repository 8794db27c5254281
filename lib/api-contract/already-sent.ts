import { fileRowRuns } from "./file-row-runs";
import { z } from "./zod";

/** `POST /api/already-sent`: which rows of an upload were accepted by the same object of the same connection before. */
export const askAlreadySentSchema = z.object({
  uploadId: z.string().min(1),
  connectionId: z.string().min(1),
  objectName: z.string().min(1).max(200),
  /** As it will be submitted: it says which field tells records apart, and which differ each time by themselves. */
  mapping: z.unknown().optional(),
  /**
   * Rows of earlier uploads of one's own that are left out of this one, being told as sent: what they match is taken, so
   * that their twins are not told too.
   */
  leftOut: z
    .array(z.object({ uploadId: z.string().min(1), runs: fileRowRuns }))
    .max(20)
    .optional(),
});
export type LeftOut = NonNullable<z.infer<typeof askAlreadySentSchema>["leftOut"]>[number];
export type AskAlreadySent = z.infer<typeof askAlreadySentSchema>;

/** Rows of the upload that an import had accepted. */
const earlierImport = z.object({
  jobId: z.string(),
  number: z.number().int(),
  at: z.iso.datetime(),
  by: z.string(),
  rows: z.number().int(),
});
export type EarlierImport = z.infer<typeof earlierImport>;

const seenRows = z.object({
  rows: z.number().int(),
  /** Their numbers in the upload, 1-based: a number, or `[first, last]`. */
  runs: fileRowRuns,
  /** Those they were accepted in, most rows first, ten at the most. */
  imports: z.array(earlierImport),
});
export type SeenRows = z.infer<typeof seenRows>;

export const alreadySentAnswer = z.object({
  /** Equal in every value. Of equal rows in the upload as many count as one import and its corrections had accepted. */
  same: seenRows,
  /** The same in the field that tells records apart, with other content. `field`: its path; `null`: there is none. */
  changed: seenRows.extend({ field: z.string().nullable() }),
});
export type AlreadySent = z.infer<typeof alreadySentAnswer>;
