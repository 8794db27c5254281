import type { ConnectorCall } from "../http/call";
import { pageOf, pageReply, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { conditionOf } from "../records/record-routes";
import { type BulkJob, directionOf, isForgotten } from "./bulk-job";
import { downloadRoutes } from "./download-routes";
import { jobOf } from "./job-of";
import { errorShape, type FailedRow, listingShape, statusShape } from "./job-shapes";
import { uploadRoute } from "./upload-route";
import { workflowRoutes } from "./workflows";

const isFailedRow = (value: unknown): value is FailedRow => typeof value === "object" && value !== null;

/** `fields` narrows the items where they are objects. */
function narrowed(item: unknown, fields: readonly string[]): unknown {
  if (fields.length === 0 || typeof item !== "object" || item === null) return item;
  return Object.fromEntries(Object.entries(item).filter(([name]) => fields.includes(name)));
}

const fieldsOf = (query: URLSearchParams) =>
  (query.get("fields") ?? "").split(",").flatMap((name) => name.trim() || []);

function errors(call: ConnectorCall): Reply {
  const job = jobOf(call);
  if (isForgotten(job, call.world.clock.now())) throw new Refusal(404, `No errors found for job ${job.id}`);
  const { length } = job.errors;
  const paged = job.connection.behaviour.errorsPaged;
  const { from, size } = paged ? pageRequest(call.query) : { from: 0, size: length };
  const fields = fieldsOf(call.query);
  const rows = job.errors.read(from, size).filter(isFailedRow);
  const items = rows.map((row) => narrowed(errorShape(row, job), fields));
  return pageReply(items, from + size < length ? from + size : null);
}

/** `where` searches by these four names, not all of which the answer uses. */
const searchable = (job: BulkJob) => ({
  object_name: job.objectName,
  job_status: job.status,
  job_direction: directionOf(job),
  record_count: job.recordsCount,
});

function list({ world, connection, query }: ConnectorCall): Reply {
  const condition = conditionOf(query);
  const { listJobs, listDelaySeconds } = connection.behaviour;
  if (listJobs === "failing") throw new Refusal(500, "The list of jobs could not be read");
  const newest = world.clock.now() - listDelaySeconds * 1000;
  const shown = listJobs === "empty" ? [] : world.jobs.of(connection);
  const found = shown.filter((job) => job.createdAt <= newest && (!condition || condition(searchable(job))));
  const fields = fieldsOf(query);
  return pageOf(
    found.map((job) => narrowed(listingShape(job), fields)),
    pageRequest(query),
  );
}

/** Rows that are done stay done. */
function cancel(call: ConnectorCall): Reply {
  const job = jobOf(call);
  if (job.finishedAt === null) {
    job.status = "CANCELLATION_PENDING";
    job.cancel.abort();
  } else if (call.connection.behaviour.cancelFinished === 400) {
    throw new Refusal(400, `Job ${job.id} has ended and cannot be cancelled`);
  }
  return ok(statusShape(job));
}

/** Open Connectors reference, bulk. More particular paths come first. */
export const bulkRoutes: Route[] = [
  { method: "GET", path: "/bulk/jobs", access: "connector", handle: list },
  {
    method: "GET",
    path: "/bulk/:id/status",
    access: "connector",
    handle: (call: ConnectorCall) => ok(statusShape(jobOf(call))),
  },
  { method: "GET", path: "/bulk/:id/errors", access: "connector", handle: errors },
  { method: "PUT", path: "/bulk/:id/cancel", access: "connector", handle: cancel },
  ...workflowRoutes,
  ...downloadRoutes,
  uploadRoute,
];
