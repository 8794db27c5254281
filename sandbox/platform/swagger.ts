import type { Connector, ObjectSpec } from "../connectors/connector";
import type { Field } from "../connectors/field";
import { formatOf } from "../connectors/metadata";

type Schema = Record<string, unknown>;

const swaggerTypes = { string: "string", number: "number", boolean: "boolean", date: "string" } as const;

function schemaOf(field: Field): Schema {
  return {
    type: field.integer ? "integer" : swaggerTypes[field.type],
    format: formatOf(field),
    maxLength: field.maxLength,
    enum: field.values,
    readOnly: field.readOnly,
    "x-mask": field.mask,
  };
}

/** Fields by the first name of their path, the rest of the path being theirs below it. */
function grouped(fields: readonly Field[]): Map<string, Field[]> {
  const groups = new Map<string, Field[]>();
  for (const field of fields) {
    const [name = ""] = field.path.split(".");
    const rest = { ...field, path: field.path.slice(name.length + 1) };
    groups.set(name, [...(groups.get(name) ?? []), rest]);
  }
  return groups;
}

/** Nested as the record is: `a.b` an object, `a[*].b` a list of objects. */
function objectSchema(fields: readonly Field[]): Schema {
  const groups = [...grouped(fields)];
  const properties = groups.map(([name, below]): [string, Schema] => {
    const [only] = below;
    const schema = only && only.path === "" ? schemaOf(only) : objectSchema(below);
    return name.endsWith("[*]") ? [name.slice(0, -3), { type: "array", items: schema }] : [name, schema];
  });
  const required = groups.flatMap(([name, [only]]) => (only?.path === "" && only.required ? name : []));
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    ...(required.length > 0 ? { required } : {}),
  };
}

function definitionsOf(object: ObjectSpec): [string, Schema][] {
  const shown = object.fields.filter(({ writeOnly }) => !writeOnly);
  // What is answered promises nothing; what is sent has its required fields.
  const answered = { ...objectSchema(shown.map((field) => ({ ...field, required: false }))) };
  const marks = {
    "x-primary-key": [object.idField],
    "x-has-customfields": object.fields.some(({ custom }) => custom),
  };
  const whole: [string, Schema] = [object.name, { ...answered, ...marks }];
  if (object.readOnly) return [whole];
  const sent = objectSchema(object.fields.filter(({ readOnly }) => !readOnly));
  return [whole, [`${object.name}Post`, { ...sent, ...marks }]];
}

function pathsOf({ name, readOnly }: ObjectSpec): [string, Schema][] {
  const one = { $ref: `#/definitions/${name}` };
  const answer = (schema: Schema) => ({ responses: { "200": { description: "OK", schema } } });
  const body = {
    parameters: [{ name: "body", in: "body", required: true, schema: { $ref: `#/definitions/${name}Post` } }],
  };
  const id = { parameters: [{ name: "id", in: "path", required: true, type: "string" }] };
  const create = { post: { operationId: `create${name}`, ...body, ...answer(one) } };
  const change = {
    patch: { operationId: `update${name}ById`, ...answer(one) },
    delete: { operationId: `delete${name}ById`, ...answer({}) },
  };
  return [
    [
      `/${name}`,
      {
        get: { operationId: `get${name}`, ...answer({ type: "array", items: one }) },
        ...(readOnly ? {} : create),
      },
    ],
    [
      `/${name}/{id}`,
      { ...id, get: { operationId: `get${name}ById`, ...answer(one) }, ...(readOnly ? {} : change) },
    ],
  ];
}

/** Swagger 2.0 of objects of a connector (Open Connectors reference, object docs). */
export const swaggerOf = (connector: Connector, objects: readonly ObjectSpec[]): Schema => ({
  swagger: "2.0",
  info: { version: "api-v2", title: connector.key },
  basePath: "/elements/api-v2",
  consumes: ["application/json"],
  produces: ["application/json"],
  paths: Object.fromEntries(objects.flatMap(pathsOf)),
  definitions: Object.fromEntries(objects.flatMap(definitionsOf)),
});
