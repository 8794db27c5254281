import type { Mapping } from "@/lib/mapping/mapping";
import { z } from "./zod";

const text = z.string().max(10_000);
const column = z.number().int().nonnegative().max(16_383);

const reasonSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["same_name", "synonym", "values", "chosen"]) }),
  z.strictObject({ kind: z.literal("similar"), percent: z.number() }),
  z.strictObject({ kind: z.literal("before"), words: z.string().max(300) }),
]);

const sourceSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("column"), column }),
  z.strictObject({
    kind: z.literal("columns"),
    columns: z.array(column).min(1).max(50),
    separator: text,
    skipBlanks: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("constant"), value: text }),
]);

const dateFormatSchema = z.union([
  z.strictObject({ order: z.enum(["dmy", "mdy"]), pivot: z.number().int().min(0).max(99) }),
  z.strictObject({ order: z.literal("serial"), system: z.union([z.literal(1900), z.literal(1904)]) }),
]);

const amountFormatSchema = z.strictObject({
  decimal: z.enum([".", ","]),
  credit: z.enum(["negative", "positive"]).nullable(),
});

const stepSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("trim"), inside: z.boolean() }),
  z.strictObject({ kind: z.literal("case"), to: z.enum(["upper", "lower", "title", "sentence"]) }),
  z.strictObject({
    kind: z.literal("date"),
    read: dateFormatSchema,
    write: z.string().min(1).max(100).nullable(),
  }),
  z.strictObject({
    kind: z.literal("number"),
    read: amountFormatSchema,
    percent: z.enum(["keep", "fraction"]),
  }),
  z.strictObject({
    kind: z.literal("split"),
    by: text,
    take: z.union([z.number().int().min(1).max(1000), z.enum(["first", "last", "rest"])]),
    missing: z.enum(["stop", "blank"]),
  }),
  z.strictObject({
    kind: z.literal("replace"),
    find: text,
    by: text,
    matchCase: z.boolean(),
    wholeCell: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("fill_above") }),
  z.strictObject({
    kind: z.literal("pad"),
    length: z.number().int().min(1).max(1000),
    with: z.string().refine((value) => [...value].length === 1, "one character is expected"),
    side: z.enum(["start", "end"]),
  }),
  z.strictObject({ kind: z.literal("default"), value: text }),
]);

export const stepsSchema = z
  .array(stepSchema)
  .max(50)
  .refine((steps) => steps.filter(({ kind }) => kind === "fill_above").length <= 1, {
    error: "blanks are filled from above once at the most",
  });

const fateSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("value"), value: text }),
  z.strictObject({ kind: z.enum(["as_is", "blank", "stop"]) }),
]);

export const valueMapSchema = z.strictObject({
  pairs: z
    .array(z.strictObject({ from: text, to: fateSchema }))
    .max(1000)
    .refine((pairs) => new Set(pairs.map(({ from }) => from)).size === pairs.length, {
      error: "each value stands in the list once",
    }),
  others: z.enum(["as_is", "blank", "stop"]),
});

/**
 * A mapping as it is kept, in version 1. Strict: what it does not know is refused, so that nothing is left out silently
 * when a mapping of a later version is read. Columns are positions in the file it was made for.
 */
export const keptMappingSchema = z
  .strictObject({
    version: z.literal(1),
    entries: z
      .array(
        z.strictObject({
          field: z.string().min(1).max(1000),
          source: sourceSchema,
          reason: reasonSchema,
          steps: stepsSchema.optional(),
          values: valueMapSchema.optional(),
        }),
      )
      .max(16_384)
      .refine((entries) => new Set(entries.map(({ field }) => field)).size === entries.length, {
        error: "each field is fed once",
      }),
    ignored: z.array(column).max(16_384).optional(),
    mode: z.enum(["create", "upsert"]).optional(),
    key: z.string().min(1).max(1000).optional(),
  })
  .refine(({ mode, key }) => mode !== "upsert" || key !== undefined, {
    error: "records are updated by a key",
  });
export type KeptMapping = z.infer<typeof keptMappingSchema>;
export type KeptStep = z.infer<typeof stepSchema>;
export type KeptValueMap = z.infer<typeof valueMapSchema>;

/** A mapping to keep as JSON. */
export function toKept(mapping: Mapping): KeptMapping {
  return { version: 1, ...mapping };
}

/** The mapping that was kept. */
export function ofKept({ version: _, ...mapping }: KeptMapping): Mapping {
  return mapping;
}
