import "server-only";
import { UpstreamError } from "../open-connectors/errors";

/** What the upstream says, or how it failed to. A fault of our own is thrown: it is not taken for one of its. */
export async function answerOf<Answer>(call: Promise<Answer>): Promise<Answer | UpstreamError> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof UpstreamError) return error;
    throw error;
  }
}
