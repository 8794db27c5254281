import "server-only";
import { createHash } from "node:crypto";
import type { Field } from "../api-contract/connections";
import type { SeenField } from "../database/job-tables";

/** What became of the fields of an object since they were last agreed to. */
export interface Drift {
  /** Nothing is sent before a person has agreed. */
  blocks: string[];
  /** Said, and sent all the same. */
  warns: string[];
}

/** What of the fields matters to a file with these columns: the columns themselves, and whatever is required. */
export function toSeen(fields: readonly Field[], header: readonly string[]): SeenField[] {
  const columns = new Set(header);
  return fields
    .filter(({ path, required }) => columns.has(path) || required === true)
    .map((field) => ({
      path: field.path,
      type: field.type,
      required: field.required,
      readOnly: field.readOnly,
      maxLength: field.maxLength ?? null,
      allowedValues: field.allowedValues?.map(({ value }) => value) ?? null,
    }));
}

/** Names a description of fields, whatever their order. */
export function hashFields(fields: readonly Field[]): string {
  const sorted = fields.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/**
 * What has changed for a file with these columns.
 * @param before as they were agreed to
 * @param after as they are; none at all is no answer, and nothing is concluded from it
 */
export function compareFields(
  before: readonly SeenField[],
  after: readonly SeenField[],
  header: readonly string[],
): Drift {
  const drift: Drift = { blocks: [], warns: [] };
  if (after.length === 0) return drift;
  const earlier = new Map(before.map((field) => [field.path, field]));
  const later = new Map(after.map((field) => [field.path, field]));
  const columns = new Set(header);
  for (const { path, required } of after)
    if (required === true && !columns.has(path) && earlier.get(path)?.required !== true)
      drift.blocks.push(`The field ${path} is required now, and the file does not have it`);
  for (const path of columns) {
    const was = earlier.get(path);
    if (!was) continue;
    const is = later.get(path);
    if (!is) drift.blocks.push(`The field ${path} is gone`);
    else compareField(was, is, drift);
  }
  return drift;
}

function compareField(was: SeenField, is: SeenField, { blocks, warns }: Drift): void {
  const name = `The field ${was.path}`;
  if (was.type !== is.type) blocks.push(`${name} was of type ${was.type} and is of type ${is.type}`);
  if (is.readOnly === true && was.readOnly !== true) blocks.push(`${name} can no longer be written`);
  const gone = (was.allowedValues ?? []).filter((value) => is.allowedValues?.includes(value) === false);
  if (gone.length > 0) blocks.push(`${name} no longer takes ${listed(gone)}`);
  if (was.allowedValues === null && is.allowedValues !== null)
    blocks.push(`${name} takes only certain values now`);
  if (is.maxLength !== null && (was.maxLength === null || is.maxLength < was.maxLength))
    warns.push(`${name} takes at most ${is.maxLength} characters now`);
}

const mostListed = 5;

function listed(values: readonly string[]): string {
  const shown = values.slice(0, mostListed).map((value) => `“${value}”`);
  const more = values.length - shown.length;
  return more > 0 ? `${shown.join(", ")} and ${more} more` : shown.join(", ");
}
