import "server-only";
import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Me } from "../api-contract/people";
import { type Services, services } from "../services";
import { ApiProblem } from "./api-problem";
import { isFromOwnPage } from "./cross-site";
import { translateError } from "./translate-error";

/** Held rows travel with a job; everything else is small. */
const mostBodyBytes = 64 * 1024 * 1024;

type Schema = z.ZodType;
type Parsed<S extends Schema | undefined> = S extends Schema ? z.output<S> : undefined;
type Access = "anyone" | "person" | "administrator";
type Params = Record<string, string | string[] | undefined>;

interface Route<A extends Access, B extends Schema | undefined, Q extends Schema | undefined> {
  access: A;
  body?: B;
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
        body: (await parseBody(route.body, request)) as Parsed<B>,
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

async function parseBody(schema: Schema | undefined, request: Request): Promise<unknown> {
  if (!schema) return undefined;
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\b/i.test(type)) throw new ApiProblem(415, "not_json", "A JSON body is expected.");
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > mostBodyBytes) throw new ApiProblem(413, "too_large", "The request is too large.");
  const text = await request.text();
  let value: unknown;
  try {
    value = JSON.parse(text);
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
  return schema && parsed(schema, Object.fromEntries(new URL(request.url).searchParams));
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
  if (typeof value !== "string") throw new ApiProblem(404, "not_found", "There is nothing at this address.");
  return value;
}
