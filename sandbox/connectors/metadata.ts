import type { Connector, ObjectSpec } from "./connector";
import type { Field } from "./field";

const formats = { string: undefined, number: "double", boolean: undefined, date: "date-time" } as const;

/** `analysis_code_1` → "Analysis code 1", for fields whose vendor label is not known. */
function labelOf(field: Field): string {
  const words = (field.path.split(".").at(-1) ?? field.path).replaceAll("_", " ");
  return field.label ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** One field as `GET /objects/{name}/metadata` tells it (Open Connectors reference, field metadata). */
export function fieldMetadata(object: ObjectSpec, field: Field): Record<string, unknown> {
  const writable = object.readOnly !== true && field.readOnly !== true;
  return {
    type: field.type,
    vendorPath: field.path,
    vendorDisplayName: labelOf(field),
    vendorNativeType: field.values ? "picklist" : field.type,
    vendorRequired: field.required === true,
    vendorReadOnly: !writable,
    createable: writable,
    updateable: writable,
    filterable: true,
    custom: field.custom === true,
    mask: field.mask,
    format: field.integer ? "int64" : field.mask === "yyyy-MM-dd" ? "date" : formats[field.type],
    length: field.maxLength,
    primaryKey: field.path === object.idField ? true : undefined,
    reference: field.refersTo,
    picklistValues: field.values?.map((value) => ({ value, label: value, active: true })),
    restrictedPicklist: field.values ? true : undefined,
  };
}

/** `GET /elements/{key}/metadata` (Open Connectors reference, connector capabilities). */
export function connectorMetadata(connector: Connector): Record<string, unknown> {
  return {
    id: connector.elementId,
    key: connector.key,
    name: connector.name,
    hub: connector.hub,
    bulk: { upload: true, download: false },
    discovery: { basic: true, enhanced: true },
    events: { supported: false },
    resources: connector.objects.map((object) => ({ path: `/${object.name}`, canonicalName: object.name })),
  };
}
