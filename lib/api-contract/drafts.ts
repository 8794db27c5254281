import { z } from "./zod";

/** What of a file tells it from others. Its rows are not among it. */
export const draftFileSchema = z.object({
  name: z.string().max(1000),
  sizeBytes: z.number().int().nonnegative(),
  /** Of its bytes, as `source.sha256` of a job; `null`: it was not read to its end. */
  sha256: z.string().max(200).nullable(),
  /** Data rows. */
  rows: z.number().int().nonnegative(),
  /** Names of its columns, in their order. */
  columns: z.array(z.string().max(10_000)).max(5_000),
});
export type DraftFile = z.infer<typeof draftFileSchema>;

/** The steps an unfinished import can stand at. */
export const draftSteps = ["file", "map", "check", "send"] as const;

/** An unfinished import as it is kept: all that was chosen, and no row. */
export const draftContentSchema = z.object({
  connectionId: z.string().min(1).max(200),
  connectionName: z.string().max(1000),
  connectorKey: z.string().max(200),
  objectName: z.string().min(1).max(200),
  file: draftFileSchema,
  /** What a person chose of how it is read. */
  reading: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  step: z.enum(draftSteps),
  /** As `lib/kept-mapping` writes it; `null` before Map. Who reads it looks whether it can. */
  mapping: z.unknown(),
  policy: z.string().max(50).nullable(),
  /** The saved layout it began with. */
  layout: z.object({ id: z.string().max(200), name: z.string().max(200) }).nullable(),
});
export type DraftContent = z.infer<typeof draftContentSchema>;

/** Edits of rows hold what the rows hold: they are kept only when a person chose so, and not for long. */
const draftEdits = z.custom<NonNullable<unknown>>(
  (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  "an object is expected",
);

/** `POST /api/drafts`. The page names it, so that asking twice makes one. */
export const createDraftSchema = z.object({
  id: z.uuid(),
  content: draftContentSchema,
  writer: z.string().max(100),
});

/** `PATCH /api/drafts/{id}`. What is left out stays as it is; `edits: null` takes them away. */
export const saveDraftSchema = z.object({
  /** The one that is changed. Another one was written by somebody else. */
  version: z.number().int().positive(),
  /** Names the page that writes, so that it knows its own writing when an answer was lost. */
  writer: z.string().max(100),
  content: draftContentSchema.optional(),
  edits: draftEdits.nullable().optional(),
});
export type SaveDraft = z.input<typeof saveDraftSchema>;

/** `POST /api/drafts/{id}/handover`. */
export const handOverSchema = z.object({
  version: z.number().int().positive(),
  personId: z.string().min(1).max(200),
  /** Edits that are kept go along; otherwise they are removed. */
  withEdits: z.boolean(),
});

/** One line of the list. */
export const draftSummarySchema = z.object({
  id: z.string(),
  version: z.number().int(),
  connectionId: z.string(),
  connectionName: z.string(),
  connectorKey: z.string(),
  objectName: z.string(),
  file: draftFileSchema.omit({ columns: true }),
  step: z.enum(draftSteps),
  createdAt: z.iso.datetime(),
  savedAt: z.iso.datetime(),
  /** Who gave it to the person who asks; `null`: it is their own. */
  handedBy: z.string().nullable(),
  /** Until when edits are kept; `null`: none are. */
  editsUntil: z.iso.datetime().nullable(),
});
export type DraftSummary = z.infer<typeof draftSummarySchema>;

export const draftSchema = draftSummarySchema.extend({
  /** The page that wrote it last. */
  writer: z.string(),
  content: draftContentSchema,
  /** As the page kept them; `null`: they are not kept. */
  edits: z.unknown(),
});
export type KeptDraft = z.infer<typeof draftSchema>;

export const draftsAnswer = z.object({ drafts: z.array(draftSummarySchema) });
export const draftAnswer = z.object({ draft: draftSchema });
export const draftSavedAnswer = z.object({ draft: draftSummarySchema });

/** People an unfinished import can be handed to. */
export const colleaguesAnswer = z.object({
  colleagues: z.array(z.object({ id: z.string(), name: z.string() })),
});
export type Colleague = z.infer<typeof colleaguesAnswer>["colleagues"][number];

/** `GET /api/jobs/same-file`: where a file was sent, and who prepares it. */
export const sameFileQuery = z.object({
  connection: z.string().min(1).max(200),
  object: z.string().min(1).max(200),
  sha256: z.string().min(1).max(200),
});
export const sameFileAnswer = z.object({
  /** The last import it went into. */
  sent: z
    .object({ jobId: z.string(), number: z.number().int(), at: z.iso.datetime(), by: z.string() })
    .nullable(),
  /** Unfinished imports of it; `id` only of those of the person who asks. */
  prepared: z.array(
    z.object({ id: z.string().nullable(), at: z.iso.datetime(), by: z.string(), isMine: z.boolean() }),
  ),
});
export type SameFile = z.infer<typeof sameFileAnswer>;
