import "server-only";
import type { AuthError } from "../auth/auth";
import { isDatabaseFull, isPassingFault } from "../database/is-away";
import type { DraftProblem } from "../drafts/draft-problem";
import type { ControlError } from "../jobs/control";
import type { JobRefusal } from "../jobs/job-refusal";
import type { SubmitError } from "../jobs/submit";
import type { LayoutProblem } from "../layouts/layout-problem";
import type { Log } from "../log";
import type { UpstreamError } from "../open-connectors/errors";
import type { ProbeError } from "../probe/probe-runs";
import { type ApiProblem, problemAnswer } from "./api-problem";

/** What a failure of Open Connectors is to our own caller: never 401, which would mean that the session has ended. */
const upstreamStatus: Record<UpstreamError["kind"], number> = {
  unreachable: 502,
  timeout: 504,
  unauthorized: 502,
  forbidden: 502,
  not_found: 404,
  throttled: 503,
  fault: 502,
  unusable_answer: 502,
  refused: 502,
};

/**
 * Told by its name: Next bundles routes and instrumentation apart, so a class exists more than once, and what a service
 * throws is no instance of the one that is known here.
 */
const isA = <E extends Error>(error: unknown, name: E["name"]): error is E =>
  error instanceof Error && error.name === name;

/** The one translation of failures to answers. A failure nobody foresaw says nothing but the id that names it in the log. */
export function translateError(error: unknown, requestId: string, log: Log): Response {
  if (isA<ApiProblem>(error, "ApiProblem"))
    return problemAnswer({
      status: error.status,
      code: error.code,
      detail: error.message,
      requestId,
      ...error.extra,
    });
  if (isA<SubmitError>(error, "SubmitError") || isA<JobRefusal>(error, "JobRefusal"))
    return problemAnswer({
      status: error.status,
      code: error.code,
      detail: error.message,
      requestId,
      ...(error.jobId === undefined ? {} : { jobId: error.jobId }),
      ...("before" in error && error.before !== undefined ? { before: error.before } : {}),
    });
  if (
    isA<ControlError>(error, "ControlError") ||
    isA<DraftProblem>(error, "DraftProblem") ||
    isA<LayoutProblem>(error, "LayoutProblem")
  )
    return problemAnswer({ status: error.status, code: error.code, detail: error.message, requestId });
  if (isA<AuthError>(error, "AuthError"))
    return problemAnswer({
      status: error.status,
      code: error.code,
      detail: error.message,
      requestId,
      ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    });
  if (isA<ProbeError>(error, "ProbeError"))
    return problemAnswer({ status: 409, code: error.code, detail: error.message, requestId });
  if (isA<UpstreamError>(error, "UpstreamError")) {
    log.warn(
      { requestId, kind: error.kind, status: error.status, upstreamRequestId: error.requestId },
      error.message,
    );
    return problemAnswer({
      status: upstreamStatus[error.kind],
      code: error.kind === "not_found" ? "not_found" : `upstream_${error.kind}`,
      detail: error.message,
      requestId,
      ...(error.retryAfterMs === null ? {} : { retryAfter: error.retryAfterMs / 1000 }),
    });
  }
  log.error({ requestId, error }, "request failed");
  if (isPassingFault(error))
    return problemAnswer({
      status: 503,
      code: "database_away",
      detail: isDatabaseFull(error)
        ? "The disk of Hubload's database is full. Nothing was changed; whoever runs the server has to make room."
        : "Hubload cannot reach its database. Nothing was changed; try again in a moment.",
      requestId,
      retryAfter: 2,
    });
  return problemAnswer({
    status: 500,
    code: "failed",
    detail: `Hubload failed. Quote ${requestId} to support.`,
    requestId,
  });
}
