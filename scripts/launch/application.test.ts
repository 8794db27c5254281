import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { waitForHealth } from "./application.mjs";

let close: () => void;
afterEach(() => close());

/** Answers the first call, the second, …; the last one again and again. */
async function applicationThat(...answers: RequestListener[]) {
  let calls = 0;
  const server = createServer((request, response) => {
    answers[Math.min(calls, answers.length - 1)]?.(request, response);
    calls += 1;
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  close = () => {
    server.close();
    server.closeAllConnections();
  };
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api/health`, calls: () => calls };
}

const healthy: RequestListener = (_request, response) => void response.end('{"status":"ok"}');

test("an application that is not well yet is asked until it is", async () => {
  const { url, calls } = await applicationThat(
    (_request, response) => void response.writeHead(503).end('{"status":"ok"}'),
    (_request, response) => void response.end("<html>Another program</html>"),
    (_request, response) => void response.destroy(),
    healthy,
  );
  await waitForHealth(url);
  expect(calls()).toBe(4);
});

test("a call that is never answered, or not to its end, is given up and made again", async () => {
  const { url, calls } = await applicationThat(
    () => undefined,
    (_request, response) => void response.write('{"status":'),
    healthy,
  );
  await waitForHealth(url);
  expect(calls()).toBe(3);
}, 30_000);

test.each<[string, RequestListener, string]>([
  ["503", (_request, response) => void response.writeHead(503).end("later"), "answered 503 later."],
  ["another page", (_request, response) => void response.end("<html>"), "answered 200 <html>."],
  [
    "another status",
    (_request, response) => void response.end('{"status":"no"}'),
    'answered {"status":"no"}.',
  ],
  ["no answer", (_request, response) => void response.destroy(), "could not be asked: socket hang up."],
  [
    "half an answer",
    (_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("{", () => response.destroy());
    },
    "ended the connection before the end of its answer.",
  ],
])("an application that is never well, for %s: the start says so", async (_name, answer, why) => {
  const { url } = await applicationThat(answer);
  await expect(waitForHealth(url, 50)).rejects.toMatchObject({
    message: `Hubload is not ready after 0.05 s: ${url} ${why}`,
  });
});
