import type { Connection } from "../connections";
import type { Call, ConnectorCall } from "../http/call";
import { pageOf, pageRequest } from "../http/paging";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { instanceShape } from "./instance-shape";

/** A search without a match is 404, not an empty list. */
function list({ world, query }: Call): Reply {
  const tags = query.getAll("tags[]");
  const text = query.get("searchText")?.toLowerCase();
  const found = world.connections.filter(
    (connection) =>
      tags.every((tag) => connection.tags.includes(tag)) &&
      (text === undefined || connection.name.toLowerCase().includes(text)),
  );
  if (found.length === 0) throw new Refusal(404, "No element instances found");
  const hydrated = query.get("hydrate") !== "false";
  return pageOf(
    found.map((connection) => instanceShape(connection, hydrated)),
    pageRequest(query),
  );
}

function named({ world, param }: Call): Connection {
  const id = param("id");
  const connection = world.connections.find((each) => String(each.id) === id);
  if (!connection) throw new Refusal(404, `No element instance found with ID ${id}`);
  return connection;
}

const configurationOf = ({ id, configuration }: Connection): Reply =>
  ok(
    Object.entries(configuration).map(([key, propertyValue], index) => ({
      id: id * 100 + index,
      key,
      propertyValue,
      elementInstanceId: id,
    })),
  );

export const instanceRoutes: Route[] = [
  { method: "GET", path: "/instances", access: "platform", handle: list },
  {
    method: "GET",
    path: "/instances/configuration",
    access: "connector",
    evenDisabled: true,
    handle: (call: ConnectorCall) => configurationOf(call.connection),
  },
  {
    method: "GET",
    path: "/instances/:id",
    access: "platform",
    handle: (call) => ok(instanceShape(named(call), true)),
  },
  {
    method: "GET",
    path: "/instances/:id/configuration",
    access: "platform",
    handle: (call) => configurationOf(named(call)),
  },
];
