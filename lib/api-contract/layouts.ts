import { keptMappingSchema } from "./mapping";
import { z } from "./zod";

/**
 * All a saved layout holds. Its mapping names columns by their place in `columns`; a file with the same set of names in
 * another order is mapped by the names.
 */
export const layoutContentSchema = z.object({
  columns: z.array(z.string().max(10_000)).min(1).max(5_000),
  mapping: keptMappingSchema,
  /** What a person chose of how the file is read. */
  reading: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  policy: z.string().max(50),
  /** Fields whose constant is asked for each time; `mapping` does not feed them. */
  ask: z.array(z.string().min(1).max(1000)).max(1_000),
  /** Paths of the fields that were required when it was saved. */
  required: z.array(z.string().max(1000)).max(10_000),
});
export type LayoutContent = z.infer<typeof layoutContentSchema>;

const layoutName = z.string().trim().min(1).max(120);

/** `POST /api/layouts`. The page names it, so that asking twice makes one. */
export const createLayoutSchema = z.object({
  id: z.uuid(),
  connectorKey: z.string().min(1).max(200),
  objectName: z.string().min(1).max(200),
  headerSet: z.string().regex(/^[0-9a-f]{64}$/),
  name: layoutName,
  content: layoutContentSchema,
});

/** `PATCH /api/layouts/{id}`: another name, or another content in place of the one of `version`. */
export const changeLayoutSchema = z.union([
  z.strictObject({ name: layoutName }),
  z.strictObject({
    version: z.number().int().positive(),
    headerSet: z.string().regex(/^[0-9a-f]{64}$/),
    content: layoutContentSchema,
  }),
]);

export const layoutSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  name: z.string(),
  headerSet: z.string(),
  savedAt: z.iso.datetime(),
  savedBy: z.string(),
  /** Whether the person who asks may rename and delete it, and save over it. */
  isMine: z.boolean(),
  /** `null`: it was saved by another version of the program, and cannot be read any more. */
  content: layoutContentSchema.nullable(),
});
export type SavedLayout = z.infer<typeof layoutSchema>;

/** How a file with these columns was mapped in the last import of such a file that finished. */
export const rememberedSchema = z.object({
  jobId: z.string(),
  number: z.number().int(),
  at: z.iso.datetime(),
  by: z.string(),
  isMine: z.boolean(),
  columns: z.array(z.string()),
  mapping: keptMappingSchema,
});
export type RememberedMapping = z.infer<typeof rememberedSchema>;

/** `GET /api/layouts`. */
export const layoutsQuery = z.object({
  connector: z.string().min(1).max(200),
  object: z.string().min(1).max(200),
  headerSet: z.string().regex(/^[0-9a-f]{64}$/),
});
export const layoutsAnswer = z.object({
  /** Of this object, whatever their columns, by name. */
  layouts: z.array(layoutSchema),
  /** The person's own last one, else the team's. */
  remembered: rememberedSchema.nullable(),
});
export type KnownLayouts = z.infer<typeof layoutsAnswer>;
export const layoutAnswer = z.object({ layout: layoutSchema });
