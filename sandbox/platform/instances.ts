import { z } from "zod";
import { addConnection, type Connection } from "../connections";
import type { Connector } from "../connectors/connector";
import { usualBehaviour } from "../control/behaviour";
import { type Call, type ConnectorCall, readJsonBody } from "../http/call";
import { pageOf, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { configurationRoutes } from "./configuration";
import { connectorNamed } from "./elements";
import { instanceShape } from "./instance-shape";
import { named } from "./named-instance";
import { swaggerOf } from "./swagger";

type Belongs = (connection: Connection) => boolean;

/** A search without a match is 404, not an empty list. */
function list({ world, query }: Call, belongs: Belongs = () => true): Reply {
  const tags = query.getAll("tags[]");
  const text = query.get("searchText")?.toLowerCase();
  const held = world.connections.filter((connection) => !connection.behaviour.deleted && belongs(connection));
  const found = held.filter(
    (connection) =>
      tags.every((tag) => connection.tags.includes(tag)) &&
      (text === undefined || connection.name.toLowerCase().includes(text)),
  );
  const searched = tags.length > 0 || text !== undefined;
  if (found.length === 0 && (searched || world.emptyInstances === 404)) {
    throw new Refusal(404, "No element instances found");
  }
  const hydrated = query.get("hydrate") !== "false";
  return pageOf(
    found.map((connection) => instanceShape(connection, hydrated)),
    pageRequest(query),
  );
}

const docsOf = ({ connector }: Connection): Reply => ok(swaggerOf(connector, connector.objects));

/** Names and tags are shown to people: markup is taken out of them. */
const plain = (text: string) => text.replace(/<[^>]*>/g, "");

const changeSchema = z.object({
  name: z.string().min(1).transform(plain).optional(),
  tags: z.array(z.string().transform(plain)).optional(),
  configuration: z.record(z.string(), z.nullable(z.union([z.string(), z.boolean(), z.number()]))).optional(),
});

async function read<S extends z.ZodType>(call: Call, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(await readJsonBody(call));
  if (!parsed.success) throw new Refusal(400, `Invalid request. ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function apply(connection: Connection, change: z.output<typeof changeSchema>): void {
  const { name, tags, configuration = {} } = change;
  if (name !== undefined) connection.name = name;
  if (tags) connection.tags = tags;
  for (const [key, value] of Object.entries(configuration)) {
    if (value === null) connection.configuration.delete(key);
    else connection.configuration.set(key, String(value));
  }
}

async function change(call: Call, connection: Connection): Promise<Reply> {
  apply(connection, await read(call, changeSchema));
  return ok(instanceShape(connection, true));
}

const creationSchema = changeSchema.extend({
  element: z.object({ key: z.string().optional(), id: z.number().optional() }).optional(),
});

/** Authenticates a connection anew: a company of its own, with records of its own. Any credentials do. */
async function create(call: Call, of?: Connector): Promise<Reply> {
  const { world } = call;
  const { element, ...given } = await read(call, creationSchema);
  const connector = of ?? connectorNamed(world, element?.key ?? String(element?.id ?? ""));
  const connection = addConnection(
    world.connections,
    connector,
    world.directory,
    usualBehaviour(world.settings.recordsPerSecond),
  );
  apply(connection, given);
  return ok(instanceShape(connection, true));
}

const enable = (disabled: boolean) => (call: Call) => {
  const connection = named(call);
  connection.behaviour.disabled = disabled;
  return ok(instanceShape(connection, true));
};

function remove(call: Call): Reply {
  named(call).behaviour.deleted = true;
  return { status: 200 };
}

const platform = (method: string, path: string, handle: (call: Call) => Reply | Promise<Reply>): Route => ({
  method,
  path,
  access: "platform",
  handle,
});

const own = (
  method: string,
  path: string,
  handle: (call: ConnectorCall) => Reply | Promise<Reply>,
): Route => ({ method, path, access: "connector", evenDisabled: true, handle });

/** The same below `/instances` and below `/elements/{keyOrId}/instances`. */
const oneOf = (path: string): Route[] => [
  platform("GET", path, (call) => ok(instanceShape(named(call), true))),
  platform("PATCH", path, (call) => change(call, named(call))),
  platform("PUT", path, (call) => change(call, named(call))),
  platform("DELETE", path, remove),
];

const connectorOf = ({ world, param }: Call) => connectorNamed(world, param("element"));

export const instanceRoutes: Route[] = [
  platform("GET", "/instances", (call) => list(call)),
  platform("POST", "/instances", (call) => create(call)),
  own("PATCH", "/instances", (call) => change(call, call.connection)),
  own("PUT", "/instances", (call) => change(call, call.connection)),
  platform("GET", "/accounts/instances", (call) => list(call)),
  platform("GET", "/accounts/:account/instances", (call) => list(call)),
  platform("GET", "/elements/:element/instances", (call) => {
    const connector = connectorOf(call);
    return list(call, (each) => each.connector === connector);
  }),
  platform("POST", "/elements/:element/instances", (call) => create(call, connectorOf(call))),
  ...oneOf("/elements/:element/instances/:id"),
  own("GET", "/instances/docs", ({ connection }) => docsOf(connection)),
  ...configurationRoutes,
  ...oneOf("/instances/:id"),
  platform("GET", "/instances/:id/docs", (call) => docsOf(named(call))),
  platform("PUT", "/instances/:id/enabled", enable(false)),
  platform("DELETE", "/instances/:id/enabled", enable(true)),
];
