import { signatureOf } from "../signature";
import type { World } from "../world";
import { type BulkJob, statusShape } from "./bulk-job";
import { pause } from "./pace";

/**
 * Tells the address that the upload named that its job has ended (Open Connectors reference, callback). Tried once; what
 * came of it is in the ledger.
 */
export async function sendCallback(world: World, job: BulkJob): Promise<void> {
  const { settings, ledger, stopping } = world;
  const { callbackUrl: url } = job;
  if (url === null || !job.connection.behaviour.callback) return;
  await pause(settings.callbackDelayMs, stopping);
  if (stopping.aborted) return;
  const payload = job.metaData["callback-payload"];
  const body = JSON.stringify({
    ...statusShape(job),
    ...(payload === undefined ? {} : { "callback-payload": payload }),
  });
  const sentAt = new Date().toISOString();
  const answer = await post(url, body, settings.signatureKey, stopping).catch((error: unknown) =>
    String(error),
  );
  ledger.callbacks.push({ id: job.id, url, sentAt, answer });
}

async function post(url: string, body: string, key: string | null, stopping: AbortSignal): Promise<number> {
  const response = await fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: {
      "Content-Type": "application/json",
      ...(key === null ? {} : { "Elements-Webhook-Signature": signatureOf(body, key) }),
    },
    body,
    signal: AbortSignal.any([stopping, AbortSignal.timeout(10_000)]),
  });
  await response.body?.cancel();
  return response.status;
}
