import { z } from "zod";
import type { Connection } from "../connections";
import { type Call, type ConnectorCall, readJsonBody } from "../http/call";
import { pageOf, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { instanceShape, shownConfiguration } from "./instance-shape";
import { swaggerOf } from "./swagger";

/** A search without a match is 404, not an empty list. */
export function list(
  { world, query }: Call,
  belongs: (connection: Connection) => boolean = () => true,
): Reply {
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

function named({ world, param }: Call): Connection {
  const id = param("id");
  const connection = world.connections.find((each) => String(each.id) === id);
  if (!connection || connection.behaviour.deleted) {
    throw new Refusal(404, `No element instance found with ID ${id}`);
  }
  return connection;
}

const configurationOf = (connection: Connection): Reply =>
  ok(
    shownConfiguration(connection).map(([key, propertyValue], index) => ({
      id: connection.id * 100 + index,
      key,
      propertyValue,
      elementInstanceId: connection.id,
    })),
  );

const docsOf = ({ connector }: Connection): Reply => ok(swaggerOf(connector, connector.objects));

const changeSchema = z.object({
  name: z.string().min(1).optional(),
  tags: z.array(z.string()).optional(),
  configuration: z.record(z.string(), z.nullable(z.union([z.string(), z.boolean(), z.number()]))).optional(),
});

async function change(call: Call): Promise<Reply> {
  const connection = named(call);
  const parsed = changeSchema.safeParse(await readJsonBody(call));
  if (!parsed.success) throw new Refusal(400, `Invalid request. ${z.prettifyError(parsed.error)}`);
  const { name, tags, configuration = {} } = parsed.data;
  if (name !== undefined) connection.name = name;
  if (tags) connection.tags = tags;
  for (const [key, value] of Object.entries(configuration)) {
    if (value === null) connection.configuration.delete(key);
    else connection.configuration.set(key, String(value));
  }
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

const own = (path: string, handle: (connection: Connection) => Reply): Route => ({
  method: "GET",
  path,
  access: "connector",
  evenDisabled: true,
  handle: ({ connection }: ConnectorCall) => handle(connection),
});

export const instanceRoutes: Route[] = [
  platform("GET", "/instances", (call) => list(call)),
  platform("GET", "/accounts/instances", (call) => list(call)),
  platform("GET", "/accounts/:account/instances", (call) => list(call)),
  own("/instances/configuration", configurationOf),
  own("/instances/docs", docsOf),
  platform("GET", "/instances/:id", (call) => ok(instanceShape(named(call), true))),
  platform("PATCH", "/instances/:id", change),
  platform("DELETE", "/instances/:id", remove),
  platform("GET", "/instances/:id/configuration", (call) => configurationOf(named(call))),
  platform("GET", "/instances/:id/docs", (call) => docsOf(named(call))),
  platform("PUT", "/instances/:id/enabled", enable(false)),
  platform("DELETE", "/instances/:id/enabled", enable(true)),
];
