import { z } from "./zod";

/** Why rows failed: the words they have in common, "…" where each row has its own. */
export const failureReasonSchema = z.object({
  id: z.number().int(),
  signature: z.string(),
  /** What was said of the first of them, word for word. */
  example: z.string(),
  rows: z.number().int(),
});
export type FailureReason = z.infer<typeof failureReasonSchema>;

/** `GET /api/jobs/{jobId}/reasons`: the most frequent ones first, fifty at the most; `total` is how many there are. */
export const reasonsAnswer = z.object({ reasons: z.array(failureReasonSchema), total: z.number().int() });
