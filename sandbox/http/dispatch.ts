import { STATUS_CODES } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { doorRoutes } from "../control/door";
import { plannedAnswer, type Rule } from "../control/rules";
import { routes } from "../routes";
import { answerLater, isAsync } from "./async-call";
import { type Identity, unauthorized } from "./authorization";
import type { Call, ConnectorCall } from "./call";
import { Refusal, type Reply } from "./reply";
import { findRoute, type Match } from "./router";

/** What every path of the platform's API begins with. */
export const prefix = "/elements/api-v2";

type Unplaced = Omit<Call, "param">;
type Found = ReturnType<typeof findRoute>;

/** Answers a call of the sandbox's own door. */
export async function answerDoor(call: Unplaced): Promise<Reply> {
  const match = expectRoute(findRoute(doorRoutes, call.method, call.path), call.path);
  if (match.route.access !== "open") throw unauthorized();
  return match.route.handle({ ...call, param: paramReader(match) });
}

/**
 * Answers a call of the platform's API, as the rule for it has it. Of a rule that gives no answer at all only the effects
 * come about here: the connection is the caller's.
 */
export async function answerCall(call: Unplaced, identity: Identity): Promise<Reply> {
  const { rule, method, path, world, requestId } = call;
  const found = findRoute(routes, method, path);
  const early = rule?.when === "before" && plannedAnswer(rule) !== undefined;
  if (rule && rule.delayMs > 0 && rule.when === "before") await wait(call, rule);
  if (rule && early) {
    tellUntried(call, found, identity, rule);
    return replaced(rule, { status: 500 }, requestId);
  }
  if (method === "OPTIONS") return preflight;
  const reply = await tried(call, expectRoute(found, path), identity);
  if (rule && rule.delayMs > 0 && rule.when !== "before") await wait(call, rule);
  if (world.stopping.aborted) return reply;
  return rule && rule.when !== "before" ? replaced(rule, reply, requestId) : reply;
}

const wait = ({ world }: Unplaced, { delayMs }: Rule) =>
  sleep(delayMs, undefined, { signal: world.stopping });

/** To a browser that asks whether it may call at all. */
const preflight: Reply = {
  status: 200,
  headers: {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers":
      "Authorization, Content-Type, Accept, Elements-Version, Elements-Async-Callback-Url",
  },
};

async function tried(call: Unplaced, match: Match, identity: Identity): Promise<Reply> {
  try {
    expectAccepted(call, match);
    return await handle({ ...call, param: paramReader(match) }, match, identity);
  } catch (error) {
    if (error instanceof Refusal) return error.toReply(call.requestId);
    throw error;
  }
}

/** What a rule makes of an answer. A status without a body gets the platform's error body; "" sends none. */
function replaced({ answer: instead }: Rule, reply: Reply, requestId: string): Reply {
  if (!instead) return reply;
  const { status, body, retryAfter } = instead;
  const headers = {
    ...instead.headers,
    ...(retryAfter ? { "Retry-After": retryAfterText(retryAfter) } : {}),
  };
  if (body !== undefined || status < 400) return { status, body, headers };
  return { ...new Refusal(status, STATUS_CODES[status] ?? "Unknown fault").toReply(requestId), headers };
}

const retryAfterText = ({ seconds, as }: { seconds: number; as: "seconds" | "date" }): string =>
  as === "seconds" ? String(seconds) : new Date(Date.now() + seconds * 1000).toUTCString();

function tellUntried(call: Unplaced, found: Found, { connection }: Identity, rule: Rule): void {
  const planned = plannedAnswer(rule);
  if (planned === undefined || !connection || !found || found === "wrong verb") return;
  if (found.route.access === "connector") {
    found.route.untried?.({ ...call, param: paramReader(found), connection }, planned);
  }
}

async function handle(call: Call, { route }: Match, identity: Identity): Promise<Reply> {
  if (route.access !== "connector") {
    if (route.access === "platform" && !identity.platform) throw unauthorized();
    return route.handle(call);
  }
  const { connection } = identity;
  if (!connection) throw unauthorized();
  if (connection.behaviour.disabled && !route.evenDisabled) {
    throw new Refusal(403, `Element instance ${connection.id} is disabled`);
  }
  if (connection.behaviour.vendorDown && route.asksVendor) {
    throw new Refusal(502, "The vendor could not be reached", "connect ETIMEDOUT");
  }
  const connectorCall: ConnectorCall = { ...call, connection };
  // Bulk calls are asynchronous as they are.
  if (!isAsync(call) || call.path.startsWith("/bulk/")) return route.handle(connectorCall);
  return answerLater(connectorCall, async (later) => {
    try {
      return await route.handle(later);
    } catch (error) {
      if (error instanceof Refusal) return error.toReply(call.requestId);
      throw error;
    }
  });
}

function expectRoute(found: Found, path: string): Match {
  if (found === null) throw new Refusal(404, `No resource found at ${path}`);
  if (found === "wrong verb") throw new Refusal(405, `The method is not allowed for ${path}`);
  return found;
}

/** @throws Refusal 406 when `Accept` does not allow the JSON that all but a few routes answer with */
function expectAccepted({ headers }: Unplaced, { route }: Match): void {
  const { accept = "" } = headers;
  if (route.accepts === "any" || accept === "" || /\*\/\*|application\/(\*|json)/i.test(accept)) return;
  throw new Refusal(
    406,
    `The answer is application/json, which Accept does not allow: ${accept.slice(0, 200)}`,
  );
}

function paramReader({ params }: Match): (name: string) => string {
  return (name) => {
    const value = params[name];
    if (value === undefined) throw new Error(`The route has no segment named ${name}`);
    return value;
  };
}
