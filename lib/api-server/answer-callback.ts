import "server-only";
import { verifySignature } from "../open-connectors/callback-signature";
import type { Services } from "../services";
import { ApiProblem } from "./api-problem";
import { readRawBody } from "./read-raw-body";
import { translateError } from "./translate-error";

const limits = { maxBytes: 1024 * 1024, deadlineMs: 5_000 };

/**
 * Open Connectors says that a bulk job has ended. There is no session: the signature is the proof, and without a key the
 * call is a hint. Either way it only causes a status call. Open Connectors reference, callbacks.
 */
export async function answerCallback(
  { jobs, probeCallbacks, env, log }: Pick<Services, "jobs" | "probeCallbacks" | "env" | "log">,
  request: Request,
  attemptId: string,
): Promise<Response> {
  try {
    const body = await readRawBody(request, limits);
    const signed = env.signatureKeys.length > 0;
    const signature = request.headers.get("elements-webhook-signature");
    if (signed && !verifySignature(body, signature, env.signatureKeys)) throw refused();
    if (probeCallbacks.take(attemptId, body, signature)) return new Response(null, { status: 202 });
    const result = await jobs.callback(attemptId, body, signed);
    if (result === "other_job") throw refused();
    if (result === "unknown_attempt")
      throw new ApiProblem(404, "not_found", "There is nothing at this address.");
    return new Response(null, { status: 202 });
  } catch (error) {
    return translateError(error, crypto.randomUUID(), log);
  }
}

/** The same words for every reason: a forger learns nothing from them. */
const refused = () => new ApiProblem(401, "not_accepted", "The callback is not accepted.");
