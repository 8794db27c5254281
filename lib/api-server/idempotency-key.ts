import "server-only";
import { ApiProblem } from "./api-problem";

/** The key by which the same request is known again. @throws ApiProblem 400 without one */
export function idempotencyKey(request: Request): string {
  const key = request.headers.get("idempotency-key")?.trim();
  if (!key || key.length > 200)
    throw new ApiProblem(400, "key_missing", "An Idempotency-Key header of 1 to 200 characters is needed.");
  return key;
}
