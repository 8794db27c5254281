import type { ObjectSpec } from "../connectors/connector";
import { fieldMetadata } from "../connectors/metadata";
import type { ConnectorCall } from "../http/call";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { swaggerOf } from "./swagger";

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

function specOf({ connection, param }: ConnectorCall): ObjectSpec {
  const name = param("object");
  const spec = connection.connector.objects.find((object) => object.name === name);
  if (!spec) throw new Refusal(404, `Object ${name} was not found`);
  return spec;
}

function metadata(call: ConnectorCall): Reply {
  const { connection, query } = call;
  const spec = specOf(call);
  const onlyCustom = query.get("customFieldsOnly") === "true";
  const fields = spec.fields.filter((field) => !onlyCustom || field.custom);
  return ok({ fields: fields.map((field) => fieldMetadata(spec, field, connection.behaviour)) });
}

const ping = ({ connection }: ConnectorCall): Reply =>
  ok({
    dateTime: new Date().toISOString(),
    endpoint: connection.connector.key,
    valid: connection.behaviour.valid,
  });

export const discoveryRoutes: Route[] = [
  { method: "GET", path: "/objects", access: "connector", evenDisabled: true, handle: objects },
  {
    method: "GET",
    path: "/objects/:object/metadata",
    access: "connector",
    evenDisabled: true,
    handle: metadata,
  },
  {
    method: "GET",
    path: "/objects/:object/docs",
    access: "connector",
    evenDisabled: true,
    handle: (call: ConnectorCall) => ok(swaggerOf(call.connection.connector, [specOf(call)])),
  },
  { method: "GET", path: "/ping", access: "connector", asksVendor: true, handle: ping },
];
