import "server-only";
import type { Limits } from "./limits";
import { converse, type Seen, type UploadRequest } from "./upload-conversation";
import { openSocket, SendFault, type Way } from "./upload-socket";

/** One POST on a connection of its own, from its first packet to its end. Never throws: what happened is in what it returns. */
export async function exchangeUpload(
  request: UploadRequest,
  options: { limits: Limits; way: Way },
): Promise<Seen> {
  const { limits, way } = options;
  const seen: Seen = {
    bodyBytesSent: 0,
    reply: null,
    fault: null,
    startedAt: new Date(),
    finishedAt: new Date(),
    elapsedMs: 0,
  };
  const begun = performance.now();
  const ending = new AbortController();
  const stop = () => ending.abort(new SendFault("The sending was stopped."));
  const deadline = setTimeout(
    () => ending.abort(new SendFault("The sending took longer than Open Connectors allows.")),
    limits.uploadMs,
  );
  request.signal?.addEventListener("abort", stop);
  if (request.signal?.aborted) stop();
  try {
    const { connectMs } = limits;
    const socket = await openSocket(request.url, { ...way, connectMs, signal: ending.signal });
    try {
      await recordStart(request);
      ending.signal.throwIfAborted();
      await converse(socket, request, { limits, seen, signal: ending.signal });
    } finally {
      socket.destroy();
    }
  } catch (error) {
    seen.fault = error;
  } finally {
    clearTimeout(deadline);
    request.signal?.removeEventListener("abort", stop);
  }
  seen.finishedAt = new Date();
  seen.elapsedMs = performance.now() - begun;
  return seen;
}

async function recordStart({ onConnected }: UploadRequest): Promise<void> {
  try {
    await onConnected();
  } catch (cause) {
    throw new SendFault("The start of the sending could not be recorded, so nothing was begun.", { cause });
  }
}
