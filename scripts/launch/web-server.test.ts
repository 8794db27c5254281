import type { Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { listen } from "./web-server.mjs";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The server with an application that tells what it was asked and who asked. */
async function started(publicHost: string) {
  const { server, open } = await listen("127.0.0.1", 0, `http://${publicHost}`);
  servers.push(server);
  open((request: { url: string; headers: object }, response: { end(text: string): void }) =>
    response.end(JSON.stringify({ url: request.url, headers: request.headers })),
  );
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${address.port}`;
}

const get = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { headers, redirect: "manual" });

test("a page opened under another name is sent to the public address, with its path and query", async () => {
  const at = await started("hubload.example.com");
  const answer = await get(`${at}/jobs?show=mine`);
  expect(answer.status).toBe(307);
  expect(answer.headers.get("location")).toBe("http://hubload.example.com/jobs?show=mine");
});

test("a path that looks like another host stays a path of ours", async () => {
  const at = await started("hubload.example.com");
  const location = (await get(`${at}//evil.example.com/`)).headers.get("location") ?? "";
  expect(new URL(location).host).toBe("hubload.example.com");
});

test("programs and the build's own files are answered under any name", async () => {
  const at = await started("hubload.example.com");
  expect((await get(`${at}/api/health`)).status).toBe(200);
  expect((await get(`${at}/_next/static/x.js`)).status).toBe(200);
});

test("the caller's address is the socket's, or what a proxy on this computer says; never what a client claims", async () => {
  const at = await started("hubload.example.com");
  const addressFor = async (headers: Record<string, string>) =>
    (await (await get(`${at}/api/x`, headers)).json()).headers["x-hubload-address"];
  expect(await addressFor({ "x-hubload-address": "1.2.3.4" })).toBe("127.0.0.1");
  expect(await addressFor({ "x-forwarded-for": "9.9.9.9, 10.0.0.7" })).toBe("10.0.0.7");
});
