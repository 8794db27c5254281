import { type Refusals, refusalsAnswer } from "@/lib/api-contract/refusals";
import { path, request } from "./request";

/** A check does not wait for it longer. */
const longestWaitMs = 10_000;

/** What an object refused before. @throws ApiError, or the signal's reason when it was aborted or took too long */
export const readRefusals = (
  connectionId: string,
  objectName: string,
  signal: AbortSignal,
): Promise<Refusals> =>
  request(refusalsAnswer, path("/api/connections", connectionId, "objects", objectName, "refusals"), {
    signal: AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]),
  });
