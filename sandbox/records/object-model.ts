import type { ObjectSpec } from "../connectors/connector";
import type { Field } from "../connectors/field";

/** An object's fields, sorted once for the checks that run for every record. */
export interface ObjectModel {
  spec: ObjectSpec;
  fields: ReadonlyMap<string, Field>;
  required: readonly Field[];
  /** Required within each item of a list that has items: the form of an item's path, and the field's path below it. */
  requiredInLists: readonly { item: RegExp; below: string }[];
  unique: readonly Field[];
  initial: readonly (Field & { initial: string | number | boolean })[];
  stamped: readonly Field[];
  writeOnly: readonly string[];
}

const hasInitial = (field: Field): field is Field & { initial: string | number | boolean } =>
  field.initial !== undefined;

/** `lines[*]` → what `lines[0]`, `lines[1]` … begin with. */
const itemForm = (list: string): RegExp =>
  new RegExp(`^${list.replace(/[.[\]]/g, "\\$&").replaceAll("*", "\\d+")}`);

export function createObjectModel(spec: ObjectSpec): ObjectModel {
  const required = spec.fields.filter((field) => field.required);
  return {
    spec,
    fields: new Map(spec.fields.map((field) => [field.path, field])),
    required: required.filter((field) => !field.path.includes("[*]")),
    requiredInLists: required
      .filter((field) => field.path.includes("[*]"))
      .map(({ path }) => {
        const list = path.slice(0, path.lastIndexOf("[*]") + 3);
        return { item: itemForm(list), below: path.slice(list.length) };
      }),
    unique: spec.fields.filter((field) => field.unique),
    initial: spec.fields.filter(hasInitial),
    stamped: spec.fields.filter((field) => field.stamped),
    writeOnly: spec.fields.filter((field) => field.writeOnly).map((field) => field.path),
  };
}
