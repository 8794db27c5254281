import { z } from "./zod";

/** `GET /api/jobs/{jobId}/revision`: whether rows that are done can be corrected by sending them, and how. */
export const revisionAnswer = z.object({
  revision: z.object({
    /** Whether the connector updates records that exist; `null`: nothing says it, and nothing is sent then. */
    updates: z.boolean().nullable(),
    /** Fields its rows can be told apart by, the most telling first; a record is found by one of them. */
    fields: z.array(z.object({ path: z.string(), filled: z.number(), distinct: z.number() })),
    /** The one it was matched by when it was sent, else the most telling; `null`: none tells its rows apart. */
    key: z.string().nullable(),
  }),
});
export type Revision = z.infer<typeof revisionAnswer>["revision"];

/** `POST /api/jobs/{jobId}/revision`: a list of what to put right in the connected system was taken away. */
export const revisionListSchema = z.object({
  rows: z.number().int().positive(),
  values: z.number().int().positive(),
});
export type RevisionList = z.infer<typeof revisionListSchema>;
