import type { Field } from "./field";

/** What is wrong with a record, in the vendor's words. `field` is null when it is about the record as a whole. */
export interface Problem {
  field: string | null;
  message: string;
}

/** A record as it arrives: concrete path (`lines.line[0].name`) to what was sent, blanks left out. */
export type FlatRecord = ReadonlyMap<string, unknown>;

/** What an object of a connector can hold and do. */
export interface ObjectSpec {
  name: string;
  /** What one record is called in messages: "customer". */
  singular: string;
  vendorName: string;
  /** Path of the number the vendor gives each record. */
  idField: string;
  /** Records can be read but not created. */
  readOnly?: boolean;
  fields: readonly Field[];
  /** Rules over several fields. */
  check?: (record: FlatRecord) => Problem[];
  /** The fields a create call answers with, when that is not the whole record. */
  answers?: readonly string[];
}

/** Records that are there before anything is uploaded. `id("customers", 0)` names the first customer's id. */
export type Seed = (
  id: (object: string, index: number) => number,
) => Record<string, readonly Record<string, unknown>[]>;

export interface Connector {
  key: string;
  name: string;
  elementId: number;
  hub: string;
  authentication: "oauth1" | "oauth2";
  objects: readonly ObjectSpec[];
  /** Whether the vendor has a bulk interface that the platform uses; else it makes one call for each record. */
  nativeBulkUpload?: boolean;
  /** Whether a list of records says how many there are: only some connectors do. */
  tellsTotal?: boolean;
  seed: Seed;
  /** The vendor's own answer to a record it refuses. */
  refusal: (problems: readonly Problem[]) => unknown;
}

export const problemText = (problem: Problem): string =>
  problem.field === null ? problem.message : `${problem.field}: ${problem.message}`;
