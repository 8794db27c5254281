import "server-only";
import { z } from "zod";
import { UpstreamError } from "./errors";
import type { CallInstance } from "./instance-calls";
import type { Limits } from "./limits";
import { flag } from "./scalars";

const answerSchema = z.object({ valid: flag }).catch({ valid: null });

/**
 * `GET /ping`: the platform asks the vendor. Open Connectors reference, connector capabilities.
 * @throws UpstreamError when the vendor cannot be reached, or does not take the connection's credentials any more
 */
export async function ping(call: CallInstance, limits: Limits, connectionId: string): Promise<void> {
  const { body, requestId } = await call(connectionId, {
    segments: ["ping"],
    subject: {
      deed: "reach the connected system",
      secrets: "connection",
      missing: "Open Connectors cannot say whether this connection works.",
    },
    maxBytes: limits.answerBytes,
  });
  if (answerSchema.parse(body).valid === false)
    throw new UpstreamError(
      "unauthorized",
      "The connected system does not accept this connection any more. Ask your administrator to authenticate it again in Open Connectors.",
      { requestId },
    );
}
