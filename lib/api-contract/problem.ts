import { z } from "./zod";

/** An API error body, RFC 9457 `application/problem+json`. `code` is ours: a short stable word a program may test for. */
export const problemSchema = z.object({
  type: z.string().default("about:blank"),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string().optional(),
  /** Names this one failure in the log of the server; shown with a copy button. */
  requestId: z.string().optional(),
  /** Seconds after which the same request may work. */
  retryAfter: z.number().optional(),
  /** With code `upload_already_submitted`: the job that has the upload. */
  jobId: z.string().optional(),
  /** With code `sent_before`: the import that the same file went into. */
  before: z
    .object({ jobId: z.string(), number: z.number().int(), at: z.iso.datetime(), by: z.string() })
    .optional(),
});
export type Problem = z.infer<typeof problemSchema>;
