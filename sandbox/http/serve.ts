import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { doorRoutes } from "../control/door";
import type { Rule } from "../control/rules";
import { routes } from "../routes";
import type { World } from "../world";
import { type Identity, identify, unauthorized } from "./authorization";
import type { Call, ConnectorCall } from "./call";
import { newRequestId, Refusal, type Reply } from "./reply";
import { findRoute, type Match } from "./router";
import { writeReply } from "./write-reply";

const prefix = "/elements/api-v2";

type Outcome = Reply | "dropped";

/** Answers one request, or cuts its connection when a control rule says so. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = newRequestId();
  const waiting = { forContinue: request.headers.expect?.toLowerCase() === "100-continue" };
  const body = () => {
    if (waiting.forContinue) response.writeContinue();
    waiting.forContinue = false;
    return request;
  };
  const outcome = await answer(world, request, requestId, body).catch((error: unknown): Outcome => {
    if (error instanceof Refusal) return error.toReply(requestId);
    if (request.destroyed && !request.complete) return "dropped";
    return { status: 500, body: { requestId, message: `Sandbox fault: ${String(error)}` } };
  });
  if (outcome === "dropped") {
    request.socket.destroy();
    return;
  }
  // A client that still waits for 100 Continue will not send its body now: the connection cannot be used again.
  if (waiting.forContinue) response.setHeader("Connection", "close");
  await writeReply(response, outcome, requestId);
}

async function answer(
  world: World,
  request: IncomingMessage,
  requestId: string,
  body: () => IncomingMessage,
): Promise<Outcome> {
  const method = request.method ?? "GET";
  const url = request.url ?? "/";
  const { pathname, searchParams } = new URL(url, "http://sandbox");
  const common = { world, requestId, method, query: searchParams, headers: request.headers, url, body };
  if (pathname === "/_sandbox" || pathname.startsWith("/_sandbox/")) {
    const match = expectRoute(findRoute(doorRoutes, method, pathname), pathname);
    if (match.route.access !== "open") throw unauthorized();
    return match.route.handle({ ...common, path: pathname, param: paramReader(match), rule: null });
  }
  world.requests.count(method, pathname);
  if (!pathname.startsWith(`${prefix}/`)) throw new Refusal(404, `No resource found at ${pathname}`);
  // The hub in the path says nothing; the token decides.
  const path = pathname.slice(prefix.length).replace(/^\/hubs\/[^/]+(?=\/)/, "");
  const identity = identify(world, request.headers.authorization);
  const rule = world.rules.take({ method, path, connection: identity.connection });
  const found = findRoute(routes, method, path);
  if (rule && rule.delayMs > 0) await sleep(rule.delayMs, undefined, { signal: world.stopping });
  const base = { ...common, path, rule };
  if (rule?.when === "before" && (rule.drop || rule.answer)) return before(rule, base, found, identity);
  const match = expectRoute(found, path);
  const reply = await handle({ ...base, param: paramReader(match) }, match, identity).catch(
    (error: unknown) => {
      if (error instanceof Refusal) return error.toReply(requestId);
      throw error;
    },
  );
  return rule?.when === "after" ? after(rule, reply, requestId) : reply;
}

/** What a rule makes of an answer. A status without a body gets the platform's error body; "" sends none. */
function after({ drop, answer: instead }: Rule, reply: Reply, requestId: string): Outcome {
  if (drop) return "dropped";
  if (!instead) return reply;
  const { status, body } = instead;
  if (body !== undefined || status < 400) return instead;
  return { ...instead, ...new Refusal(status, STATUS_CODES[status] ?? "Unknown fault").toReply(requestId) };
}

function before(
  rule: Rule,
  base: Omit<Call, "param">,
  found: ReturnType<typeof findRoute>,
  { connection }: Identity,
): Outcome {
  const outcome = after(rule, { status: 500 }, base.requestId);
  if (connection && found && found !== "wrong verb" && found.route.access === "connector") {
    const call: ConnectorCall = { ...base, param: paramReader(found), connection };
    found.route.untried?.(call, outcome === "dropped" ? outcome : outcome.status);
  }
  return outcome;
}

async function handle(call: Call, { route }: Match, identity: Identity): Promise<Reply> {
  if (route.access === "connector") {
    const { connection } = identity;
    if (!connection) throw unauthorized();
    if (connection.behaviour.disabled && !route.evenDisabled) {
      throw new Refusal(403, `Element instance ${connection.id} is disabled`);
    }
    return route.handle({ ...call, connection });
  }
  if (route.access === "platform" && !identity.platform) throw unauthorized();
  return route.handle(call);
}

function expectRoute(found: ReturnType<typeof findRoute>, path: string): Match {
  if (found === null) throw new Refusal(404, `No resource found at ${path}`);
  if (found === "wrong verb") throw new Refusal(405, `The method is not allowed for ${path}`);
  return found;
}

function paramReader({ params }: Match): (name: string) => string {
  return (name) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The route has no segment named ${name}`);
    return value;
  };
}
