import type { FlatRecord, ObjectSpec, Problem } from "../connectors/connector";
import { checkRecord, type Lookups } from "./check-record";
import { FieldIndex } from "./field-index";
import { fromNested, specPath, toNested } from "./flat-record";
import { createObjectModel, type ObjectModel } from "./object-model";
import { RecordLog } from "./record-log";
import { valuesAt } from "./values-at";

export type StoredRecord = Record<string, unknown>;

/** What a record may refer to: the other objects of the same connection. */
export type Neighbours = Omit<Lookups, "isTaken">;

/** What a vendor made of a record: how it is stored now, with a way back, or what is wrong with it. */
export type Outcome = { stored: StoredRecord; undo: () => void } | { problems: Problem[] };

/** A change to a record: "merge" leaves what is not named, "replace" keeps only what the vendor itself sets. */
export interface Change {
  record: FlatRecord;
  /** Paths whose value is taken away. */
  cleared?: readonly string[];
  mode: "merge" | "replace";
}

const isRecord = (value: unknown): value is StoredRecord => typeof value === "object" && value !== null;

const stampForms: Record<string, (moment: string) => string> = {
  "yyyy-MM-dd HH:mm:ss": (moment) => moment.slice(0, 19).replace("T", " "),
};

const isBelow = (path: string, parent: string) =>
  path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);

/** `lines.line[0].name` → `lines.line`, the list it belongs to; null for a value in no list. */
const listOf = (path: string) => (path.includes("[") ? path.slice(0, path.indexOf("[")) : null);

/** The records of one object of one connection: numbered from `firstId`, kept on disk. A number is never given twice. */
export class ObjectStore {
  readonly model: ObjectModel;
  readonly #firstId: number;
  readonly #records: RecordLog;
  readonly #indexes = new Map<string, FieldIndex>();

  constructor(spec: ObjectSpec, firstId: number, file: string) {
    this.model = createObjectModel(spec);
    this.#firstId = firstId;
    this.#records = new RecordLog(file);
    for (const field of this.model.unique) this.#indexes.set(field.path, new FieldIndex());
  }

  get length(): number {
    return this.#records.length - this.#records.removed;
  }

  has(id: number): boolean {
    const index = id - this.#firstId;
    return (
      Number.isInteger(index) && index >= 0 && index < this.#records.length && !this.#records.isRemoved(index)
    );
  }

  get(id: number): StoredRecord | undefined {
    return this.has(id) ? this.#at(id - this.#firstId) : undefined;
  }

  /** Up to `count` records, the first `from` left out. */
  page(from: number, count: number): StoredRecord[] {
    if (this.#records.removed === 0) return this.#records.read(from, count).filter(isRecord);
    const found: StoredRecord[] = [];
    let passed = 0;
    for (let index = 0; index < this.#records.length && found.length < count; index += 1) {
      if (this.#records.isRemoved(index)) continue;
      const record = passed >= from ? this.#at(index) : undefined;
      if (record) found.push(record);
      passed += 1;
    }
    return found;
  }

  /** All records, some hundred at a time. */
  async *pages(): AsyncGenerator<StoredRecord[]> {
    for await (const values of this.#records.pages()) yield values.filter(isRecord);
  }

  /** The id of the first record with this value, letters of either case being the same. */
  find(path: string, value: string): number | undefined {
    if (path === this.model.spec.idField) return this.has(Number(value)) ? Number(value) : undefined;
    const index = this.#holder(path, value);
    return index === undefined ? undefined : index + this.#firstId;
  }

  /** Stores the record if the vendor would, and says why not otherwise. */
  create(record: FlatRecord, others: Neighbours): Outcome {
    const { problems, values } = checkRecord(this.model, record, this.#lookups(others, null));
    if (problems.length > 0) return { problems };
    const index = this.#records.length;
    return { stored: this.#store(values), undo: () => this.#records.remove(index) };
  }

  /** Changes the record if the vendor would, and says why not otherwise. */
  update(id: number, { record, cleared = [], mode }: Change, others: Neighbours): Outcome {
    const before = this.get(id);
    const index = id - this.#firstId;
    if (!before) return { problems: [{ field: null, message: `no ${this.model.spec.singular} ${id}` }] };
    const held = fromNested(before);
    const gone = [...cleared, ...[...record.keys()].flatMap((path) => listOf(path) ?? [])];
    const left = [...held].filter(([path]) => mode === "merge" && !gone.some((each) => isBelow(path, each)));
    const merged = new Map([...left, ...record]);
    const { problems, values } = checkRecord(this.model, merged, this.#lookups(others, index));
    if (problems.length > 0) return { problems };
    const own = [...held].filter(([path]) => this.model.fields.get(specPath(path))?.readOnly);
    const complete = new Map<string, unknown>([...own, ...values]);
    this.#stamp(complete, ({ path }) => /updated/i.test(path));
    const stored = this.#finished(complete, index);
    this.#records.replace(index, stored);
    return { stored, undo: () => this.#records.replace(index, before) };
  }

  remove(id: number): void {
    this.#records.remove(id - this.#firstId);
  }

  /** Puts in a record that was there before, read-only fields included. */
  seed(record: StoredRecord): void {
    this.#store(fromNested(record));
  }

  #lookups(others: Neighbours, except: number | null): Lookups {
    return {
      ...others,
      isTaken: (path, value) => ![undefined, except].includes(this.#holder(path, value)),
    };
  }

  #at(index: number): StoredRecord | undefined {
    return this.#records.read(index, 1).find(isRecord);
  }

  #holder(path: string, value: string): number | undefined {
    const wanted = value.toLowerCase();
    for (const index of this.#indexOf(path).candidates(value)) {
      const held = valuesAt(this.#at(index), path);
      if (held.some((each) => String(each).toLowerCase() === wanted)) return index;
    }
    return undefined;
  }

  /** Made with the first question for a field, and kept up from then on. */
  #indexOf(path: string): FieldIndex {
    const known = this.#indexes.get(path);
    if (known) return known;
    const made = new FieldIndex();
    for (let from = 0; from < this.#records.length; from += 500) {
      for (const [at, record] of this.#records.read(from, 500).entries()) {
        for (const value of valuesAt(record, path)) made.add(String(value), from + at);
      }
    }
    this.#indexes.set(path, made);
    return made;
  }

  #store(values: Map<string, unknown>): StoredRecord {
    const { spec, initial, fields } = this.model;
    const index = this.#records.length;
    const id = this.#firstId + index;
    const complete = new Map<string, unknown>([[spec.idField, id], ...values]);
    for (const field of initial) if (!complete.has(field.path)) complete.set(field.path, field.initial);
    this.#stamp(complete, () => true);
    if (fields.has("urn")) complete.set("urn", 900_000 + id);
    const created = this.#finished(complete, index);
    this.#records.append(created);
    return created;
  }

  #stamp(record: Map<string, unknown>, which: (field: { path: string }) => boolean): void {
    const moment = `${new Date().toISOString().slice(0, 19)}Z`;
    for (const field of this.model.stamped.filter(which)) {
      record.set(field.path, (stampForms[field.mask ?? ""] ?? String)(moment));
    }
  }

  #finished(complete: Map<string, unknown>, index: number): StoredRecord {
    for (const path of this.model.writeOnly) complete.delete(path);
    const finished = toNested(complete);
    for (const [path, values] of this.#indexes) {
      for (const value of valuesAt(finished, path)) values.add(String(value), index);
    }
    return finished;
  }
}
