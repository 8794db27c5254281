import { z } from "./zod";

export const connectionSchema = z.object({
  id: z.string(),
  name: z.string(),
  connector: z.object({ key: z.string(), name: z.string() }),
  /** `false` when the instance is disabled or invalid upstream; `reason` then says so in words. */
  usable: z.boolean(),
  reason: z.string().optional(),
  tags: z.array(z.string()),
});
export type Connection = z.infer<typeof connectionSchema>;
export const connectionsAnswer = z.object({ connections: z.array(connectionSchema) });

export const objectSchema = z.object({ name: z.string() });
export type ConnectorObject = z.infer<typeof objectSchema>;
export const objectsAnswer = z.object({ objects: z.array(objectSchema) });

/** Field types after normalising. `unknown` is an answer: the upstream did not say. */
export const fieldTypes = [
  "string",
  "number",
  "integer",
  "boolean",
  "date",
  "object",
  "array",
  "unknown",
] as const;
export type FieldType = (typeof fieldTypes)[number];

export const fieldSchema = z.object({
  /** What stands in the header of the file sent: `vendorPath`, such as `email` or `lines.line[*].unit_cost`. */
  path: z.string(),
  label: z.string(),
  type: z.enum(fieldTypes),
  /** `null`: the upstream did not say. */
  required: z.boolean().nullable(),
  readOnly: z.boolean().nullable(),
  /** Java date pattern, such as `yyyy-MM-dd`. */
  mask: z.string().optional(),
  maxLength: z.number().int().optional(),
  allowedValues: z.array(z.object({ value: z.string(), label: z.string().optional() })).optional(),
  description: z.string().optional(),
});
export type Field = z.infer<typeof fieldSchema>;
export const fieldsAnswer = z.object({ fields: z.array(fieldSchema) });
