import { z } from "zod";
import { callbackBody, callbackSignature, deliver } from "../bulk/send-callback";
import { isPlanned, restore, rotateToken } from "../connections";
import { type Call, readJson } from "../http/call";
import { pageReply, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { login } from "../platform/authentication";
import type { World } from "../world";
import { behaviourSchema, usualBehaviour } from "./behaviour";
import { commandSchema, rulesOf } from "./command";
import { Dice } from "./dice";

const describe = ({ world }: Call): Reply =>
  ok({
    url: world.url,
    user: world.user,
    organization: world.organization,
    login,
    connections: world.connections.map(({ id, connector, name, token }) => ({
      id: String(id),
      key: connector.key,
      name,
      token,
    })),
  });

function file({ world, param }: Call): Reply {
  const job = world.jobs.find(param("id"));
  if (!job) throw new Refusal(404, `No bulk job found with ID ${param("id")}`);
  if (!job.fileKept) throw new Refusal(404, `The file of job ${job.id} is no longer kept`);
  return { status: 200, file: job.file };
}

/** Only the switches, of everything a command may hold. */
const switchesSchema = z.object(behaviourSchema.shape).partial();

async function control(call: Call): Promise<Reply> {
  const { world } = call;
  const body = await readJson(call);
  const parsed = commandSchema.safeParse(body);
  if (!parsed.success) throw new Refusal(400, z.prettifyError(parsed.error));
  const command = parsed.data;
  const named = world.connections.filter(
    ({ id, connector }) =>
      command.connection === undefined || [connector.key, String(id)].includes(command.connection),
  );
  if (named.length === 0) throw new Refusal(404, `There is no connection ${command.connection}`);
  if (command.reset) reset(world);
  for (const { behaviour } of named) Object.assign(behaviour, switchesSchema.parse(body));
  if (command.rotateToken) named.forEach(rotateToken);
  for (const rule of rulesOf(command)) world.rules.add(rule);
  if (command.dice !== undefined) world.dice = command.dice && new Dice(command.dice);
  if (command.emptyInstances !== undefined) world.emptyInstances = command.emptyInstances;
  world.clock.advance(command.advanceSeconds * 1000);
  const { refuseForMs } = command;
  const told = state(call);
  return refuseForMs === undefined ? told : { ...told, sent: () => world.listener.refuseFor(refuseForMs) };
}

function reset(world: World): void {
  world.rules.clear();
  world.dice = null;
  world.emptyInstances = 404;
  world.connections = world.connections.filter(isPlanned);
  for (const connection of world.connections) {
    Object.assign(connection.behaviour, usualBehaviour(world.settings.recordsPerSecond));
    restore(connection);
  }
}

/** Sends a callback of any content to the address of a job or to another, and answers when it was tried. */
async function callback(call: Call): Promise<Reply> {
  const { world } = call;
  const parsed = deliverySchema.safeParse(await readJson(call));
  if (!parsed.success) throw new Refusal(400, z.prettifyError(parsed.error));
  const { job: id, url, body, signature, status, times } = parsed.data;
  const job = world.jobs.find(id);
  if (!job) throw new Refusal(404, `No bulk job found with ID ${id}`);
  const text = body ?? callbackBody(job, status);
  const signed = signature === undefined ? callbackSignature(world, job, text) : signature;
  const delivery = { id, url: url ?? job.callbackUrl ?? "", body: text, signature: signed };
  await Promise.all(Array.from({ length: times }, () => deliver(world, delivery)));
  return ok({ callbacks: world.ledger.callbacks.slice(-times) });
}

const deliverySchema = z.strictObject({
  job: z.string(),
  url: z.string().optional(),
  /** The text to send; the job's status otherwise, as one of another state if told. */
  body: z.string().optional(),
  status: z.enum(["CREATED", "STARTED", "RUNNING", "COMPLETED", "ERROR", "ABORTED", "CANCELLED"]).optional(),
  /** The whole value of the header; null sends none, and without this it is as the connection signs. */
  signature: z.nullable(z.string()).optional(),
  /** So many at once. */
  times: z.int().min(1).max(1000).default(1),
});

function ledger({ world }: Call): Reply {
  const { uploads, callbacks, faults, calls } = world.ledger;
  return ok({ uploads, callbacks, faults, calls: calls.length });
}

const state = ({ world }: Call): Reply =>
  ok({
    connections: Object.fromEntries(
      world.connections.map((connection) => [
        isPlanned(connection) ? connection.connector.key : String(connection.id),
        connection.behaviour,
      ]),
    ),
    rules: world.rules.list(),
    dice: world.dice?.report() ?? null,
    clockAheadMs: world.clock.aheadMs,
    emptyInstances: world.emptyInstances,
  });

/** The sandbox's own door, beside the API it stands in for. It is open: the sandbox listens on the loopback only. */
export const doorRoutes: readonly Route[] = [
  { method: "GET", path: "/_sandbox", access: "open", handle: describe },
  { method: "GET", path: "/_sandbox/ledger", access: "open", handle: ledger },
  {
    method: "GET",
    path: "/_sandbox/ledger/calls",
    access: "open",
    handle: ({ world, query }) => {
      const { from, size } = pageRequest(query);
      const { calls } = world.ledger;
      return pageReply(calls.read(from, size), from + size < calls.length ? from + size : null);
    },
  },
  { method: "POST", path: "/_sandbox/callback", access: "open", handle: callback },
  { method: "GET", path: "/_sandbox/files/:id", access: "open", handle: file },
  {
    method: "GET",
    path: "/_sandbox/requests",
    access: "open",
    handle: ({ world }) => ok(world.requests.report()),
  },
  { method: "GET", path: "/_sandbox/control", access: "open", handle: state },
  { method: "POST", path: "/_sandbox/control", access: "open", handle: control },
];
