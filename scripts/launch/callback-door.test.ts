import { createServer, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { withCallbackDoor } from "./callback-door.mjs";

type Answer = (request: Request, attemptId: string) => Promise<Response>;
const hooks = globalThis as typeof globalThis & { __hubloadCallback?: Answer };

const servers: Server[] = [];
afterEach(() => {
  delete hooks.__hubloadCallback;
  for (const server of servers.splice(0)) server.close();
});

/** The server with a door, in front of an application that calls itself Next. */
async function started(answer?: Answer): Promise<string> {
  if (answer) hooks.__hubloadCallback = answer;
  const server = createServer(withCallbackDoor((_, response) => response.end("Next")));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

const echo: Answer = async (request, attemptId) =>
  Response.json(
    { attemptId, body: await request.text(), signature: request.headers.get("elements-webhook-signature") },
    { status: 202 },
  );

test("a callback is answered by the application itself, with its bytes, its headers and those of every answer", async () => {
  const at = await started(echo);
  const headers = { "elements-webhook-signature": "sha256=abc" };
  const answer = await fetch(`${at}/api/callbacks/bulk/an-attempt_1`, {
    method: "POST",
    headers,
    body: "{}",
  });
  expect(answer.status).toBe(202);
  expect(await answer.json()).toEqual({ attemptId: "an-attempt_1", body: "{}", signature: "sha256=abc" });
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("everything else, and all before the application is there, is Next's", async () => {
  const early = await started();
  const post = (url: string) => fetch(url, { method: "POST", body: "{}" }).then((answer) => answer.text());
  expect(await post(`${early}/api/callbacks/bulk/an-attempt`)).toBe("Next");
  const at = await started(echo);
  for (const path of [
    "/api/callbacks/bulk/a/b",
    "/api/callbacks/bulk/a%00",
    "/api/callbacks/bulk/",
    "/api/jobs",
  ])
    expect(await post(at + path)).toBe("Next");
  expect(await (await fetch(`${at}/api/callbacks/bulk/an-attempt`)).text()).toBe("Next");
});

test("a body nobody reads to its end is refused in words, not by a broken connection", async () => {
  const at = await started(async (request) => {
    const reader = request.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    return new Response("too large", { status: 413 });
  });
  const answer = await fetch(`${at}/api/callbacks/bulk/an-attempt`, {
    method: "POST",
    body: Buffer.alloc(300_000, "x"),
  });
  expect([answer.status, await answer.text()]).toEqual([413, "too large"]);
});
