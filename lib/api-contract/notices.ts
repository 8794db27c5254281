import { jobSummarySchema } from "./jobs";
import { z } from "./zod";

/** Why somebody is told of an import: it ended, or only a person brings it on. */
export const noticeKinds = ["ended", "needs_you"] as const;

export const noticeSchema = z.object({
  /** Grows with every notice. */
  id: z.number().int(),
  kind: z.enum(noticeKinds),
  at: z.iso.datetime(),
  /** It came after the person had looked last. */
  isNew: z.boolean(),
  job: jobSummarySchema,
});
export type Notice = z.infer<typeof noticeSchema>;

/** `GET /api/notices`: the newest of each import: one's own, and others' that need somebody now. */
export const noticesAnswer = z.object({
  notices: z.array(noticeSchema),
  /** Whether the person gets e-mail; `null`: none is sent from here. */
  mail: z.boolean().nullable(),
});
export type Notices = z.infer<typeof noticesAnswer>;

/** `POST /api/notices/seen`: everything up to this one was looked at. */
export const noticesSeenSchema = z.object({ upTo: z.number().int().nonnegative() });

/** `POST /api/notices/mail`. */
export const noticeMailSchema = z.object({ mail: z.boolean() });
