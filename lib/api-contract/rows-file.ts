import { z } from "./zod";

/**
 * Files an import can be had as. `open`: rows of the import and its corrections that are left to somebody, to be put right
 * and sent again; `sent`: the bytes that were sent; `report`: every row with what became of it.
 */
export const rowsFileNames = [
  "open",
  "failed",
  "succeeded",
  "not-tried",
  "not-confirmed",
  "kept-back",
  "excluded",
  "sent",
  "report",
] as const;
export type RowsFileName = (typeof rowsFileNames)[number];

/** `not_found`: of those not confirmed, the ones that were looked for in the system and are not there. */
const outcome = z.enum(["failed", "unknown", "not_found", "not_tried", "kept_back", "excluded"]);

/** `GET /api/jobs/{jobId}/files/{name}` */
export const rowsFileQuery = z.object({
  format: z.enum(["csv", "xlsx"]).default("csv"),
  /** Of `open`: which of them, such as `failed,unknown`. */
  outcomes: z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(outcome).min(1))
    .optional(),
  /** Only those that failed for this reason, by its id. */
  reason: z.coerce.number().int().positive().optional(),
});
export type RowsFileQuery = z.output<typeof rowsFileQuery>;
