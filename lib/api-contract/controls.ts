import { holdKinds } from "./status";
import { z } from "./zod";

/** What a person may do with an import that is under way or held. `POST /api/jobs/{id}/{control}`. */
export const controls = ["pause", "resume", "cancel", "drop"] as const;
export type Control = (typeof controls)[number];

export const controlSchema = z.object({
  /** Number of the hold that was seen: an answer to an earlier one is refused with 409 `moved_on`. */
  hold: z.number().int().nonnegative().optional(),
  /** Why, in the person's own words; kept in the audit trail. */
  reason: z.string().max(1_000).optional(),
});

/** Why no part is sent now, although parts are left. */
export const holdSchema = z.object({
  /** Grows with every hold of the import. */
  number: z.number().int(),
  kind: z.enum(holdKinds),
  since: z.iso.datetime(),
  /** Name of the person who paused it. */
  by: z.string().nullable(),
});

/** Why nothing is sent on a connection now, whichever import it is of. */
export const connectionHoldSchema = z.object({
  kind: z.enum(["unauthorized", "throttled"]),
  reason: z.string(),
  since: z.iso.datetime(),
  /** When it is asked again, or goes on. */
  until: z.iso.datetime(),
});

/** A range in milliseconds: a measure, not a promise. */
export const spanSchema = z.object({ lowMs: z.number(), highMs: z.number() });
export type Span = z.infer<typeof spanSchema>;

/** What goes before an import that waits for its turn on its connection. */
export const aheadSchema = z.object({
  /** The one whose part is under way, or is sent next. */
  job: z.object({ id: z.string(), number: z.number().int() }),
  /** How many more imports have a part that goes before. */
  others: z.number().int(),
  /** Until it is its turn; `null` while nothing was measured. */
  wait: spanSchema.nullable(),
});

/** How an import stands with the people who control it. */
export const controlFacts = {
  /** What may be done with it now. */
  can: z.array(z.enum(controls)),
  /** Who cancelled it. */
  cancelledBy: z.string().nullable(),
  connectionHold: connectionHoldSchema.nullable(),
  ahead: aheadSchema.nullable(),
  /** Until its end, from the rate measured so far; `null` while nothing was measured or nothing moves. */
  timeLeft: spanSchema.nullable(),
  /** Rows a minute, over its parts that run or have run; `null` while none was measured or nothing moves. */
  rate: z.number().nullable(),
};
