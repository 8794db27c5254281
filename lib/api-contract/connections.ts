import { z } from "./zod";

/** Where rows are written to: real books, or a system for trying things out. What nobody marked is live. */
export const environmentSchema = z.enum(["live", "test"]);
export type Environment = z.infer<typeof environmentSchema>;

export const connectionSchema = z.object({
  id: z.string(),
  /** As an administrator named it here, else as Open Connectors does. */
  name: z.string(),
  upstreamName: z.string(),
  environment: environmentSchema,
  /** The company at the other end and its site, as the instance's configuration names them. */
  company: z.string().nullable(),
  address: z.string().nullable(),
  /** Whether the upstream was asked for them yet. */
  isCompanyRead: z.boolean(),
  health: z.object({
    /** When a call on it last succeeded. */
    workedAt: z.iso.datetime().nullable(),
    /** When one last failed for a reason that lies with the connection, and that reason in words. */
    failedAt: z.iso.datetime().nullable(),
    failure: z.string().nullable(),
  }),
  /** When the person who asks last loaded something there. */
  usedAt: z.iso.datetime().nullable(),
  connector: z.object({ key: z.string(), name: z.string() }),
  /** `false` when the instance is disabled or invalid upstream; `reason` then says so in words. */
  usable: z.boolean(),
  reason: z.string().optional(),
  tags: z.array(z.string()),
});
export type Connection = z.infer<typeof connectionSchema>;
export const connectionsAnswer = z.object({ connections: z.array(connectionSchema) });

/** `creatable` is `false` where the connector says that no records can be created; `null`: it does not say. */
export const objectSchema = z.object({
  name: z.string(),
  creatable: z.boolean().nullable(),
  /** When the person who asks last loaded it. */
  usedAt: z.iso.datetime().nullable(),
});
export type ConnectionObject = z.infer<typeof objectSchema>;
/** An object as the upstream lists it. */
export type ConnectorObject = Pick<ConnectionObject, "name">;
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
