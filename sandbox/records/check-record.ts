import type { FlatRecord, Problem } from "../connectors/connector";
import { specPath } from "./flat-record";
import type { ObjectModel } from "./object-model";
import { type Scalar, takeValue } from "./value";

/** What the checks must know about the records that are already there. */
export interface Lookups {
  exists(object: string, id: number): boolean;
  /** What one record of an object is called. */
  singular(object: string): string;
  isTaken(path: string, value: string): boolean;
}

export interface Checked {
  problems: Problem[];
  /** The values to store, typed; read-only and unknown fields are left out, as vendors ignore them. */
  values: Map<string, Scalar>;
}

/** Holds one record against everything the vendor enforces. */
export function checkRecord(model: ObjectModel, record: FlatRecord, lookups: Lookups): Checked {
  const { spec } = model;
  if (spec.readOnly) {
    return {
      problems: [{ field: null, message: `a ${spec.singular} can be read but not created` }],
      values: new Map(),
    };
  }
  const checked: Checked = { problems: missing(model, record), values: new Map() };
  for (const [path, raw] of record) {
    const field = model.fields.get(specPath(path));
    if (!field || field.readOnly) continue;
    const taken = takeValue(field, raw);
    if ("complaint" in taken) {
      checked.problems.push({ field: path, message: taken.complaint });
      continue;
    }
    checked.values.set(path, taken.value);
    const { refersTo } = field;
    if (refersTo && !lookups.exists(refersTo, Number(taken.value))) {
      checked.problems.push({
        field: path,
        message: `no ${lookups.singular(refersTo)} with id ${taken.value} exists`,
      });
    }
  }
  for (const { path } of model.unique) {
    const value = checked.values.get(path);
    if (value !== undefined && lookups.isTaken(path, String(value))) {
      checked.problems.push({
        field: path,
        message: `a ${spec.singular} with ${path} ${value} already exists`,
      });
    }
  }
  if (spec.check) checked.problems.push(...spec.check(record));
  return checked;
}

const isMissing = (record: FlatRecord, path: string) => (record.get(path) ?? "") === "";

function missing(model: ObjectModel, record: FlatRecord): Problem[] {
  const message = "a value is required";
  const problems = model.required
    .filter((field) => isMissing(record, field.path))
    .map((field): Problem => ({ field: field.path, message }));
  for (const { item, below } of model.requiredInLists) {
    const items = new Set([...record.keys()].flatMap((path) => item.exec(path)?.[0] ?? []));
    for (const path of items) {
      if (isMissing(record, path + below)) problems.push({ field: path + below, message });
    }
  }
  return problems;
}
