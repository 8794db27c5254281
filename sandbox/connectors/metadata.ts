import type { ObjectSpec } from "./connector";
import type { Field } from "./field";

const formats = { string: undefined, number: "double", boolean: undefined, date: "date-time" } as const;

/** `analysis_code_1` → "Analysis code 1", for fields whose vendor label is not known. */
function labelOf(field: Field): string {
  const words = (field.path.split(".").at(-1) ?? field.path).replaceAll("_", " ");
  return field.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

export const formatOf = (field: Field): string | undefined =>
  field.integer ? "int64" : field.mask === "yyyy-MM-dd" ? "date" : formats[field.type];

/** How a connection tells flags and date patterns. */
export interface MetadataForm {
  metadataFlags: "booleans" | "strings" | "omitted";
  metadataMask: "mask" | "type";
}

function flagsOf(
  object: ObjectSpec,
  field: Field,
  form: MetadataForm["metadataFlags"],
): Record<string, unknown> {
  const writable = object.readOnly !== true && field.readOnly !== true;
  const flags = {
    vendorRequired: field.required === true,
    vendorReadOnly: !writable,
    createable: writable,
    updateable: writable,
    filterable: true,
    custom: field.custom === true,
  };
  switch (form) {
    case "booleans":
      return flags;
    case "strings":
      return Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, String(flag)]));
    case "omitted":
      return {};
  }
}

/** One field as `GET /objects/{name}/metadata` tells it (Open Connectors reference, field metadata). */
export function fieldMetadata(object: ObjectSpec, field: Field, form: MetadataForm): Record<string, unknown> {
  const maskAsType = form.metadataMask === "type" && field.mask !== undefined;
  return {
    type: maskAsType ? field.mask : field.type,
    vendorPath: field.path,
    vendorDisplayName: labelOf(field),
    vendorNativeType: field.values ? "picklist" : field.type,
    ...flagsOf(object, field, form.metadataFlags),
    mask: maskAsType ? undefined : field.mask,
    format: formatOf(field),
    length: field.maxLength,
    primaryKey: field.path === object.idField ? true : undefined,
    reference: field.refersTo,
    picklistValues: field.values?.map((value) => ({ value, label: value, active: true })),
    restrictedPicklist: field.values ? true : undefined,
  };
}
