import { readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type APIRequestContext, request } from "@playwright/test";
import { project } from "./fixtures/child-process";
import { httpClient, member } from "./fixtures/http-client";
import { administrator } from "./fixtures/start-program";
import { expect, test } from "./fixtures/test";

const open = ["health", "callbacks/bulk/[attemptId]", "demo/enter", "invitations/accept"];
/** Signing in lives behind a catch-all that is an allow-list: it has a test of its own. */
const allowList = "auth/[...action]";
const routes = readdirSync(join(project, "app/api"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => relative(".", dirname(file)));

const addressOf = (route: string) => `/api/${route.replaceAll(/\/?\[+(\.\.\.)?\w+\]+/g, "/1")}`;

let stranger: APIRequestContext;
test.beforeEach(async ({ program }) => {
  stranger = await httpClient(program.url);
});
test.afterEach(() => stranger.dispose());

test.describe("without a session", () => {
  test("every route that a folder of app/api makes is known to this file", () => {
    expect(routes).toEqual(expect.arrayContaining([...open, allowList]));
    expect(routes.length).toBeGreaterThan(10);
  });

  for (const route of routes.filter((known) => ![...open, allowList].includes(known))) {
    test(`/api/${route} answers 401, whatever the method`, async () => {
      for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
        const answer = await stranger.fetch(addressOf(route), {
          method,
          headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
          ...(["GET", "HEAD"].includes(method) ? {} : { data: {} }),
        });
        expect([401, 405], `${method} ${addressOf(route)}`).toContain(answer.status());
        if (answer.status() === 401 && method !== "HEAD") {
          expect(answer.headers()["content-type"]).toBe("application/problem+json");
          expect(await answer.json()).toMatchObject({ status: 401, code: "not_signed_in" });
        }
      }
    });
  }

  test("health says ok", async () => {
    const answer = await stranger.get("/api/health");
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toEqual({ status: "ok" });
  });

  test("pages lead to sign-in and back", async () => {
    for (const path of ["/", "/jobs", "/jobs/1", "/imports/new", "/people"]) {
      const answer = await stranger.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(307);
      const goal = new URL(answer.headers().location ?? "", "http://localhost");
      expect(goal.pathname).toBe("/sign-in");
      expect(goal.searchParams.get("next")).toBe(path);
    }
  });

  test("nothing but sign-in and sign-out of the library behind them can be reached", async () => {
    for (const path of [
      "sign-up/email",
      "get-session",
      "list-sessions",
      "forget-password",
      "admin/list-users",
    ]) {
      for (const method of ["GET", "POST"]) {
        const answer = await stranger.fetch(`/api/auth/${path}`, {
          method,
          ...(method === "POST" ? { data: { email: "a@example.com", password: "long enough 123" } } : {}),
        });
        expect(answer.status(), `${method} ${path}`).toBe(404);
      }
    }
    expect((await stranger.post("/api/auth/sign-out")).status()).toBe(401);
    expect((await stranger.post("/api/demo/enter")).status()).toBe(404);
  });
});

test.describe("signing in", () => {
  test("gives a cookie that scripts cannot read, and signing out ends it", async ({ program }) => {
    const answer = await stranger.post("/api/auth/sign-in/email", { data: administrator });
    expect(answer.status()).toBe(200);
    expect(answer.headers()["set-cookie"]).toMatch(/HttpOnly/i);
    expect(answer.headers()["set-cookie"]).toMatch(/SameSite=Lax/i);
    const me = await member<object>(await stranger.get("/api/me"), "me");
    expect(me).toMatchObject({ email: administrator.email, role: "administrator" });
    const { cookies } = await stranger.storageState();
    expect((await stranger.post("/api/auth/sign-out")).status()).toBe(200);
    const kept = await request.newContext({ baseURL: program.url, storageState: { cookies, origins: [] } });
    expect((await kept.get("/api/me")).status()).toBe(401);
    await kept.dispose();
  });

  test("with a wrong password is 401, and after ten of them in a minute 429", async () => {
    const wrong = { email: "nobody@example.com", password: "not the password" };
    for (let tried = 0; tried < 10; tried++) {
      expect((await stranger.post("/api/auth/sign-in/email", { data: wrong })).status()).toBe(401);
    }
    const answer = await stranger.post("/api/auth/sign-in/email", { data: wrong });
    expect(answer.status()).toBe(429);
    expect(Number(answer.headers()["retry-after"])).toBeGreaterThan(0);
    expect((await stranger.post("/api/auth/sign-in/email", { data: administrator })).status()).toBe(200);
  });
});

test.describe("a session alone is not enough", () => {
  const asked = [
    ["POST", "/api/jobs"],
    ["POST", "/api/uploads"],
    ["PATCH", "/api/uploads/1"],
    ["DELETE", "/api/uploads/1"],
    ["POST", "/api/people/invitations"],
    ["POST", "/api/auth/sign-out"],
  ] as const;
  const elsewhere: Record<string, Record<string, string>> = {
    "of another site": { Origin: "https://example.com", "Sec-Fetch-Site": "cross-site" },
    "of another port of this computer": { Origin: "http://localhost:1" },
    "of a sandboxed frame": { Origin: "null" },
    "that does not say where it comes from": {},
  };

  for (const [words, headers] of Object.entries(elsewhere)) {
    test(`a page ${words} gets 403 and changes nothing`, async ({ program, api }) => {
      const page = await request.newContext({
        baseURL: program.url,
        storageState: await api.storageState(),
        extraHTTPHeaders: headers,
      });
      for (const [method, path] of asked) {
        const answer = await page.fetch(path, { method, data: {} });
        expect(answer.status(), `${method} ${path}`).toBe(403);
        expect(await answer.json()).toMatchObject({ code: "cross_site" });
      }
      expect((await api.get("/api/me")).status()).toBe(200);
      await page.dispose();
    });
  }
});

test("an operator may not see or invite people", async ({ program, api }) => {
  const email = "operator@example.com";
  const invited = await api.post("/api/people/invitations", { data: { email, role: "operator" } });
  const token = new URL(await member<string>(invited, "url")).pathname.split("/").at(-1) ?? "";
  const operator = await httpClient(program.url);
  const answer = { token, name: "An operator", password: "a password of twelve and more" };
  expect((await operator.post("/api/invitations/accept", { data: answer })).status()).toBe(200);
  expect(await member<object>(await operator.get("/api/me"), "me")).toMatchObject({
    email,
    role: "operator",
  });
  expect((await operator.get("/api/people")).status()).toBe(403);
  const another = await operator.post("/api/people/invitations", {
    data: { email: "c@example.com", role: "operator" },
  });
  expect(another.status()).toBe(403);
  expect((await stranger.post("/api/invitations/accept", { data: answer })).status()).toBe(410);
  await operator.dispose();
});

test("no page and no answer carries a secret of Open Connectors", async ({ sandbox, api }) => {
  const [connection] = sandbox.connections;
  const secrets = [sandbox.user, sandbox.organization, ...sandbox.connections.map(({ token }) => token)];
  const paths = [
    ...["/jobs", "/imports/new", "/people", "/api/connections", "/api/jobs", "/api/me", "/api/version"],
    `/api/connections/${connection?.id}/objects`,
    `/api/connections/${connection?.id}/objects/customers/fields`,
  ];
  for (const path of paths) {
    const answer = await api.get(path);
    expect(answer.status(), path).toBe(200);
    const text = `${JSON.stringify(answer.headers())}${await answer.text()}`;
    for (const secret of secrets) expect(text.includes(secret), path).toBe(false);
  }
});
