import { z } from "./zod";

/** How a file in a certain form was read: taken as meant, taken and read as something else, or not taken. */
const readingSchema = z.enum(["understood", "misread", "refused"]).nullable();
export type Reading = NonNullable<z.infer<typeof readingSchema>>;

/** Names of a JSON object, each with the type of its value; nothing of what it says. */
const shapeSchema = z.record(z.string(), z.string());
export type Shape = z.infer<typeof shapeSchema>;

/**
 * What one account's service really does on the points that the Open Connectors reference leaves open. `null`: not asked,
 * or nothing that was seen proves it.
 */
export const probeAnswersSchema = z.object({
  /** What it calls the first record of a file: 0, 1, or 2 when it counts the header. */
  rowBase: z.union([z.literal(0), z.literal(1), z.literal(2)]).nullable(),
  /** The status of a bulk job: which of the documented forms, and the words seen on the way. */
  status: z
    .object({
      form: z.enum(["observed", "v3", "swagger", "unknown"]),
      shape: shapeSchema,
      words: z.array(z.string()),
    })
    .nullable(),
  /** Whether the number of records counts the failed ones. */
  totalCountsFailed: z.boolean().nullable(),
  /** An item of the list of failed rows. */
  rowError: shapeSchema.nullable(),
  /** The list of bulk jobs: whether it shows our job, and whether our mark is in it. */
  jobList: z.object({ listed: z.boolean(), marked: z.boolean(), shape: shapeSchema }).nullable(),
  /** The callback, where one could be listened for: none came in time, or this. */
  callback: z
    .union([z.literal("none"), z.object({ shape: shapeSchema, signed: z.boolean(), marked: z.boolean() })])
    .nullable(),
  /** How its records can be found again: asked for by a value, or only by reading through all of them. */
  search: z.enum(["where", "pages"]).nullable().default(null),
  /** Quotes, commas and letters outside ASCII in a cell. */
  quoting: readingSchema,
  byteOrderMark: readingSchema,
  crlf: readingSchema,
  jsonLines: readingSchema,
});
export type ProbeAnswers = z.infer<typeof probeAnswersSchema>;

/** The last run of the probe on a connection, and whether one is under way. */
export const probeStateSchema = z.object({
  /** When the run under way began. */
  runningSince: z.iso.datetime().nullable(),
  last: z
    .object({
      at: z.iso.datetime(),
      /** What it created records of; `null`: it only read. */
      objectName: z.string().nullable(),
      /** `null`: the program ended in the middle of it. */
      answers: probeAnswersSchema.nullable(),
      problems: z.array(z.string()),
    })
    .nullable(),
});
export type ProbeState = z.infer<typeof probeStateSchema>;

/** What a run is asked for. */
export const probeRequestSchema = z.object({
  /** What was typed to let it write on a live connection. */
  typedName: z.string().max(300).optional(),
  objectName: z.string().min(1).max(200).optional(),
});

/** What a run would do, said before it does anything. */
export const probePlanAnswer = z.object({
  plan: z.object({
    /** Whole sentences. */
    says: z.array(z.string()),
    /** What it would create records of; `null`: it only reads. */
    creates: z.object({ objectName: z.string(), records: z.number().int() }).nullable(),
    /** What has to be typed to let it write on a live connection. */
    nameToType: z.string(),
  }),
});

/** `POST …/probe`: `creates` says what the person agreed to, so that nothing is created that was not read. */
export const runProbeSchema = probeRequestSchema.extend({ creates: z.boolean() });
