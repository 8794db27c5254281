import "server-only";
import { readFile } from "node:fs/promises";
import type { Field } from "../api-contract/connections";
import { createRecordWalker } from "../csv/record-walker";
import type { BulkError, BulkJobListing, BulkStatus } from "../open-connectors/bulk-jobs";
import type { BulkUpload } from "../open-connectors/bulk-upload";
import { UpstreamError } from "../open-connectors/errors";
import type { ConnectionFacts } from "../open-connectors/facts";
import type { FoundRecords } from "../open-connectors/record-search";
import type { SendResult } from "../open-connectors/send-result";
import type { Context } from "./context";

/** One POST that was accepted: the fake's append-only ledger. */
export interface Accepted {
  bulkJobId: string;
  connectionId: string;
  objectName: string;
  attemptId: string;
  callbackUrl: string;
  metaData: Record<string, unknown>;
  body: Buffer;
  records: number;
  status: BulkStatus;
  errors: BulkError[];
}

type OpenConnectors = Context["openConnectors"];

export interface FakeUpstream {
  openConnectors: OpenConnectors;
  accepted: Accepted[];
  /** Replaced by a test to answer otherwise. */
  on: {
    /** Called for each POST once connected. `accept` takes it into the ledger. */
    send(upload: BulkUpload, accept: () => Promise<Accepted>): Promise<SendResult>;
    status(job: Accepted): Promise<BulkStatus>;
    errors(job: Accepted): Promise<BulkError[]>;
    list(): Promise<BulkJobListing[]>;
    cancel(job: Accepted): Promise<BulkStatus>;
    objects(): Promise<{ name: string }[]>;
    fields(): Promise<Field[]>;
    facts(): Promise<ConnectionFacts>;
    find(field: string, values: readonly string[]): Promise<FoundRecords>;
  };
  /** How many calls of each kind there were. */
  calls: { send: number; status: number; errors: number; list: number; cancel: number; find: number };
}

export const evidence = {
  httpStatus: 200,
  bodyBytesSent: 100,
  bodyBytes: 100,
  reply: null,
  requestId: null,
  upstreamDate: null,
  startedAt: "2026-11-03T14:02:00.000Z",
  finishedAt: "2026-11-03T14:02:01.000Z",
};

export const completed = (total: number, failed = 0): BulkStatus => ({
  upstreamStatus: "COMPLETED",
  state: "completed",
  total,
  failed,
  message: null,
});

export const failure = (rowNum: number | null, reason = "email is missing"): BulkError => ({
  rowNum,
  reason,
  response: null,
  raw: { rowNum, status: reason },
});

export const acceptedAs = (job: Accepted): SendResult => ({
  kind: "accepted",
  bulkJobId: job.bulkJobId,
  upstreamStatus: "CREATED",
  evidence,
});

/** An upstream in memory that does what a test tells it; by default it takes every batch and every record succeeds. */
export function createFakeUpstream(): FakeUpstream {
  const accepted: Accepted[] = [];
  const calls = { send: 0, status: 0, errors: 0, list: 0, cancel: 0, find: 0 };
  const on: FakeUpstream["on"] = {
    send: async (_upload, accept) => acceptedAs(await accept()),
    status: async (job) => job.status,
    errors: async (job) => job.errors,
    list: async () => accepted.map(toListing),
    cancel: async (job) => {
      job.status = { ...job.status, upstreamStatus: "CANCELLED", state: "cancelled" };
      return job.status;
    },
    objects: async () => [{ name: "customers" }],
    fields: async () => [],
    facts: async () => ({
      ...{ company: null, address: null, bulkUpload: null, nativeBulk: null, upsert: null, objects: [] },
    }),
    find: async (_field, values) => ({ records: [], how: "where", complete: false, unchecked: [...values] }),
  };
  const known = (id: string): Accepted => {
    const job = accepted.find(({ bulkJobId }) => bulkJobId === id);
    if (!job)
      throw new UpstreamError("not_found", `Open Connectors does not know bulk job ${id}.`, { status: 404 });
    return job;
  };
  const openConnectors: OpenConnectors = {
    async connection(id) {
      if (id === "nobody") throw new UpstreamError("not_found", "There is no such connection.");
      const usable = id !== "disabled";
      const connector = { key: "sageuk", name: "Sage 200" };
      return {
        id,
        name: `Sage ${id}`,
        connector,
        hub: "finance",
        usable,
        tags: [],
        company: null,
        address: null,
      };
    },
    objects: () => on.objects(),
    fields: () => on.fields(),
    facts: () => on.facts(),
    async findRecords(_connectionId, _objectName, query) {
      calls.find += 1;
      return "where" in query ? on.find(query.where.field, query.where.values) : on.find("id", query.keys);
    },
    async sendBulk(upload) {
      calls.send += 1;
      try {
        await upload.onConnected();
      } catch {
        return { kind: "not_sent", reason: "Nothing was sent.", evidence };
      }
      return on.send(upload, () => take(accepted, upload));
    },
    async bulkStatus(_connectionId, id) {
      calls.status += 1;
      return on.status(known(id));
    },
    async *bulkErrors(_connectionId, id) {
      calls.errors += 1;
      yield* await on.errors(known(id));
      return true;
    },
    async bulkJobs() {
      calls.list += 1;
      return on.list();
    },
    async cancelBulk(_connectionId, id) {
      calls.cancel += 1;
      return on.cancel(known(id));
    },
  };
  return { openConnectors, accepted, on, calls };
}

async function take(accepted: Accepted[], upload: BulkUpload): Promise<Accepted> {
  const file = await readFile(upload.file.path);
  const { headerBytes, start, end } = upload.file;
  const body = Buffer.concat([file.subarray(0, headerBytes), file.subarray(start, end)]);
  const records = countRecords(body);
  const job = {
    bulkJobId: String(1_000 + accepted.length),
    connectionId: upload.connectionId,
    objectName: upload.objectName,
    attemptId: upload.callbackUrl.split("/").at(-1) ?? "",
    callbackUrl: upload.callbackUrl,
    metaData: upload.metaData,
    body,
    records,
    status: completed(records),
    errors: [],
  };
  accepted.push(job);
  return job;
}

function countRecords(body: Buffer): number {
  let records = 0;
  const walker = createRecordWalker((index) => {
    records = index;
  });
  walker.push(body);
  walker.end();
  return records;
}

const toListing = (job: Accepted): BulkJobListing => ({
  id: job.bulkJobId,
  upstreamStatus: job.status.upstreamStatus,
  objectName: job.objectName,
  records: job.records,
  createdAt: Date.now(),
  text: JSON.stringify({ id: job.bulkJobId, notification_url: job.callbackUrl }),
});
