import { randomBytes } from "node:crypto";
import { createServer, request, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { withUploadDoor } from "./upload-door.mjs";

type Answer = (request: Request) => Promise<Response>;
const hooks = globalThis as typeof globalThis & { __hubloadUpload?: Answer };

const servers: Server[] = [];
afterEach(() => {
  delete hooks.__hubloadUpload;
  for (const server of servers.splice(0)) server.close();
});

/** The server with a door, in front of an application that calls itself Next. */
async function started(answer?: Answer): Promise<string> {
  if (answer) hooks.__hubloadUpload = answer;
  const server = createServer(
    withUploadDoor((incoming, response) => {
      incoming.resume();
      response.end("Next");
    }),
  );
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

const patch = (url: string, body: string | Uint8Array<ArrayBuffer>) =>
  fetch(url, { method: "PATCH", headers: { "upload-offset": "7" }, body });

test("the bytes of an upload reach the application as they are, with their headers; the answer has those of every answer", async () => {
  const sent = new Uint8Array(randomBytes(9 * 1024 * 1024));
  let arrived = Buffer.alloc(0);
  const at = await started(async (asked) => {
    arrived = Buffer.from(await asked.arrayBuffer());
    return new Response(null, {
      status: 204,
      headers: { "upload-offset": asked.headers.get("upload-offset") ?? "" },
    });
  });
  const answer = await patch(`${at}/api/uploads/an-upload_1`, sent);
  expect([answer.status, answer.headers.get("upload-offset")]).toEqual([204, "7"]);
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(arrived.equals(sent)).toBe(true);
});

test("every other call of an upload, and all before the application is there, is Next's", async () => {
  expect(await (await patch(`${await started()}/api/uploads/a`, "x")).text()).toBe("Next");
  const at = await started(async () => new Response("the application"));
  for (const path of ["/api/uploads", "/api/uploads/", "/api/uploads/a/b", "/api/uploads/a%00", "/api/jobs"])
    expect(await (await patch(at + path, "x")).text()).toBe("Next");
  expect(
    await (await fetch(`${at}/api/uploads/a`, { method: "HEAD" })).headers.get("upload-offset"),
  ).toBeNull();
  expect(await (await fetch(`${at}/api/uploads/a`)).text()).toBe("Next");
});

test("a chunk that is refused before its end is refused in words", async () => {
  const at = await started(async () => new Response("Somebody else is at it.", { status: 423 }));
  const answer = await patch(`${at}/api/uploads/a`, new Uint8Array(8 * 1024 * 1024));
  expect([answer.status, await answer.text()]).toEqual([423, "Somebody else is at it."]);
});

test("a connection that breaks in the middle of a chunk is told to whoever reads it", async () => {
  let begun = () => {};
  const isRead = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let failure: unknown;
  const at = await started(async (asked) => {
    begun();
    failure = await asked.arrayBuffer().catch((error: unknown) => error);
    return new Response(null, { status: 204 });
  });
  const call = request(`${at}/api/uploads/a`, { method: "PATCH", headers: { "content-length": 1_000 } });
  call.on("error", () => undefined);
  call.write(Buffer.alloc(500));
  await isRead;
  call.destroy();
  await expect.poll(() => failure, { timeout: 20_000 }).toBeInstanceOf(Error);
});
