import type { FlatRecord, ObjectSpec, Problem } from "../connectors/connector";
import { checkRecord, type Lookups } from "./check-record";
import { fromNested, toNested } from "./flat-record";
import { createObjectModel, type ObjectModel } from "./object-model";
import { RecordLog } from "./record-log";

export type StoredRecord = Record<string, unknown>;

/** What a record may refer to: the other objects of the same connection. */
export type Neighbours = Omit<Lookups, "isTaken">;

const isRecord = (value: unknown): value is StoredRecord => typeof value === "object" && value !== null;

const stampForms: Record<string, (moment: string) => string> = {
  "yyyy-MM-dd HH:mm:ss": (moment) => moment.slice(0, 19).replace("T", " "),
};

/** The records of one object of one connection: numbered without gaps from `firstId`, kept on disk. */
export class ObjectStore {
  readonly model: ObjectModel;
  readonly #firstId: number;
  readonly #records: RecordLog;
  readonly #taken = new Map<string, Set<string>>();

  constructor(spec: ObjectSpec, firstId: number, file: string) {
    this.model = createObjectModel(spec);
    this.#firstId = firstId;
    this.#records = new RecordLog(file);
    for (const field of this.model.unique) this.#taken.set(field.path, new Set());
  }

  get length(): number {
    return this.#records.length;
  }

  has(id: number): boolean {
    const index = id - this.#firstId;
    return Number.isInteger(index) && index >= 0 && index < this.length;
  }

  get(id: number): StoredRecord | undefined {
    return this.has(id) ? this.page(id - this.#firstId, 1)[0] : undefined;
  }

  page(from: number, count: number): StoredRecord[] {
    return this.#records.read(from, count).filter(isRecord);
  }

  /** All records, some hundred at a time. */
  async *pages(): AsyncGenerator<StoredRecord[]> {
    for await (const values of this.#records.pages()) yield values.filter(isRecord);
  }

  isTaken(path: string, value: string): boolean {
    return this.#taken.get(path)?.has(value.toLowerCase()) ?? false;
  }

  /** Stores the record if the vendor would, and says why not otherwise. */
  create(record: FlatRecord, others: Neighbours): { created: StoredRecord } | { problems: Problem[] } {
    const lookups: Lookups = { ...others, isTaken: (path, value) => this.isTaken(path, value) };
    const { problems, values } = checkRecord(this.model, record, lookups);
    return problems.length > 0 ? { problems } : { created: this.#store(values) };
  }

  /** Puts in a record that was there before, read-only fields included. */
  seed(record: StoredRecord): void {
    this.#store(fromNested(record));
  }

  #store(values: Map<string, unknown>): StoredRecord {
    const { spec, initial, stamped, unique, writeOnly } = this.model;
    const id = this.#firstId + this.length;
    const moment = `${new Date().toISOString().slice(0, 19)}Z`;
    const complete = new Map<string, unknown>([[spec.idField, id], ...values]);
    for (const field of initial) if (!complete.has(field.path)) complete.set(field.path, field.initial);
    for (const field of stamped) complete.set(field.path, (stampForms[field.mask ?? ""] ?? String)(moment));
    if (this.model.fields.has("urn")) complete.set("urn", 900_000 + id);
    for (const path of writeOnly) complete.delete(path);
    for (const { path } of unique) this.#taken.get(path)?.add(String(complete.get(path)).toLowerCase());
    const created = toNested(complete);
    this.#records.append(created);
    return created;
  }
}
