import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Me } from "../api-contract/people";
import { type Services, services } from "../services";
import { ApiProblem } from "./api-problem";
import { isFromOwnPage } from "./cross-site";
import { readRawBody } from "./read-raw-body";
import { translateError } from "./translate-error";

const smallBodyBytes = 64 * 1024;
const bodyDeadlineMs = 60_000;

type Schema = z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;
type Access = "anyone" | "person" | "administrator";
type Params = Record<string, string | string[] | undefined>;

interface Route<A extends Access, B extends Schema | undefined, Q extends Schema | undefined> {
  access: A;
  body?: B;
  /** What a body may have at most; 64 KiB unless said. */
  maxBodyBytes?: number;
  query?: Q;
}

interface Call<A extends Access, B extends Schema | undefined, Q extends Schema | undefined> {
  request: Request;
  requestId: string;
  services: Services;
  person: A extends "anyone" ? undefined : Me;
  params: Params;
  body: Parsed<B>;
  query: Parsed<Q>;
}

/**
 * The one way to write a route: session, then parse, then run, then one translation of errors to problems.
 * @param run answers with a Response, or with a value that is sent as JSON with status 200
 */
export function handle<
  A extends Access,
  B extends Schema | undefined = undefined,
  Q extends Schema | undefined = undefined,
>(route: Route<A, B, Q>, run: (call: Call<A, B, Q>) => Promise<Response | object>) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    const requestId = randomUUID();
    const held = services();
    try {
      if (!isFromOwnPage(request, held.origins))
        throw new ApiProblem(403, "cross_site", "This request did not come from a page of Hubload.");
      const person = await admitted(route.access, held, request);
      const answer = await run({
        request,
        requestId,
        services: held,
        // The type of `person` follows the route's access, which `admitted` has just enforced.
        person: person as Call<A, B, Q>["person"],
        params: await context.params,
        body: (await parseBody(route.body, request, route.maxBodyBytes ?? smallBodyBytes)) as Parsed<B>,
        query: parseQuery(route.query, request) as Parsed<Q>,
      });
      return answer instanceof Response
        ? answer
        : Response.json(answer, { headers: { "cache-control": "no-store" } });
    } catch (error) {
      return translateError(error, requestId, held.log);
    }
  };
}

async function admitted(access: Access, { auth }: Services, request: Request): Promise<Me | undefined> {
  if (access === "anyone") return undefined;
  const person = await auth.person(request.headers);
  if (!person)
    throw new ApiProblem(401, "not_signed_in", "You are not signed in, or your session has ended.");
  if (access === "administrator" && person.role !== "administrator")
    throw new ApiProblem(403, "administrators_only", "Only administrators may do this.");
  return person;
}

async function parseBody(schema: Schema | undefined, request: Request, maxBytes: number): Promise<unknown> {
  if (!schema) return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) throw new ApiProblem(415, "not_json", "A JSON body is expected.");
  const bytes = await readRawBody(request, { maxBytes, deadlineMs: bodyDeadlineMs });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ApiProblem(
      400,
      "broken_json",
      `The body is not JSON: ${cause instanceof Error ? cause.message : ""}`,
    );
  }
  return parsed(schema, value);
}

function parseQuery(schema: Schema | undefined, request: Request): unknown {
  if (!schema) return undefined;
  return parsed(schema, Object.fromEntries(new URL(request.url).searchParams));
}

function parsed(schema: Schema, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const detail = result.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.map(String).join(".") || "body"}: ${issue.message}`)
    .join("; ");
  throw new ApiProblem(422, "not_acceptable", detail);
}

/** A path parameter that is one segment. */
export function param(params: Params, name: string): string {
  const value = params[name];
  // PostgreSQL has no NUL in a text: nothing can have such a name.
  if (typeof value !== "string" || value.includes("\0"))
    throw new ApiProblem(404, "not_found", "There is nothing at this address.");
  return value;
}
