import { z } from "zod";
import { type Call, readJson } from "../http/call";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import type { World } from "../world";
import { behaviourSchema, usualBehaviour } from "./behaviour";
import { commandSchema, rulesOf } from "./command";

const describe = ({ world }: Call): Reply =>
  ok({
    url: world.url,
    user: world.user,
    organization: world.organization,
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
  for (const rule of rulesOf(command)) world.rules.add(rule);
  return state(call);
}

function reset({ connections, rules, settings }: World): void {
  rules.clear();
  for (const { behaviour } of connections)
    Object.assign(behaviour, usualBehaviour(settings.recordsPerSecond));
}

const state = ({ world }: Call): Reply =>
  ok({
    connections: Object.fromEntries(
      world.connections.map(({ connector, behaviour }) => [connector.key, behaviour]),
    ),
    rules: world.rules.list(),
  });

/** The sandbox's own door, beside the API it stands in for. It is open: the sandbox listens on the loopback only. */
export const doorRoutes: readonly Route[] = [
  { method: "GET", path: "/_sandbox", access: "open", handle: describe },
  {
    method: "GET",
    path: "/_sandbox/ledger",
    access: "open",
    handle: ({ world }) => ok({ uploads: world.ledger.uploads, callbacks: world.ledger.callbacks }),
  },
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
