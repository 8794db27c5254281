import type { FlatRecord } from "../connectors/connector";

const isBlank = (value: unknown) =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The path as field metadata names it: `lines.line[0].name` → `lines.line[*].name`. */
export const specPath = (path: string): string =>
  path.includes("[") ? path.replace(/\[\d+\]/g, "[*]") : path;

/** A column header names the first item of a list: `lines.line[*].name` → `lines.line[0].name`. */
export const firstItemPath = (header: string): string => header.replaceAll("[*]", "[0]");

/**
 * A row of a CSV file, under concrete paths. The reference does not say what an empty cell means: usually this stand-in
 * takes it as "not given" and leaves it out.
 */
export function fromCells(paths: readonly string[], cells: readonly string[], keepEmpty = false): FlatRecord {
  const record = new Map<string, unknown>();
  for (const [index, path] of paths.entries()) {
    const cell = cells[index];
    if (cell !== undefined && (keepEmpty || !isBlank(cell))) record.set(path, cell);
  }
  return record;
}

/** A JSON record, nested as the vendor nests it, under concrete paths. */
export function fromNested(
  value: unknown,
  path = "",
  record = new Map<string, unknown>(),
): Map<string, unknown> {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) fromNested(item, `${path}[${index}]`, record);
  } else if (isObject(value)) {
    for (const [name, item] of Object.entries(value))
      fromNested(item, path === "" ? name : `${path}.${name}`, record);
  } else if (!isBlank(value)) {
    record.set(path, value);
  }
  return record;
}

/** The paths that a JSON record sets to null, in order to take a value away. */
export function clearedIn(value: unknown, path = ""): string[] {
  if (value === null) return [path];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    clearedIn(item, path === "" ? name : `${path}.${name}`),
  );
}

/** The opposite of {@link fromNested}. */
export function toNested(record: FlatRecord): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of record) place(root, path.match(/[^.[\]]+/g) ?? [], value);
  return root;
}

function place(root: Record<string, unknown>, steps: readonly string[], value: unknown): void {
  let at: Record<string, unknown> | unknown[] = root;
  for (const [index, step] of steps.entries()) {
    const key = Array.isArray(at) ? Number(step) : step;
    const next = steps[index + 1];
    const held: unknown = Reflect.get(at, key);
    if (next === undefined) {
      Reflect.set(at, key, value);
    } else if (isObject(held) || Array.isArray(held)) {
      at = held;
    } else {
      const made: Record<string, unknown> | unknown[] = /^\d+$/.test(next) ? [] : {};
      Reflect.set(at, key, made);
      at = made;
    }
  }
}
