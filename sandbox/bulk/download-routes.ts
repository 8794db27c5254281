import type { ConnectorCall } from "../http/call";
import { readJson } from "../http/call";
import { pageReply, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { type BulkJob, isForgotten } from "./bulk-job";
import { downloadFile } from "./download-file";
import { type Download, readCriteria, readQuery } from "./download-query";
import { jobOf } from "./job-of";
import { idShape } from "./job-shapes";
import { readForm } from "./receive-upload";
import { runJob } from "./run-job";
import { callbackHeader } from "./upload-ledger";

function expectEnabled({ connection }: ConnectorCall, object?: string): void {
  if (connection.behaviour.bulkDownload) return;
  throw new Refusal(400, `Bulk download is not enabled for ${object ?? "this connector"}`);
}

/** The text of the query, from the address or a JSON body, and the options of a multipart body. */
async function askedFor(call: ConnectorCall): Promise<{ text: string; metaData: Record<string, unknown> }> {
  const type = String(call.headers["content-type"] ?? "");
  const metaData = /^multipart\//i.test(type) ? await readForm(call) : {};
  const q = call.query.get("q") ?? call.query.get("query");
  if (q !== null) return { text: q, metaData };
  const body = /^application\/json/i.test(type) ? await readJson(call) : {};
  const query: unknown = Reflect.get(Object(body), "query");
  if (typeof query !== "string") throw new Refusal(400, "Error parsing query: a query is required");
  return { text: query, metaData };
}

async function query(call: ConnectorCall): Promise<Reply> {
  expectEnabled(call);
  const { text, metaData } = await askedFor(call);
  const download = readQuery(text, call.query);
  return start(call, { ...download, callbackUrl: callbackHeader(call) }, metaData);
}

async function download(call: ConnectorCall): Promise<Reply> {
  expectEnabled(call);
  const criteria = await readCriteria(call);
  return start(call, { ...criteria, callbackUrl: criteria.callbackUrl ?? callbackHeader(call) }, {});
}

function start(call: ConnectorCall, asked: Download, metaData: Record<string, unknown>): Reply {
  const { world, connection } = call;
  const store = connection.stores.get(asked.objectName);
  if (!store) throw new Refusal(400, `Bulk download is not enabled for ${asked.objectName}`);
  const { between } = asked.query;
  // Without a named date it is the one of the last change.
  if (between && between.field === "") between.field = store.model.stamped.at(-1)?.path ?? "";
  const job = world.jobs.add({
    connection,
    objectName: asked.objectName,
    file: "",
    fileSize: 0,
    fileFormat: asked.format,
    metaData,
    callbackUrl: asked.callbackUrl,
    query: asked.query,
  });
  world.work.start(runJob(world, job));
  return ok({ id: idShape(job), status: "CREATED", instanceId: connection.id });
}

/** @throws Refusal 404 when there is no result (yet, any more), 400 when the job is an upload */
function resultOf(call: ConnectorCall): BulkJob {
  const job = jobOf(call);
  if (!job.query) throw new Refusal(400, `Job ${job.id} is not a download`);
  if (job.objectName !== call.param("object")) {
    throw new Refusal(404, `Job ${job.id} holds no ${call.param("object")}`);
  }
  if (job.status !== "COMPLETED" || isForgotten(job, call.world.clock.now())) {
    throw new Refusal(404, `No file found for job ${job.id}`);
  }
  return job;
}

function data(call: ConnectorCall): Reply {
  const { results } = resultOf(call);
  const { from, size } = pageRequest(call.query);
  return pageReply(results.read(from, size), from + size < results.length ? from + size : null);
}

/** Open Connectors reference, download. They stand before the upload, whose path fits them too. */
export const downloadRoutes: Route[] = [
  { method: "POST", path: "/bulk/query", access: "connector", handle: query },
  { method: "POST", path: "/bulk/download", access: "connector", handle: download },
  { method: "GET", path: "/bulk/:id/:object/data", access: "connector", handle: data },
  {
    method: "GET",
    path: "/bulk/:id/:object",
    access: "connector",
    accepts: "any",
    handle: (call: ConnectorCall) => downloadFile(call, resultOf(call)),
  },
];
