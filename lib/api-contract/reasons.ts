import { teamHintSchema } from "./refusals";
import { z } from "./zod";

/** Why rows failed: the words they have in common, "…" where each row has its own. */
const countedReasonSchema = z.object({
  id: z.number().int(),
  signature: z.string(),
  /** What was said of the first of them, word for word. */
  example: z.string(),
  rows: z.number().int(),
});
export type CountedReason = z.infer<typeof countedReasonSchema>;

const failureReasonSchema = countedReasonSchema.extend({
  /** What somebody of the team wrote about it, whichever import it was in. */
  hint: teamHintSchema.nullable(),
});
export type FailureReason = z.infer<typeof failureReasonSchema>;

/** `GET /api/jobs/{jobId}/reasons`: the most frequent ones first, fifty at the most; `total` is how many there are. */
export const reasonsAnswer = z.object({ reasons: z.array(failureReasonSchema), total: z.number().int() });
