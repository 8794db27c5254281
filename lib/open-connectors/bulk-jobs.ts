import "server-only";
import { type Subject, UpstreamError, unusableAnswer } from "./errors";
import type { CallInstance } from "./instance-calls";
import type { Limits } from "./limits";
import { readPages, toQuery } from "./pages";
import { toPlainWords } from "./plain-words";
import type { Secrets } from "./redact";
import { quote } from "./where";
import { listingSchema, rowErrorSchema, statusSchema } from "./wire";

/** What the upstream says of a bulk job. */
export interface BulkStatus {
  /** Of the job that it says it speaks of, where it says so. */
  id?: string;
  /** Its word, verbatim; `null` when it gave none. */
  upstreamStatus: string | null;
  state: BulkState;
  /** All data rows of the job, failed ones included. */
  total: number | null;
  failed: number | null;
  message: string | null;
}
export type BulkState = "active" | "completed" | "errored" | "aborted" | "cancelled";

/** A row the upstream did not take. */
export interface BulkError {
  /** As the upstream counts; what it counts from is not documented. */
  rowNum: number | null;
  reason: string;
  response: string | null;
  /** The item as it came. */
  raw: unknown;
}

/** A bulk job as the list of jobs shows it. */
export interface BulkJobListing {
  id: string;
  upstreamStatus: string | null;
  objectName: string | null;
  records: number | null;
  /** Milliseconds since 1970. */
  createdAt: number | null;
  /** The item as JSON, to look for an attempt's id in. */
  text: string;
}

export interface BulkJobs {
  raw(connectionId: string, bulkJobId: string): Promise<unknown>;
  status(connectionId: string, bulkJobId: string): Promise<BulkStatus>;
  /** @returns at the end whether that was the end of the list */
  errors(connectionId: string, bulkJobId: string): AsyncGenerator<BulkError, boolean>;
  list(connectionId: string, objectName: string): Promise<BulkJobListing[]>;
  cancel(connectionId: string, bulkJobId: string): Promise<BulkStatus>;
}

const longestReason = 2_000;
const longestResponse = 10_000;

const finalStates: ReadonlyMap<string, BulkState> = new Map([
  ["COMPLETED", "completed"],
  ["COMPLETE", "completed"],
  ["ERROR", "errored"],
  ["ABORTED", "aborted"],
  ["CANCELLED", "cancelled"],
  ["CANCELED", "cancelled"],
]);

/** A word nobody knows is not final: the job is followed on. Open Connectors reference, bulk status. */
export const toBulkState = (upstreamStatus: string | null): BulkState =>
  finalStates.get(upstreamStatus?.trim().toUpperCase() ?? "") ?? "active";

interface Context {
  call: CallInstance;
  limits: Limits;
  secrets: Secrets;
  onWarning(message: string): void;
}

/** What can be asked about bulk jobs that are already there. Every method throws UpstreamError. */
export function createBulkJobs(context: Context): BulkJobs {
  return {
    raw: async (connectionId, bulkJobId) =>
      context.secrets.redactJson(await askStatus(context, connectionId, bulkJobId)),
    status: (connectionId, bulkJobId) => readStatus(context, connectionId, bulkJobId),
    errors: (connectionId, bulkJobId) => readErrors(context, connectionId, bulkJobId),
    list: (connectionId, objectName) => readList(context, connectionId, objectName),
    cancel: (connectionId, bulkJobId) => cancel(context, connectionId, bulkJobId),
  };
}

async function readStatus(context: Context, connectionId: string, bulkJobId: string): Promise<BulkStatus> {
  return toStatus(context, await askStatus(context, connectionId, bulkJobId), statusSubject(bulkJobId));
}

async function askStatus({ call, limits }: Context, connectionId: string, bulkJobId: string) {
  const subject = statusSubject(bulkJobId);
  const segments = ["bulk", bulkJobId, "status"];
  const most = { maxBytes: limits.answerBytes, withinMs: limits.statusMs };
  return (await call(connectionId, { segments, subject, ...most })).body;
}

const statusSubject = (bulkJobId: string) => subjectOf(bulkJobId, "report on");

function toStatus({ secrets }: Context, body: unknown, subject: Subject): BulkStatus {
  const read = statusSchema.safeParse(Array.isArray(body) && body.length === 1 ? body[0] : body);
  if (!read.success) throw unusableAnswer(subject, "something that is not a status");
  const { id, upstreamStatus, total, failed, message } = read.data;
  return {
    ...(id === null ? {} : { id }),
    upstreamStatus,
    state: toBulkState(upstreamStatus),
    total,
    failed,
    message: message === null ? null : toPlainWords(secrets.redact(message), longestReason),
  };
}

async function* readErrors(
  context: Context,
  connectionId: string,
  bulkJobId: string,
): AsyncGenerator<BulkError, boolean> {
  const { call, limits, onWarning } = context;
  let isWhole = true;
  const subject = subjectOf(bulkJobId, "list the failed rows of");
  const pages = readPages({
    read: (nextPage) =>
      call(connectionId, {
        segments: ["bulk", bulkJobId, "errors"],
        query: toQuery({ pageSize: "200", nextPage }),
        subject,
        maxBytes: limits.listBytes,
      }),
    most: limits.pages,
    onEndless: () => {
      isWhole = false;
      onWarning(`The failed rows of bulk job ${bulkJobId} repeat themselves; they were read up to there.`);
    },
  });
  for await (const page of pages) {
    for (const item of toItems(page, subject)) yield toError(context, item);
  }
  return isWhole;
}

/** The documentation calls some lists an object; one failed row that comes alone is a list of one. */
function toItems(page: unknown, subject: Subject): unknown[] {
  if (Array.isArray(page)) return page;
  if (typeof page === "object" && page !== null && "rowNum" in page) return [page];
  throw unusableAnswer(subject, "something that is not a list of failed rows");
}

function toError({ secrets }: Context, item: unknown): BulkError {
  const raw = secrets.redactJson(item);
  const read = rowErrorSchema.safeParse(raw).data;
  return {
    rowNum: read?.rowNum ?? null,
    reason: toPlainWords(read?.reason ?? "The connected system gave no reason.", longestReason),
    response: read?.response?.slice(0, longestResponse) ?? null,
    raw,
  };
}

/**
 * Searches by object. A connector that refuses the search, or finds nothing, is asked once for its whole list: not everyone
 * who takes an expression understands it.
 */
async function readList(
  context: Context,
  connectionId: string,
  objectName: string,
): Promise<BulkJobListing[]> {
  const where = `job_direction='UPLOAD' AND object_name=${quote(objectName)}`;
  const found = await readListWhere(context, connectionId, where).catch((error: unknown) => {
    if (error instanceof UpstreamError && ["refused", "not_found"].includes(error.kind)) return [];
    throw error;
  });
  return found.length > 0 ? found : readListWhere(context, connectionId, null);
}

async function readListWhere(
  { call, limits, secrets, onWarning }: Context,
  connectionId: string,
  where: string | null,
): Promise<BulkJobListing[]> {
  const pages = readPages({
    read: (nextPage) =>
      call(connectionId, {
        segments: ["bulk", "jobs"],
        query: toQuery({ where, nextPage }),
        subject: listSubject,
        maxBytes: limits.listBytes,
      }),
    most: limits.jobPages,
    onEndless: () => onWarning("The list of bulk jobs does not end; it was read up to there."),
  });
  const listings: BulkJobListing[] = [];
  for await (const page of pages) listings.push(...toListings(secrets.redactJson(page)));
  return listings;
}

async function cancel(context: Context, connectionId: string, bulkJobId: string): Promise<BulkStatus> {
  const { call, limits } = context;
  const subject = subjectOf(bulkJobId, "cancel");
  const segments = ["bulk", bulkJobId, "cancel"];
  try {
    const { body } = await call(connectionId, {
      method: "PUT",
      segments,
      subject,
      maxBytes: limits.answerBytes,
    });
    return toStatus(context, body, subject);
  } catch (error) {
    // The answer's shape is not documented; whether the job was cancelled is the status's to say.
    if (error instanceof UpstreamError && error.kind === "unusable_answer")
      return readStatus(context, connectionId, bulkJobId);
    throw error;
  }
}

const listSubject = {
  deed: "list the bulk jobs of this connection",
  secrets: "connection",
  missing: "This connection does not list its bulk jobs.",
} as const;

function subjectOf(bulkJobId: string, deed: string): Subject {
  const id = toPlainWords(bulkJobId, 100);
  return {
    deed: `${deed} bulk job ${id}`,
    secrets: "connection",
    missing: `Open Connectors does not know bulk job ${id}.`,
  };
}

/** A page of the list, documented as a list and as one object. Downloads are left out, and items without an id. */
function toListings(page: unknown): BulkJobListing[] {
  const items: unknown[] = Array.isArray(page) ? page : [page];
  return items.flatMap((item) => {
    const read = listingSchema.safeParse(item).data;
    if (!read || read.id === null || read.isDownload) return [];
    const { id, upstreamStatus, objectName, records, createdAt } = read;
    return [{ id, upstreamStatus, objectName, records, createdAt, text: JSON.stringify(item) }];
  });
}
