import type { ConnectorCall } from "../http/call";
import { pageOf, pageReply, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { conditionOf } from "../records/record-routes";
import { type BulkJob, listingShape, statusShape } from "./bulk-job";
import { uploadRoute } from "./upload-route";

function jobOf({ world, connection, param }: ConnectorCall): BulkJob {
  const job = world.jobs.find(param("id"));
  if (job?.connection !== connection) throw new Refusal(404, `No bulk job found with ID ${param("id")}`);
  return job;
}

function errors(call: ConnectorCall): Reply {
  const { errors: log } = jobOf(call);
  const { from, size } = pageRequest(call.query);
  return pageReply(log.read(from, size), from + size < log.length ? from + size : null);
}

/** `where` searches by these four names, not all of which the answer uses. */
const searchable = (job: BulkJob) => ({
  object_name: job.objectName,
  job_status: job.status,
  job_direction: "UPLOAD",
  record_count: job.recordsCount,
});

function list({ world, connection, query }: ConnectorCall): Reply {
  const condition = conditionOf(query);
  const shown = connection.behaviour.listJobs === "empty" ? [] : world.jobs.of(connection);
  const found = shown.filter((job) => !condition || condition(searchable(job)));
  return pageOf(found.map(listingShape), pageRequest(query));
}

/** Rows that are done stay done. A job that has ended is left as it is. */
function cancel(call: ConnectorCall): Reply {
  const job = jobOf(call);
  if (job.finishedAt === null) {
    job.status = "CANCELLATION_PENDING";
    job.cancel.abort();
  }
  return ok(statusShape(job));
}

const noDownload = (): Reply => {
  throw new Refusal(400, "Bulk download is not enabled for this connector");
};

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
  { method: "POST", path: "/bulk/query", access: "connector", handle: noDownload },
  { method: "POST", path: "/bulk/download", access: "connector", handle: noDownload },
  uploadRoute,
];
