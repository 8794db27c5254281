import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { plannedAnswer } from "../control/rules";
import type { ConnectorCall } from "../http/call";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { FileFormat } from "./bulk-job";
import { idShape } from "./job-shapes";
import { type ReceivedUpload, receiveUpload } from "./receive-upload";
import { runJob } from "./run-job";
import { callbackHeader, jsonOrText, recordUpload } from "./upload-ledger";

interface Accepted {
  metaData: Record<string, unknown>;
  format: FileFormat;
}

/** @throws Refusal when the platform would not make a job of this */
function judge({ connection, param }: ConnectorCall, upload: ReceivedUpload): Accepted {
  const { behaviour, stores } = connection;
  const object = param("object");
  if (!upload.complete) throw new Refusal(400, "The multipart body ended too early or is malformed");
  if (!upload.file) throw new Refusal(400, "No file was found in the request: a part named file is required");
  if (upload.file.bytes > behaviour.mostFileBytes) {
    throw new Refusal(429, `The file exceeds the limit of ${behaviour.mostFileBytes} bytes`);
  }
  if (!behaviour.bulkUpload) throw new Refusal(400, `Bulk upload is not enabled for ${object}`);
  if (behaviour.unknownObject === "refused" && !stores.has(object)) {
    throw new Refusal(404, `No resource found at /bulk/${object}`);
  }
  return optionsOf(upload.metaData);
}

function optionsOf(written: string | null): Accepted {
  const parsed = written === null ? {} : jsonOrText(written);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new Refusal(400, "metaData is not a JSON object");
  }
  const metaData: Record<string, unknown> = { ...parsed };
  const { format = "csv" } = metaData;
  if (format !== "csv" && format !== "json") {
    throw new Refusal(400, `The format ${String(format)} is not enabled for this connector`);
  }
  return { metaData, format };
}

/** `POST /bulk/{object}` (Open Connectors reference, bulk upload). An unknown object is usually taken: its rows fail. */
async function upload(call: ConnectorCall): Promise<Reply> {
  const { world, connection, rule } = call;
  const receivedAt = new Date().toISOString();
  const file = join(world.directory, `upload-${randomUUID()}`);
  const received = await receiveUpload(call, file);
  const planned = rule?.when === "before" ? undefined : plannedAnswer(rule);
  const refuse = async (refusal: Refusal, answer: number | "dropped") => {
    recordUpload(call, { id: null, answer, receivedAt }, received);
    await rm(file, { force: true });
    throw refusal;
  };
  if (!received.complete && !call.arrived()) {
    return refuse(new Refusal(400, "The request was cut off"), planned ?? "dropped");
  }
  let accepted: Accepted;
  try {
    accepted = judge(call, received);
  } catch (error) {
    if (error instanceof Refusal) return refuse(error, planned ?? error.status);
    throw error;
  }
  if (planned !== undefined && (!rule?.accept || rule.when === "during")) {
    return refuse(new Refusal(400, "The upload was not taken"), planned);
  }
  const job = world.jobs.add({
    connection,
    objectName: call.param("object"),
    file,
    fileSize: received.file?.bytes ?? 0,
    fileFormat: accepted.format,
    metaData: accepted.metaData,
    callbackUrl: callbackHeader(call),
    query: null,
  });
  recordUpload(call, { id: job.id, answer: planned ?? 200, receivedAt }, received);
  const answer = ok({ id: idShape(job), status: "CREATED", instanceId: connection.id });
  const work = runJob(world, job);
  world.work.start(work);
  if (connection.behaviour.callbackOrder === "before-reply") await work;
  return answer;
}

export const uploadRoute: Route = {
  method: "POST",
  path: "/bulk/:object",
  access: "connector",
  handle: upload,
  untried: (call, answer) => recordUpload(call, { id: null, answer, receivedAt: new Date().toISOString() }),
};
