import { expect, test, vi } from "vitest";
import { problemSchema } from "../api-contract/problem";
import { AuthError } from "../auth/auth";
import { SubmitError } from "../jobs/submit";
import { UpstreamError } from "../open-connectors/errors";
import { ApiProblem } from "./api-problem";
import { translateError } from "./translate-error";

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

async function problemOf(error: unknown) {
  const answer = translateError(error, "request-1", log);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const problem = problemSchema.parse(await answer.json());
  expect(problem.status).toBe(answer.status);
  return { ...problem, retryAfterHeader: answer.headers.get("retry-after") };
}

test("a failure that a handler means goes out as it is", async () => {
  expect(await problemOf(new ApiProblem(404, "not_found", "Nothing here."))).toMatchObject({
    status: 404,
    code: "not_found",
    detail: "Nothing here.",
  });
});

test("a refused submission names the job that has the upload", async () => {
  expect(await problemOf(new SubmitError(409, "upload_already_submitted", "Taken.", "job-7"))).toMatchObject({
    status: 409,
    jobId: "job-7",
  });
});

test("too many sign-ins say when to try again", async () => {
  expect(await problemOf(new AuthError(429, "too_many_sign_ins", "Wait.", 12))).toMatchObject({
    retryAfterHeader: "12",
  });
});

test("what Open Connectors refuses is never our own 401: that would mean that the session has ended", async () => {
  const error = new UpstreamError("unauthorized", "The secrets are not accepted.", { status: 401 });
  expect(await problemOf(error)).toMatchObject({ status: 502, code: "upstream_unauthorized" });
});

test("a database that is away is 503 with a time to try again", async () => {
  const away = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  expect(await problemOf(away)).toMatchObject({ status: 503, code: "database_away", retryAfterHeader: "2" });
});

test("a database whose disk is full is 503 and says so", async () => {
  const full = Object.assign(new Error("could not extend file"), { code: "53100" });
  expect(await problemOf(full)).toMatchObject({
    ...{ status: 503, code: "database_away", retryAfterHeader: "2" },
    detail: expect.stringContaining("The disk of Hubload's database is full."),
  });
});

test("a failure nobody foresaw tells its id and nothing of itself", async () => {
  const problem = await problemOf(new Error("select secret from users at /srv/app/lib/x.ts"));
  expect(problem).toMatchObject({ status: 500, code: "failed", requestId: "request-1" });
  expect(JSON.stringify(problem)).not.toMatch(/secret|srv/);
  expect(log.error).toHaveBeenCalledWith(
    expect.objectContaining({ requestId: "request-1" }),
    expect.any(String),
  );
});
