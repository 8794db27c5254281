import "server-only";
import { ApiProblem } from "./api-problem";

/**
 * The exact bytes of a body, as a signature needs them.
 * @throws ApiProblem 413 over `maxBytes`, 408 when the body is not there after `deadlineMs`, 415 when it is encoded
 */
export async function readRawBody(
  request: Request,
  { maxBytes, deadlineMs }: { maxBytes: number; deadlineMs: number },
): Promise<Uint8Array> {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding !== "identity")
    throw new ApiProblem(415, "encoded_body", "An encoded body is not accepted.");
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const reader = request.body?.getReader();
  if (!reader) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let size = 0;
  const deadline = AbortSignal.timeout(deadlineMs);
  const late = new Promise<never>((_, reject) => {
    deadline.addEventListener("abort", () =>
      reject(new ApiProblem(408, "too_slow", "The body did not arrive in time.")),
    );
  });
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) return Buffer.concat(chunks, size);
      size += value.byteLength;
      if (size > maxBytes) throw tooLarge();
      chunks.push(value);
    }
  } catch (error) {
    // Not waited for: a stream whose sender is silent may never say that it was cancelled.
    reader.cancel(error).catch(ignoreAfterRefusal);
    throw error;
  }
}

/** The refusal is what is told; that the rest of the body could not be cancelled changes nothing. */
const ignoreAfterRefusal = () => undefined;

const tooLarge = () => new ApiProblem(413, "too_large", "The body is too large.");
