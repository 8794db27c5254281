import { z } from "./zod";

/** What a person wrote about a reason rows are refused for, for whoever meets it next. */
export const teamHintSchema = z.object({ text: z.string(), by: z.string(), at: z.iso.datetime() });
export type TeamHint = z.infer<typeof teamHintSchema>;

/** What an object of a connection refused, by the field that was to blame. */
const refusalSchema = z.object({
  id: z.number().int(),
  /** Path of the field; where it was not sent, the refused value is the empty one. */
  field: z.string(),
  /** The connector's words, "…" where each row has its own. */
  signature: z.string(),
  /** The last time, and the import it was in. */
  at: z.iso.datetime(),
  job: z.object({ id: z.string(), number: z.number().int(), by: z.string() }),
  /** Keyed fingerprints of the values, as `lib/checks/value-fingerprint` makes them: hex digits. */
  values: z.array(z.string()),
  hint: teamHintSchema.nullable(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** `GET /api/connections/{connectionId}/objects/{objectName}/refusals`: the last ones first. */
export const refusalsAnswer = z.object({
  /** Of the fingerprints, base64: of this object of this connection alone. */
  key: z.string(),
  refusals: z.array(refusalSchema),
});
export type Refusals = z.infer<typeof refusalsAnswer>;

/** `PATCH /api/jobs/{jobId}/reasons/{reasonId}`. */
export const writeHintSchema = z.object({
  /** Empty: there is to be none. */
  text: z.string().trim().max(500),
  /** When the one was written that this stands in for; `null`: there was none. */
  instead: z.iso.datetime().nullable(),
});
export type WriteHint = z.infer<typeof writeHintSchema>;

export const hintAnswer = z.object({ hint: teamHintSchema.nullable() });
