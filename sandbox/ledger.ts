import { join } from "node:path";
import { RecordLog } from "./records/record-log";

/** One bulk upload that arrived, whatever came of it. */
export interface LedgerEntry {
  /** The job that was made, or null. */
  id: string | null;
  connection: string;
  instanceId: number;
  object: string;
  /** Path and query as they were called. */
  url: string;
  receivedAt: string;
  /** Of the part named `file`: as many bytes as arrived, and their SHA-256 in hex. Null: no such part. */
  bytes: number;
  sha256: string | null;
  fileName: string | null;
  /** Whether the whole body of the request arrived. */
  complete: boolean;
  callbackUrl: string | null;
  metaData: unknown;
  /** The status that was answered, or "dropped" when the connection was cut instead. */
  answer: number | "dropped";
}

/** One callback that was tried. */
export interface CallbackEntry {
  id: string;
  url: string;
  sentAt: string;
  signed: boolean;
  /** The status it was answered with, or what kept it from being answered. */
  answer: number | string;
}

/** One call of the API. */
export interface CallEntry {
  receivedAt: string;
  method: string;
  /** Path and query as they were called. */
  url: string;
  /** Key of the connection that the token names. */
  connection: string | null;
  requestId: string;
  answer: number | "dropped";
  /** The fault it met, by its name; "rule" for one of no name. */
  fault: string | null;
}

/** What arrived and what was sent, in order; nothing is ever taken away. */
export class Ledger {
  readonly uploads: LedgerEntry[] = [];
  readonly callbacks: CallbackEntry[] = [];
  /** Every call, noted when it ended; kept on disk, since a long test makes very many. */
  readonly calls: RecordLog;
  /** The calls that met a fault. */
  readonly faults: CallEntry[] = [];

  constructor(directory: string) {
    this.calls = new RecordLog(join(directory, "calls.jsonl"));
  }

  note(call: CallEntry): void {
    this.calls.append(call);
    if (call.fault !== null) this.faults.push(call);
  }
}
