import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { items, type OpenSandbox, openSandbox, patience } from "../test-client";

const json = (method: string, body: unknown, headers: Record<string, string> = {}) => ({
  method,
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});
const madeSchema = z.object({
  id: z.number(),
  token: z.string(),
  name: z.string(),
  tags: z.array(z.string()),
});
const settingSchema = z.object({ id: z.number(), key: z.string(), propertyValue: z.string() });

async function settingOf({ call }: OpenSandbox, path: string, key: string) {
  const settings = z.array(settingSchema).parse((await call("sage200", path)).body);
  const setting = settings.find((each) => each.key === key);
  if (!setting) throw new Error(`${key} is not there`);
  return setting;
}

it("swaps a login for a token and the token for the secrets", async () => {
  const { url, door, described } = await openSandbox();
  const { login } = z.object({ login: z.unknown() }).parse((await door("")).body);
  const authenticate = (body: unknown) => fetch(`${url}/authentication`, json("POST", body));
  const { token } = z.object({ token: z.string() }).parse(await (await authenticate(login)).json());
  const secrets = await fetch(`${url}/authentication/secrets`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  expect(await secrets.json()).toEqual({
    userSecret: described.user,
    organizationSecret: described.organization,
  });
  expect((await authenticate({ username: "owner@example.com", password: "wrong" })).status).toBe(401);
  expect((await fetch(`${url}/authentication/secrets`)).status).toBe(401);
});

it("a new instance has records and ids of its own, and its token ends with it", async () => {
  const { call, door, user } = await withUser();
  const created = await call(
    null,
    "/elements/sage200/instances",
    json("POST", {
      name: "<b>Second</b>",
      tags: ["<i>mine</i>"],
      configuration: { "company.name": "Other Ltd" },
    }),
  );
  const { id, token, name, tags } = madeSchema.parse(created.body);
  expect({ name, tags }).toEqual({ name: "Second", tags: ["mine"] });
  const headers = { Authorization: `Element ${token}, User ${user}` };
  const ours = items(await call(null, "/customers", { headers })).map((each) => each.id);
  const others = items(await call("sage200", "/customers")).map((each) => each.id);
  expect(ours.length).toBe(others.length);
  expect(ours.some((each) => others.includes(each))).toBe(false);
  expect(items(await call(null, "/elements/sage200/instances"))).toHaveLength(2);
  expect((await call(null, `/elements/sage200/instances/${id}`, { method: "DELETE" })).status).toBe(200);
  expect((await call(null, "/customers", { headers })).status).toBe(401);
  await door("/control", { reset: true });
  expect(items(await call(null, "/instances"))).toHaveLength(3);
});

async function withUser() {
  const sandbox = await openSandbox();
  return { ...sandbox, user: sandbox.described.user };
}

it("the token's own instance can be renamed, and markup is taken out of names", async () => {
  const { call } = await openSandbox();
  const renamed = await call("sage200", "/instances", json("PATCH", { name: '<a href="#">Books</a>' }));
  expect(renamed.body).toMatchObject({ name: "Books" });
});

it("single settings are read and changed by their number, and nulls are answered when they are let through", async () => {
  const sandbox = await openSandbox();
  const { call } = sandbox;
  for (const path of ["/instances/configuration", "/instances/425911/configuration"]) {
    const setting = await settingOf(sandbox, "/instances/configuration", "filter.response.nulls");
    expect(setting.propertyValue).toBe(path === "/instances/configuration" ? "true" : "false");
    const platform = path === "/instances/configuration" ? "sage200" : null;
    const changed = await call(
      platform,
      `${path}/${setting.id}`,
      json("PATCH", { ...setting, propertyValue: "false" }),
    );
    expect(changed.body).toMatchObject({ propertyValue: "false" });
    expect((await call(platform, `${path}/${setting.id}`)).body).toEqual(changed.body);
  }
  const [customer] = items(await call("sage200", "/customers?pageSize=1"));
  expect(Object.values(customer ?? {})).toContain(null);
  expect((await call("sage200", "/instances/configuration/1")).status).toBe(404);
});

it("an asynchronous call is answered at once and tells its outcome to the callback address", async () => {
  const bodies: unknown[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      bodies.push(JSON.parse(body));
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/done`;
  const { call } = await openSandbox();
  const asked = { "Elements-Async-Request": "True", "Elements-Async-Callback-Url": url };
  const answer = await call(
    "eloqua",
    "/contact",
    json("POST", { C_EmailAddress: "late@example.com" }, asked),
  );
  expect(answer.body).toEqual({ eventId: expect.any(Number), eventStatus: "dispatched" });
  await expect
    .poll(() => bodies, patience)
    .toMatchObject([{ instanceId: 425937, response: { C_EmailAddress: "late@example.com" } }]);
  const without = await call("eloqua", "/contact", { headers: { "Elements-Async-Request": "True" } });
  expect(without.status).toBe(400);
});
