import { Refusal } from "../http/reply";
import { fromNested, specPath, toNested } from "./flat-record";
import type { ObjectModel } from "./object-model";
import type { StoredRecord } from "./object-store";
import { valuesAt } from "./values-at";

/** Makes a record as it is answered. */
export type Shape = (record: StoredRecord) => StoredRecord;

/** `fields=a,b.c`: these and nothing else, a parent standing for all below it. Null: everything. */
function selection(query: URLSearchParams): readonly string[] | null {
  const names = (query.get("fields") ?? "").split(",").map((name) => name.trim());
  const given = names.filter((name) => name !== "");
  return given.length > 0 ? given : null;
}

function selected(record: StoredRecord, names: readonly string[]): StoredRecord {
  const kept = [...fromNested(record)].filter(([path]) => {
    const plain = specPath(path);
    return names.some(
      (name) => plain === name || plain.startsWith(`${name}.`) || plain.startsWith(`${name}[`),
    );
  });
  return toNested(new Map(kept));
}

/**
 * How records of an object are answered: narrowed to the `fields` asked for, and, for an instance with
 * `filter.response.nulls=false`, with a null for every field that has no value (Open Connectors reference, nulls).
 */
export function shapeFor(query: URLSearchParams, model: ObjectModel, showNulls: boolean): Shape {
  const names = selection(query);
  const nulls = showNulls ? [...model.fields.keys()].filter((path) => !/[.[]/.test(path)) : [];
  const shown = names ? nulls.filter((path) => names.includes(path)) : nulls;
  const hidden = new Set(model.writeOnly);
  return (record) => {
    const kept = names ? selected(record, names) : record;
    if (!showNulls) return kept;
    const empty = shown.filter((path) => !hidden.has(path) && !(path in kept));
    return { ...kept, ...Object.fromEntries(empty.map((path) => [path, null])) };
  };
}

export interface Order {
  path: string;
  /** 1 rising, -1 falling. */
  direction: 1 | -1;
}

/** @throws Refusal 400 when `orderBy` is not `field`, `field asc` or `field desc` */
export function orderOf(query: URLSearchParams): Order | null {
  const written = query.get("orderBy")?.trim();
  if (!written) return null;
  const [, path, direction] = /^(\S+?)(?:\s+(asc|desc))?$/i.exec(written) ?? [];
  if (path === undefined) throw new Refusal(400, `Error parsing orderBy: "${written}" is not understood`);
  return { path, direction: direction?.toLowerCase() === "desc" ? -1 : 1 };
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a) < String(b) ? -1 : 1;
}

/** The first `count` of everything added, in order; no more than twice as many are held meanwhile. */
export class Sorted {
  readonly #order: Order;
  readonly #count: number;
  #held: { key: unknown; at: number; record: StoredRecord }[] = [];
  #added = 0;

  constructor(order: Order, count: number) {
    this.#order = order;
    this.#count = count;
  }

  add(record: StoredRecord): void {
    this.#held.push({ key: valuesAt(record, this.#order.path)[0], at: this.#added, record });
    this.#added += 1;
    if (this.#held.length >= this.#count * 2 + 1000) this.#cut();
  }

  /** How many were added. */
  get added(): number {
    return this.#added;
  }

  records(): StoredRecord[] {
    this.#cut();
    return this.#held.map(({ record }) => record);
  }

  #cut(): void {
    const { direction } = this.#order;
    this.#held.sort((a, b) => compare(a.key, b.key) * direction || a.at - b.at);
    this.#held.length = Math.min(this.#held.length, this.#count);
  }
}
