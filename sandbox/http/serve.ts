import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { doorPrefix } from "../control/door-prefix";
import { plannedAnswer, type Rule } from "../control/rules";
import type { World } from "../world";
import { identify } from "./authorization";
import type { Call } from "./call";
import { answerCall, answerDoor, prefix } from "./dispatch";
import { bodyOf } from "./faulty-body";
import { newRequestId, Refusal, type Reply } from "./reply";
import { writeReply } from "./write-reply";

type Unplaced = Omit<Call, "param">;

/** Answers one request, or does to its connection what a control rule says. */
export async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://sandbox");
  const call: Unplaced = {
    world,
    requestId: newRequestId(),
    method: request.method ?? "GET",
    path: pathname,
    query: searchParams,
    headers: request.headers,
    url: request.url ?? "/",
    body: () => request,
    arrived: () => request.complete,
    rule: null,
  };
  if (pathname === doorPrefix || pathname.startsWith(`${doorPrefix}/`)) {
    const letGoOn = continuation(request, response);
    const reply = await settle(call, () => answerDoor({ ...call, body: () => letGoOn(null) }));
    response.once("finish", () => reply.sent?.());
    return writeReply(response, reply, call.requestId, null);
  }
  await serveApi(call, request, response);
}

async function serveApi(found: Unplaced, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, requestId, method, url } = found;
  const receivedAt = world.clock.iso();
  world.requests.count(method, found.path);
  const identity = identify(world, request.headers.authorization);
  const path = platformPath(found.path);
  const subject = { method, path, connection: identity.connection };
  const rule = world.rules.take(subject) ?? world.dice?.take(subject) ?? null;
  const letGoOn = continuation(request, response);
  if (rule?.continue === "at-once") letGoOn(rule);
  const call = { ...found, path, rule, body: () => letGoOn(rule) };
  const reply = await settle(call, () =>
    found.path.startsWith(`${prefix}/`) ? answerCall(call, identity) : nowhere(found.path),
  );
  const planned = plannedAnswer(rule);
  const gone = planned === "dropped" || (request.destroyed && !request.complete);
  world.ledger.note({
    receivedAt,
    method,
    url,
    connection: identity.connection?.connector.key ?? null,
    requestId,
    answer: gone ? "dropped" : reply.status,
    fault: rule?.fault ?? null,
  });
  if (rule && planned === "dropped") return end(world, request, rule);
  if (gone) return void request.socket.destroy();
  await writeReply(response, reply, requestId, rule);
}

/** The hub in the path says nothing; the token decides. */
const platformPath = (path: string): string =>
  path.startsWith(`${prefix}/`) ? path.slice(prefix.length).replace(/^\/hubs\/[^/]+(?=\/)/, "") : path;

function nowhere(path: string): never {
  throw new Refusal(404, `No resource found at ${path}`);
}

/** The answer, faults of the sandbox itself included. */
async function settle({ requestId }: Unplaced, answer: () => Promise<Reply>): Promise<Reply> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof Refusal) return error.toReply(requestId);
    return { status: 500, body: { requestId, message: `Sandbox fault: ${String(error)}` } };
  }
}

/**
 * Gives the body, and before that 100 Continue to a client that waits for it. As long as it waits, it will not send its body:
 * a final answer then ends the connection.
 */
function continuation(request: IncomingMessage, response: ServerResponse) {
  let waits = request.headers.expect?.toLowerCase() === "100-continue";
  if (waits) response.setHeader("Connection", "close");
  return (rule: Rule | null) => {
    if (waits && rule?.continue !== "never") {
      response.writeContinue();
      response.removeHeader("Connection");
    }
    waits = false;
    return bodyOf(request, rule);
  };
}

async function end(world: World, request: IncomingMessage, rule: Rule): Promise<void> {
  const { socket } = request;
  if (rule.stall && !socket.destroyed) {
    const stopped = await once(socket, "close", { signal: world.stopping }).catch(() => null);
    if (stopped) return;
  }
  if (rule.refuseForMs > 0) world.listener.refuseFor(rule.refuseForMs);
  if (rule.drop) socket.destroy();
  else socket.resetAndDestroy();
}
