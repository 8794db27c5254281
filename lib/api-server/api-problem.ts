import "server-only";
import type { Problem } from "../api-contract/problem";

/** A failure that a handler means: it becomes an RFC 9457 problem as it is. */
export class ApiProblem extends Error {
  override name = "ApiProblem";
  readonly status: number;
  readonly code: string;
  readonly extra: Partial<Problem>;
  constructor(status: number, code: string, message: string, extra: Partial<Problem> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.extra = extra;
  }
}

const titles: Record<number, string> = {
  400: "The request cannot be read",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "In conflict with what is there",
  410: "Ended",
  413: "Too large",
  422: "Not acceptable as it is",
  429: "Too many requests",
  500: "Hubload failed",
  502: "Open Connectors failed",
  503: "Not available now",
  504: "Open Connectors did not answer in time",
};

/** RFC 9457: `application/problem+json`. */
export function problemAnswer(problem: Omit<Problem, "type" | "title"> & { title?: string }): Response {
  const body: Problem = { type: "about:blank", title: titles[problem.status] ?? "Failed", ...problem };
  return new Response(JSON.stringify(body), {
    status: problem.status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(problem.retryAfter === undefined ? {} : { "retry-after": String(Math.ceil(problem.retryAfter)) }),
    },
  });
}
