import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answersHead, large, onceHeard, reply, send } from "./scripted-upload";
import { answerJson, createFolder, startRaw, startUpstream } from "./scripted-upstream";

// A POST that provably took nothing with it, over real sockets.

const cleanUps: (() => Promise<void>)[] = [];
let folder: Awaited<ReturnType<typeof createFolder>>;
beforeEach(async () => {
  folder = await createFolder();
  cleanUps.push(folder.remove);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function kept<T extends { close(): Promise<void> }>(thing: T): T {
  cleanUps.push(() => thing.close());
  return thing;
}

describe("no byte of the body left: not sent", () => {
  test("a name that does not resolve", async () => {
    const result = await send(new URL("http://open-connectors.invalid:1/elements/api-v2"));
    expect(result).toMatchObject({
      kind: "not_sent",
      reason: expect.stringMatching(/cannot be resolved.*No row was sent\.$/),
      evidence: { bodyBytesSent: 0, httpStatus: null },
    });
  });

  test("a connection that is closed before a word, and one that is cut after the head", async () => {
    const closing = kept(await startRaw((socket) => void socket.end()));
    expect(await send(closing.url)).toMatchObject({ kind: "not_sent", evidence: { bodyBytesSent: 0 } });

    const cutting = kept(await startRaw((socket) => () => void socket.resetAndDestroy()));
    expect(await send(cutting.url, { limits: { continueMs: 60_000 } })).toMatchObject({
      kind: "not_sent",
      reason: expect.stringContaining("was cut"),
      evidence: { bodyBytesSent: 0 },
    });
  });

  test("a connection that is not made in time", async () => {
    // A listener that takes no TLS: the handshake never ends.
    const silent = kept(await startRaw(() => () => undefined));
    const url = new URL(silent.url);
    url.protocol = "https:";
    expect(await send(url, { limits: { connectMs: 100 } })).toMatchObject({
      kind: "not_sent",
      reason: expect.stringContaining("did not answer in time"),
    });
  });

  test.each([
    ["429 Too Many Requests", { "retry-after": "7" }, 7_000],
    [
      "503 Service Unavailable",
      { "retry-after": "Sat, 21 Nov 2026 10:01:00 GMT", date: "Sat, 21 Nov 2026 10:00:00 GMT" },
      60_000,
    ],
    ["429 Too Many Requests", { "retry-after": "999999" }, 3_600_000],
    ["503 Service Unavailable", {}, undefined],
    ["502 Bad Gateway", {}, undefined],
  ])("%s with %j before the body", async (status, headers, retryAfterMs) => {
    const upstream = kept(await answersHead(reply(status, headers, '{"message":"slow down"}')));
    const result = await send(upstream.url, { limits: { continueMs: 60_000 } });
    expect(result).toMatchObject({
      kind: "not_sent",
      evidence: { bodyBytesSent: 0, httpStatus: Number(status.slice(0, 3)) },
    });
    expect(result.kind === "not_sent" && result.retryAfterMs).toBe(retryAfterMs);
    expect(result.kind === "not_sent" && result.reason).toContain("slow down");
  });

  test("a sending that is stopped before it has begun", async () => {
    const upstream = kept(await startRaw(() => () => undefined));
    const controller = new AbortController();
    const upload = { signal: controller.signal, onConnected: async () => controller.abort() };
    expect(await send(upstream.url, { upload })).toMatchObject({
      kind: "not_sent",
      reason: expect.stringContaining("stopped"),
    });
    expect(upstream.heard[0]?.bytes).toBe(0);
    expect((await send(upstream.url, { upload })).kind).toBe("not_sent");
    expect(upstream.heard).toHaveLength(1);
  });

  test("a staged file that is gone or shorter than the batch", async () => {
    const upstream = kept(await startRaw(() => () => undefined));
    const path = await folder.write("short.csv", "email\na@example.com\n");
    const file = { path, headerBytes: 6, start: 6, end: 5_000 };
    expect(await send(upstream.url, { upload: { file } })).toMatchObject({
      kind: "not_sent",
      reason: expect.stringContaining("shorter"),
    });
    expect((await send(upstream.url, { upload: { file: { ...file, path: `${path}.gone` } } })).kind).toBe(
      "not_sent",
    );
    expect(upstream.heard).toHaveLength(0);
  });
});

describe("a definite refusal", () => {
  test.each([
    ["400 Bad Request", "400"],
    ["403 Forbidden", "may not write to “customers”"],
    ["404 Not Found", "no object “customers”"],
    ["409 Conflict", "409"],
    ["413 Content Too Large", "too large"],
    ["422 Unprocessable Content", "422"],
  ])("%s before the body, with the upstream's words", async (status, words) => {
    const body = JSON.stringify({
      requestId: "5b0437c6e4b07731ae39b533",
      message: "Not so",
      providerMessage: '{"message":"Because"}',
    });
    const upstream = kept(await answersHead(reply(status, {}, body)));
    const result = await send(upstream.url, { limits: { continueMs: 60_000 } });
    expect(result).toMatchObject({
      kind: "refused",
      status: Number(status.slice(0, 3)),
      evidence: { bodyBytesSent: 0, requestId: "5b0437c6e4b07731ae39b533", reply: body },
    });
    expect(result.kind === "refused" && result.reason).toContain(words);
    expect(result.kind === "refused" && result.reason).toContain("It says: Not so – Because");
  });

  test.each(["413 Content Too Large", "401 Unauthorized"])(
    "%s at a tenth of the body stops the sending",
    async (status) => {
      const upstream = kept(
        await onceHeard(large / 10, (socket) => socket.write(reply(status, {}, '{"message":"Stop"}'))),
      );
      const result = await send(upstream.url, { bytes: large * 4 });
      expect(result).toMatchObject({ kind: "refused", status: Number(status.slice(0, 3)) });
      expect(result.evidence.bodyBytesSent).toBeGreaterThan(0);
      expect(result.evidence.bodyBytesSent).toBeLessThan(result.evidence.bodyBytes);
    },
  );

  test("an answer is heard although the connection is reset right behind it", async () => {
    const upstream = kept(
      await onceHeard(large / 10, (socket) => {
        socket.write(reply("413 Content Too Large", {}, '{"message":"Stop"}'), () =>
          socket.resetAndDestroy(),
        );
      }),
    );
    const result = await send(upstream.url, { bytes: large * 4 });
    expect(result).toMatchObject({ kind: "refused", status: 413 });
  });

  test("a redirect before the body is refused, and nobody goes where it points", async () => {
    const elsewhere = kept(await startUpstream((_, response) => answerJson(response, { id: "1" })));
    const upstream = kept(
      await answersHead(reply("307 Temporary Redirect", { location: elsewhere.url.href }, "")),
    );
    const result = await send(upstream.url, { limits: { continueMs: 60_000 } });
    expect(result).toMatchObject({
      kind: "refused",
      status: 307,
      reason: expect.stringContaining("never followed"),
    });
    expect(elsewhere.requests).toEqual([]);
  });

  test("an object whose name is no path segment is refused without a call", async () => {
    const upstream = kept(await startRaw(() => () => undefined));
    const result = await send(upstream.url, { upload: { objectName: ".." } });
    expect(result).toMatchObject({ kind: "refused", status: 404, evidence: { httpStatus: null } });
    expect(upstream.heard).toHaveLength(0);
  });
});
