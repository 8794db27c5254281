import { connectorMetadata, fieldMetadata } from "../connectors/metadata";
import type { Call, ConnectorCall } from "../http/call";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";

/** Names, or with `Elements-Version: Helium` objects (Open Connectors reference, object list). */
function objects({ connection, headers }: ConnectorCall): Reply {
  const specs = connection.connector.objects;
  const helium = String(headers["elements-version"]).toLowerCase() === "helium";
  return ok(
    specs.map(({ name, vendorName }) =>
      helium ? { name, vendorName, type: name === vendorName ? "vendor" : "ceCanonical" } : name,
    ),
  );
}

function metadata({ connection, param, query }: ConnectorCall): Reply {
  const name = param("object");
  const spec = connection.connector.objects.find((object) => object.name === name);
  if (!spec) throw new Refusal(404, `Object ${name} was not found`);
  const onlyCustom = query.get("customFieldsOnly") === "true";
  const fields = spec.fields.filter((field) => !onlyCustom || field.custom);
  return ok({ fields: fields.map((field) => fieldMetadata(spec, field)) });
}

function elementMetadata({ world, param }: Call): Reply {
  const wanted = param("element");
  const known = world.connections.map(({ connector }) => connector);
  const connector = known.find(({ key, elementId }) => key === wanted || String(elementId) === wanted);
  if (!connector) throw new Refusal(404, `No element found with ID or key ${wanted}`);
  return ok(connectorMetadata(connector));
}

const ping = ({ connection }: ConnectorCall): Reply =>
  ok({ dateTime: new Date().toISOString(), endpoint: connection.connector.key });

export const discoveryRoutes: Route[] = [
  { method: "GET", path: "/objects", access: "connector", evenDisabled: true, handle: objects },
  {
    method: "GET",
    path: "/objects/:object/metadata",
    access: "connector",
    evenDisabled: true,
    handle: metadata,
  },
  { method: "GET", path: "/elements/:element/metadata", access: "platform", handle: elementMetadata },
  { method: "GET", path: "/ping", access: "connector", handle: ping },
];
