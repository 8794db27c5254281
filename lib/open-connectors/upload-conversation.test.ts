import { afterEach, describe, expect, test, vi } from "vitest";
import { large, onceHeard, reply, send } from "./scripted-upload";
import { answerJson, startRaw, startUpstream } from "./scripted-upstream";

// A POST that went wrong on its way, over real sockets.

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function kept<T extends { close(): Promise<void> }>(thing: T): T {
  cleanUps.push(() => thing.close());
  return thing;
}

describe("it may have arrived: unknown", () => {
  test.each([
    ["in the middle of the body", large / 2, large],
    ["after the whole body", 4_000, 3_500],
  ])("a reset %s", async (_, cutAt, bytes) => {
    const upstream = kept(await onceHeard(cutAt, (socket) => socket.resetAndDestroy()));
    const result = await send(upstream.url, { bytes });
    expect(result).toMatchObject({ kind: "unknown", evidence: { httpStatus: null } });
    expect(result.kind === "unknown" && result.reason).toMatch(
      /was cut\. [\d,]+ of [\d,]+ bytes had been sent/,
    );
    expect(result.evidence.bodyBytesSent).toBeGreaterThan(0);
  });

  test.each([301, 408, 417, 429, 500, 502, 503, 504, 505])("%i after the body", async (status) => {
    const upstream = kept(
      await startUpstream((_, response) => answerJson(response, { message: "x" }, { status })),
    );
    expect(await send(upstream.url)).toMatchObject({ kind: "unknown", evidence: { httpStatus: status } });
  });

  test.each([
    ["a sign-in page", "<html><body>Sign in</body></html>"],
    ["nothing", ""],
    ["broken JSON", '{"id":"12'],
    ["no id", '{"status":"CREATED"}'],
    ["an empty id", '{"id":" ","status":"CREATED"}'],
    ["an id of another type", '{"id":{"a":1}}'],
    ["an id that is not exact", '{"id":90071992547409931234}'],
    ["a list", '[{"id":"1"}]'],
    ["more than can be taken", `{"id":"1","x":"${"y".repeat(1024 * 1024)}"}`],
  ])("200 with %s", async (_, body) => {
    const upstream = kept(await startUpstream((_request, response) => void response.end(body)));
    const result = await send(upstream.url);
    expect(result).toMatchObject({ kind: "unknown", evidence: { httpStatus: 200 } });
    expect(result.evidence.reply).toBe(body.slice(0, 2_000));
  });

  test.each(["br", "gzip", "identity, br"])("200 in %s, which is not decoded", async (encoding) => {
    const upstream = kept(
      await startUpstream((_, response) =>
        answerJson(response, { id: "1" }, { headers: { "content-encoding": encoding } }),
      ),
    );
    const result = await send(upstream.url);
    expect(result).toMatchObject({ kind: "unknown", evidence: { httpStatus: 200, reply: null } });
  });

  test("a peer that takes nothing more: it is given no more than fits, and the stall ends it", async () => {
    const upstream = kept(
      await startRaw((socket) => {
        socket.once("data", () => socket.pause());
        return undefined;
      }),
    );
    const result = await send(upstream.url, { bytes: large * 8, limits: { stallMs: 300 } });
    expect(result).toMatchObject({
      kind: "unknown",
      reason: expect.stringContaining("took nothing and said nothing"),
    });
    expect(result.evidence.bodyBytesSent).toBeLessThan(large * 2);
  });

  test("a peer that takes everything and never answers", async () => {
    const upstream = kept(await startRaw(() => () => undefined));
    expect(await send(upstream.url, { limits: { stallMs: 300 } })).toMatchObject({
      kind: "unknown",
      evidence: { httpStatus: null, silentMs: 300 },
    });
  });

  test("a large body has longer to be put away than a small one before silence ends it", async () => {
    const upstream = kept(await startRaw(() => () => undefined));
    const limits = { leastStallMs: 100, stallBytesPerSecond: 1_000_000, stallMs: 60_000 };
    const { evidence } = await send(upstream.url, { bytes: 200_000, limits });
    expect(evidence.silentMs).toBeGreaterThan(300);
    expect(evidence.silentMs).toBeLessThan(1_000);
  });

  test("a whole that takes too long although something always moves", async () => {
    const upstream = kept(
      await startRaw((socket) => {
        const drip = setInterval(() => socket.write("HTTP/1.1 102 Processing\r\n\r\n"), 20);
        socket.on("close", () => clearInterval(drip));
        return () => undefined;
      }),
    );
    expect(await send(upstream.url, { limits: { uploadMs: 500 } })).toMatchObject({
      kind: "unknown",
      reason: expect.stringContaining("longer than Open Connectors allows"),
    });
  });

  test("an answer that drips for ever", async () => {
    const upstream = kept(
      await startUpstream((_, response) => {
        const drip = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(drip));
      }),
    );
    expect(await send(upstream.url, { limits: { replyMs: 300 } })).toMatchObject({
      kind: "unknown",
      evidence: { httpStatus: 200 },
    });
  });

  test("a sending that is stopped in the middle", async () => {
    const controller = new AbortController();
    const upstream = kept(await onceHeard(large / 8, () => controller.abort()));
    const result = await send(upstream.url, { bytes: large * 8, upload: { signal: controller.signal } });
    expect(result).toMatchObject({ kind: "unknown", reason: expect.stringContaining("was stopped") });
  });
});

describe("a success that comes early", () => {
  test("still has the whole body sent", async () => {
    let received = 0;
    const upstream = kept(
      await startRaw((socket) => {
        let isAnswered = false;
        return ({ bytes, text }) => {
          received = bytes;
          if (!isAnswered && text.includes("\r\n\r\n")) {
            isAnswered = true;
            socket.write(reply("200 OK", {}, '{"id":"9"}'));
          }
        };
      }),
    );
    const result = await send(upstream.url, { bytes: large });
    expect(result).toMatchObject({ kind: "accepted", bulkJobId: "9" });
    await vi.waitUntil(() => received > large, { timeout: 20_000 });
    expect(result.evidence.bodyBytesSent).toBe(result.evidence.bodyBytes);
  });

  test("is unknown when the body could not be finished", async () => {
    const upstream = kept(
      await onceHeard(large / 8, (socket) => {
        socket.write(reply("200 OK", {}, '{"id":"9"}'), () => socket.resetAndDestroy());
      }),
    );
    expect((await send(upstream.url, { bytes: large * 4 })).kind).toBe("unknown");
  });
});
