import { type Problem, problemSchema } from "@/lib/api-contract/problem";

/** A request that did not work, in words that may be shown. Made in `request.ts` only. */
export class ApiError extends Error {
  override name = "ApiError";
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** Stable word of the problem; `network`: no answer came, `unreadable`: not the answer that was expected. */
  readonly code: string;
  /** Names this one failure in the server's log. */
  readonly requestId: string | undefined;
  /** Seconds after which the same request may work. */
  readonly retryAfter: number | undefined;
  /** The job that has the upload already, with code `upload_already_submitted`. */
  readonly jobId: string | undefined;
  /** The import that the same file went into, with code `sent_before`. */
  readonly before: Problem["before"];

  constructor(
    failure: {
      status: number;
      code: string;
      message: string;
      requestId?: string | undefined;
      retryAfter?: number | undefined;
      jobId?: string | undefined;
      before?: Problem["before"];
    },
    options?: ErrorOptions,
  ) {
    super(failure.message, options);
    this.status = failure.status;
    this.code = failure.code;
    this.requestId = failure.requestId;
    this.retryAfter = failure.retryAfter;
    this.jobId = failure.jobId;
    this.before = failure.before;
  }
}

/** The network, or the server, is not there. */
export function networkError(cause: unknown): ApiError {
  return new ApiError(
    { status: 0, code: "network", message: "Hubload did not answer. Check the network, then try again." },
    { cause },
  );
}

/** An answer that is not what this page was built for: most often it comes from another version, or from a proxy in between. */
export function unreadableError(status: number, cause: unknown): ApiError {
  return new ApiError(
    {
      status,
      code: "unreadable",
      message: "The answer could not be read. Reload the page; if that does not help, tell an administrator.",
    },
    { cause },
  );
}

/** RFC 9457 body to error; anything else with a failing status still becomes words. */
export async function toApiError(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => "");
  const problem = problemSchema.safeParse(parseJson(text));
  if (!problem.success) {
    return new ApiError({
      status: response.status,
      code: "unreadable",
      message: `Hubload answered with status ${response.status} and no words. Try again in a moment.`,
    });
  }
  const { title, detail, status, code, requestId, retryAfter, jobId, before } = problem.data;
  return new ApiError({ status, code, message: detail ?? title, requestId, retryAfter, jobId, before });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The id the server's log knows a failure by, when it was the server that answered. */
export function requestIdOf(error: Error | null): string | undefined {
  return error instanceof ApiError ? error.requestId : undefined;
}
