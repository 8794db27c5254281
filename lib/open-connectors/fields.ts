import "server-only";
import type { Field } from "@/lib/api-contract/connections";
import { readAllowedValues } from "./allowed-values";
import { unusableAnswer } from "./errors";
import { toLabel } from "./field-label";
import { readFieldType } from "./field-type";
import type { CallInstance } from "./instance-calls";
import type { Limits } from "./limits";
import { toPlainWords } from "./plain-words";
import { fieldSchema, metadataSchema, type WireField } from "./wire";

/**
 * The fields of an object, every tolerated form made one. Open Connectors reference, field metadata.
 * @throws UpstreamError `not_found` for an object the connection does not know
 */
export async function readFields(
  call: CallInstance,
  limits: Limits,
  connectionId: string,
  objectName: string,
): Promise<Field[]> {
  const named = toPlainWords(objectName, 100);
  const subject = {
    deed: `describe the fields of “${named}”`,
    secrets: "connection",
    missing: `This connection has no object “${named}”. It may have been renamed or removed; choose another one.`,
  } as const;
  const { body } = await call(connectionId, {
    segments: ["objects", objectName, "metadata"],
    subject,
    maxBytes: limits.listBytes,
  });
  const metadata = metadataSchema.safeParse(body);
  if (!metadata.success) throw unusableAnswer(subject, "something that is not a list of fields");
  return toFields(metadata.data);
}

/** Items without any path are no fields; of two items with one path, the second only adds what the first leaves open. */
export function toFields(items: readonly unknown[]): Field[] {
  const fields = new Map<string, Field>();
  for (const item of items) {
    const wire = fieldSchema.safeParse(item).data;
    if (!wire || wire.path === null) continue;
    const field = toField(wire, wire.path);
    const earlier = fields.get(wire.path);
    fields.set(wire.path, earlier ? merge(earlier, field) : field);
  }
  return [...fields.values()];
}

function toField(wire: WireField, path: string): Field {
  const { type, mask } = readFieldType(wire);
  const label = wire.label === null ? toLabel(path) : toPlainWords(wire.label, 200);
  const allowedValues = wire.areChoicesBinding ? readAllowedValues(wire.choices) : undefined;
  return {
    path,
    label: label === "" ? path : label,
    type,
    required: wire.required,
    readOnly: isReadOnly(wire),
    ...(mask === null ? {} : { mask }),
    ...(wire.maxLength === null || wire.maxLength === 0 ? {} : { maxLength: wire.maxLength }),
    ...(allowedValues === undefined ? {} : { allowedValues }),
    ...(wire.description === null ? {} : { description: toPlainWords(wire.description, 1_000) }),
  };
}

/** Never writable, or not when a record is made. A missing flag is no answer: the other one decides, or nobody does. */
function isReadOnly({ isMarkedReadOnly, isCreatable }: WireField): boolean | null {
  if (isMarkedReadOnly === true || isCreatable === false) return true;
  return isMarkedReadOnly === null && isCreatable === null ? null : false;
}

function merge(first: Field, second: Field): Field {
  return {
    ...second,
    ...first,
    type: first.type === "unknown" ? second.type : first.type,
    required: first.required ?? second.required,
    readOnly: first.readOnly ?? second.readOnly,
  };
}
