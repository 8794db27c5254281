import { z } from "zod";
import type { Connection } from "../connections";
import { type Call, type ConnectorCall, readJsonBody } from "../http/call";
import { ok, Refusal, type Reply } from "../http/reply";
import type { Route } from "../http/router";
import { shownConfiguration } from "./instance-shape";
import { named } from "./named-instance";

interface Setting {
  id: number;
  key: string;
  propertyValue: string;
  elementInstanceId: number;
}

/** Each setting has a number of its own, by which it can be read and changed. */
const settingsOf = (connection: Connection): Setting[] =>
  shownConfiguration(connection).map(([key, propertyValue], index) => ({
    id: connection.id * 100 + index,
    key,
    propertyValue,
    elementInstanceId: connection.id,
  }));

function settingOf(connection: Connection, id: string): Setting {
  const setting = settingsOf(connection).find((each) => String(each.id) === id);
  if (!setting) throw new Refusal(404, `No configuration found with ID ${id}`);
  return setting;
}

const changeSchema = z.object({ propertyValue: z.union([z.string(), z.boolean(), z.number()]) });

async function change(call: Call, connection: Connection): Promise<Reply> {
  const { id, key } = settingOf(connection, call.param("setting"));
  const parsed = changeSchema.safeParse(await readJsonBody(call));
  if (!parsed.success) throw new Refusal(400, `Invalid request. ${z.prettifyError(parsed.error)}`);
  connection.configuration.set(key, String(parsed.data.propertyValue));
  return ok(settingOf(connection, String(id)));
}

const own = (
  method: string,
  path: string,
  handle: (call: ConnectorCall) => Reply | Promise<Reply>,
): Route => ({ method, path, access: "connector", evenDisabled: true, handle });

const platform = (method: string, path: string, handle: (call: Call) => Reply | Promise<Reply>): Route => ({
  method,
  path,
  access: "platform",
  handle,
});

/** Open Connectors reference, instances: by the instance's id, or without it by the element token. */
export const configurationRoutes: Route[] = [
  own("GET", "/instances/configuration", ({ connection }) => ok(settingsOf(connection))),
  own("GET", "/instances/configuration/:setting", ({ connection, param }) =>
    ok(settingOf(connection, param("setting"))),
  ),
  own("PATCH", "/instances/configuration/:setting", (call) => change(call, call.connection)),
  platform("GET", "/instances/:id/configuration", (call) => ok(settingsOf(named(call)))),
  platform("GET", "/instances/:id/configuration/:setting", (call) =>
    ok(settingOf(named(call), call.param("setting"))),
  ),
  platform("PATCH", "/instances/:id/configuration/:setting", (call) => change(call, named(call))),
];
