import { connectionSchema, environmentSchema } from "./connections";
import { jobSummarySchema } from "./jobs";
import { probeStateSchema } from "./probe";
import { z } from "./zod";

/** What one connection and its connector can do; `null`: the upstream does not say. */
const connectionFactsSchema = z.object({
  bulkUpload: z.boolean().nullable(),
  /** `false`: one call for each record. */
  nativeBulk: z.boolean().nullable(),
  upsert: z.boolean().nullable(),
});

/** One connection with everything its page and its fact card show. */
export const connectionAnswer = z.object({
  connection: connectionSchema.extend({
    /** As an administrator gave them; `null`: nobody did. */
    givenName: z.string().nullable(),
    givenEnvironment: environmentSchema.nullable(),
    /** Whether rows that were accepted are told when they are sent once more. */
    remembersRows: z.boolean(),
    /** `false`: by its configuration this installation remembers rows of no connection. */
    keepsRows: z.boolean(),
    /** `null`: could not be read, and why. */
    facts: connectionFactsSchema.nullable(),
    factsProblem: z.string().nullable(),
    /** Whether a job was ever seen to end as cancelled here. */
    cancelSeen: z.boolean(),
    /** The last imports here, newest first, five at the most. */
    imports: z.array(jobSummarySchema),
    /** What administrators changed about it here, newest first. */
    changes: z.array(z.object({ at: z.iso.datetime(), detail: z.string() })),
    probe: probeStateSchema,
  }),
});
export type ConnectionDetail = z.infer<typeof connectionAnswer>["connection"];

/** `PATCH /api/connections/{id}`: what is left out stays; `null` takes it back. */
export const changeConnectionSchema = z.object({
  name: z.string().trim().min(1).max(100).nullable().optional(),
  environment: environmentSchema.nullable().optional(),
  /** Whether fingerprints of accepted rows are kept. `false` removes those that are. */
  remembersRows: z.boolean().optional(),
});
