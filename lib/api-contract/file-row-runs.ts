import { z } from "./zod";

/**
 * Which rows of the operator's file the records came from, in the order of the records. An item is one row, or
 * `[first, last]`: an unbroken run of rows, one record each. 1-based, as a spreadsheet numbers them.
 */
export const fileRowRuns = z.array(
  z.union([z.number().int().positive(), z.tuple([z.number().int().positive(), z.number().int().positive()])]),
);
export type FileRowRuns = z.infer<typeof fileRowRuns>;
