import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { ConnectorCall } from "../http/call";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { LedgerEntry } from "../ledger";
import { type ReceivedUpload, receiveUpload } from "./receive-upload";
import { runJob } from "./run-job";

const callbackHeader = (call: ConnectorCall): string | null => {
  const value = call.headers["elements-async-callback-url"];
  return typeof value === "string" && value !== "" ? value : null;
};

function record(
  call: ConnectorCall,
  entry: Pick<LedgerEntry, "id" | "answer" | "receivedAt">,
  upload?: ReceivedUpload,
) {
  call.world.ledger.uploads.push({
    ...entry,
    connection: call.connection.connector.key,
    instanceId: call.connection.id,
    object: call.param("object"),
    url: call.url,
    bytes: upload?.file?.bytes ?? 0,
    sha256: upload?.file?.sha256 ?? null,
    fileName: upload?.file?.name ?? null,
    complete: upload?.complete ?? false,
    callbackUrl: callbackHeader(call),
    metaData: upload?.metaData ? jsonOrText(upload.metaData) : null,
  });
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Why the platform would not make a job of this, or the options it was given. */
function judge(upload: ReceivedUpload): { refusal: string } | { metaData: Record<string, unknown> } {
  if (!upload.complete) return { refusal: "The multipart body ended too early or is malformed" };
  if (!upload.file) return { refusal: "No file was found in the request: a part named file is required" };
  const metaData = upload.metaData === null ? {} : jsonOrText(upload.metaData);
  if (typeof metaData !== "object" || metaData === null || Array.isArray(metaData)) {
    return { refusal: "metaData is not a JSON object" };
  }
  const options: Record<string, unknown> = { ...metaData };
  return options.format === undefined || options.format === "csv"
    ? { metaData: options }
    : { refusal: `The format ${String(options.format)} is not enabled for this connector` };
}

/** `POST /bulk/{object}` (Open Connectors reference, bulk upload). An unknown object is taken: its rows fail. */
async function upload(call: ConnectorCall): Promise<Reply> {
  const { world, connection, rule } = call;
  const receivedAt = new Date().toISOString();
  const file = join(world.directory, `upload-${randomUUID()}`);
  const body = call.body();
  const received = await receiveUpload(body, file);
  const planned = rule?.when === "after" ? (rule.drop ? "dropped" : rule.answer?.status) : undefined;
  if (!received.complete && !body.complete) {
    record(call, { id: null, answer: "dropped", receivedAt }, received);
    await rm(file, { force: true });
    throw new Refusal(400, "The request was cut off");
  }
  const judged = judge(received);
  if ("refusal" in judged || (planned !== undefined && !rule?.accept)) {
    record(call, { id: null, answer: planned ?? 400, receivedAt }, received);
    await rm(file, { force: true });
    throw new Refusal(400, "refusal" in judged ? judged.refusal : "The upload was not taken");
  }
  const job = world.jobs.add({
    connection,
    objectName: call.param("object"),
    file,
    fileSize: received.file?.bytes ?? 0,
    metaData: judged.metaData,
    callbackUrl: callbackHeader(call),
  });
  record(call, { id: job.id, answer: planned ?? 200, receivedAt }, received);
  world.work.start(runJob(world, job));
  return ok({ id: job.id, status: "CREATED", instanceId: connection.id });
}

export const uploadRoute: Route = {
  method: "POST",
  path: "/bulk/:object",
  access: "connector",
  handle: upload,
  untried: (call, answer) => record(call, { id: null, answer, receivedAt: new Date().toISOString() }),
};
