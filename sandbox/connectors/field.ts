type FieldType = "string" | "number" | "boolean" | "date";

/** One attribute of an object, as the vendor enforces it and as the metadata tells it. */
export interface Field {
  /** Name in a CSV header: `email`, nested `main_address.city`, in a list `lines.line[*].unit_cost`. */
  path: string;
  type: FieldType;
  label?: string;
  required?: boolean;
  readOnly?: boolean;
  /** Taken on create, never shown again (a password). */
  writeOnly?: boolean;
  custom?: boolean;
  /** Two records may not share it; letters of either case are the same. */
  unique?: boolean;
  maxLength?: number;
  values?: readonly string[];
  /** Java date pattern. */
  mask?: string;
  integer?: boolean;
  decimals?: number;
  /** Name of the object whose record this number names. */
  refersTo?: string;
  /** What the vendor stores when nothing is sent. */
  initial?: string | number | boolean;
  /** Set by the vendor to the time of creation. */
  stamped?: boolean;
}

type Trait = Partial<Omit<Field, "path" | "type">>;

function field(type: FieldType, path: string, traits: Trait[]): Field {
  const made: Field = { path, type };
  for (const trait of traits) Object.assign(made, trait);
  return made;
}

export const text = (path: string, ...traits: Trait[]): Field => field("string", path, traits);
export const number = (path: string, ...traits: Trait[]): Field => field("number", path, traits);
export const flag = (path: string, ...traits: Trait[]): Field => field("boolean", path, traits);
export const date = (path: string, mask: string, ...traits: Trait[]): Field =>
  field("date", path, [{ mask }, ...traits]);

/** Several plain text fields, named in one line as the reference names them. */
export const texts = (paths: string, ...traits: Trait[]): Field[] =>
  paths.split(" ").map((path) => text(path, ...traits));
export const numbers = (paths: string, ...traits: Trait[]): Field[] =>
  paths.split(" ").map((path) => number(path, ...traits));

export const required: Trait = { required: true };
export const readOnly: Trait = { readOnly: true };
export const writeOnly: Trait = { writeOnly: true };
export const custom: Trait = { custom: true };
export const unique: Trait = { unique: true };
export const integer: Trait = { integer: true };
export const stamped: Trait = { readOnly: true, stamped: true };
export const max = (maxLength: number): Trait => ({ maxLength });
export const decimals = (places: number): Trait => ({ decimals: places });
export const labelled = (label: string): Trait => ({ label });
export const oneOf = (...values: string[]): Trait => ({ values });
export const initially = (initial: string | number | boolean): Trait => ({ initial });
export const refersTo = (object: string): Trait => ({ refersTo: object, integer: true });

/** The fields again, below a parent: `under("lines.line[*]", fields)`. */
export const under = (parent: string, fields: readonly Field[]): Field[] =>
  fields.map((each) => ({ ...each, path: `${parent}.${each.path}` }));
