import { createHmac } from "node:crypto";
import { signatureOf } from "../signature";
import type { World } from "../world";
import type { BulkJob, JobStatus } from "./bulk-job";
import { statusShape } from "./job-shapes";
import { pause } from "./pace";

/**
 * Tells the address that the upload named that its job has ended (Open Connectors reference, callback). Each is tried once;
 * what came of it is in the ledger.
 */
export async function sendCallback(world: World, job: BulkJob): Promise<void> {
  const { settings, stopping } = world;
  const { behaviour } = job.connection;
  const wanted = behaviour.callback && (job.status !== "CANCELLED" || behaviour.callbackOnCancel);
  if (job.callbackUrl === null || !wanted) return;
  await pause(behaviour.callbackDelayMs ?? settings.callbackDelayMs, stopping);
  for (let copy = 0; copy < behaviour.callbackCopies; copy += 1) await send(world, job, job.status);
  if (behaviour.callbackOrder === "stale-after") await send(world, job, "RUNNING");
}

function send(world: World, job: BulkJob, as: JobStatus): Promise<void> {
  const url = job.callbackUrl ?? "";
  const body = callbackBody(job, as);
  return deliver(world, { id: job.id, url, body, signature: callbackSignature(world, job, body) });
}

/** The status, with the caller's payload. */
export function callbackBody(job: BulkJob, as: JobStatus = job.status): string {
  const { callbackPayload } = job.connection.behaviour;
  const { "callback-payload": payload, ...metadata } = job.metaData;
  const shape = statusShape(job, as);
  if (callbackPayload !== "metadata" && "metadata" in shape) {
    shape.metadata = callbackPayload === "none" ? metadata : job.metaData;
  }
  const atTop = callbackPayload === "top-level" && payload !== undefined;
  return JSON.stringify({ ...shape, ...(atTop ? { "callback-payload": payload } : {}) });
}

/** The value of the signature's header; null when there is no key, or none is to be sent. */
export function callbackSignature({ settings }: World, { connection }: BulkJob, body: string): string | null {
  const { behaviour, configuration } = connection;
  const key = configuration.get("event.notification.signature.key") ?? settings.signatureKey;
  if (!key) return null;
  switch (behaviour.callbackSignature) {
    case "right":
      return signatureOf(body, key);
    case "none":
      return null;
    case "wrong-key":
      return signatureOf(body, `not ${key}`);
    case "wrong-body":
      return signatureOf(`${body} `, key);
    case "sha1":
      return `sha1=${createHmac("sha1", key).update(body).digest("base64")}`;
  }
}

export interface Delivery {
  /** Of the job it is about. */
  id: string;
  url: string;
  body: string;
  signature: string | null;
}

/** Posts a callback and notes in the ledger what it was answered. Never rejects. */
export async function deliver(world: World, delivery: Delivery): Promise<void> {
  const { ledger, stopping, clock } = world;
  if (stopping.aborted) return;
  const sentAt = clock.iso();
  const answer = await post(delivery, stopping).catch((error: unknown) => String(error));
  const { id, url, signature } = delivery;
  ledger.callbacks.push({ id, url, sentAt, signed: signature !== null, answer });
}

async function post({ url, body, signature }: Delivery, stopping: AbortSignal): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: {
      "Content-Type": "application/json",
      ...(signature === null ? {} : { "Elements-Webhook-Signature": signature }),
    },
    body,
    signal: AbortSignal.any([stopping, AbortSignal.timeout(10_000)]),
  });
  await response.body?.cancel();
  return response.status;
}
