import { afterEach, describe, expect, test, vi } from "vitest";
import { createCallPace } from "./call-pace";
import { defaultLimits, type Limits } from "./limits";
import {
  answerJson,
  clientOf,
  createFolder,
  instanceItem,
  type Script,
  startUpstream,
} from "./scripted-upstream";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

const paceBy = (limits: Partial<Limits>) => createCallPace({ ...defaultLimits, ...limits });

async function clientBy(script: Script, limits: Partial<Limits> = {}) {
  const upstream = await startUpstream((request, response) =>
    request.url.endsWith("/instances")
      ? answerJson(response, [instanceItem({ id: "c1" }), instanceItem({ id: "c2" })])
      : script(request, response),
  );
  const client = clientOf(upstream.url, { limits });
  cleanUps.push(upstream.close, client.close);
  return { client, calls: () => upstream.requests.length - 1 };
}

describe("the pace of a connection", () => {
  test("so many calls go at once, the others one after the other, in order", async () => {
    const pace = paceBy({ callsPerSecond: 10, callBurst: 5 });
    const begun = performance.now();
    const turns: { index: number; at: number }[] = [];
    const all = Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        await pace.enter();
        turns.push({ index, at: performance.now() - begun });
      }),
    );
    for (let microtask = 0; microtask < 20; microtask++) await Promise.resolve();
    const atOnce = turns.length;
    await all;
    expect(turns.map(({ index }) => index)).toEqual([...Array(10).keys()]);
    // Those that go at once go before any timer can; five more at ten a second.
    expect(atOnce).toBe(5);
    expect(turns.at(-1)?.at).toBeGreaterThanOrEqual(499);
  });

  test("a call that would wait too long is told how long, and takes no turn", async () => {
    const pace = paceBy({ callsPerSecond: 0.01, callBurst: 1, longestQueueMs: 500 });
    await pace.enter();
    for (let again = 0; again < 3; again++)
      await expect(pace.enter()).rejects.toMatchObject({
        kind: "throttled",
        retryAfterMs: expect.closeTo(100_000, -4),
      });
  });

  test("a pause moves those who wait behind it, and they do not rush off together", async () => {
    const pace = paceBy({ callsPerSecond: 5, callBurst: 2 });
    const begun = performance.now();
    const turns: number[] = [];
    const waiting = Array.from({ length: 6 }, async () => {
      await pace.enter();
      turns.push(performance.now() - begun);
    });
    pace.pause(1_000);
    await Promise.all(waiting);
    const later = turns.slice(2);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(999);
    // The last of four at five a second, however late a busy machine was with those before it.
    expect(Math.max(...later)).toBeGreaterThanOrEqual(1_599);
    expect(pace.pausedMs()).toBe(0);
  });
});

describe("after a 429", () => {
  test("the whole connection is left alone for as long as it was asked, and another one is not", async () => {
    const arrived: string[] = [];
    let toldAt = 0;
    let resumedAt = 0;
    const { client } = await clientBy(
      (request, response) => {
        arrived.push(request.url);
        if (toldAt === 0) {
          toldAt = performance.now();
          answerJson(response, {}, { status: 429, headers: { "retry-after": "4" } });
          return;
        }
        if (arrived.length === 3) resumedAt = performance.now();
        answerJson(response, ["customers"]);
      },
      { retries: 0 },
    );
    await expect(client.objects("c1")).rejects.toMatchObject({ kind: "throttled" });
    const resumed = client.objects("c1");
    await client.objects("c2");
    // The other connection's call came through while this one's was waiting.
    expect(arrived).toHaveLength(2);
    await resumed;
    expect(resumedAt - toldAt).toBeGreaterThanOrEqual(3_990);
  });

  test("a longer pause is handed to whoever asks next, without a call", async () => {
    const { client, calls } = await clientBy((_, response) =>
      answerJson(response, {}, { status: 429, headers: { "retry-after": "30" } }),
    );
    for (let again = 0; again < 3; again++)
      await expect(client.objects("c1")).rejects.toMatchObject({
        kind: "throttled",
        retryAfterMs: expect.closeTo(30_000, -3),
      });
    expect(calls()).toBe(1);
  });

  const upload = (path: string, onConnected: () => Promise<void>) => ({
    connectionId: "c1",
    objectName: "customers",
    fileName: "a.csv",
    file: { path, headerBytes: 6, start: 6, end: 20 },
    metaData: {},
    callbackUrl: "https://hubload.example.com/x",
    onConnected,
  });

  test("nothing is uploaded either", async () => {
    const { client, calls } = await clientBy((_, response) =>
      answerJson(response, {}, { status: 429, headers: { "retry-after": "30" } }),
    );
    await expect(client.objects("c1")).rejects.toMatchObject({ kind: "throttled" });
    const onConnected = vi.fn(async () => {});
    const sent = await client.sendBulk(upload("/nowhere", onConnected));
    expect(sent).toMatchObject({
      kind: "not_sent",
      retryAfterMs: expect.closeTo(30_000, -3),
      evidence: { bodyBytesSent: 0 },
    });
    expect(onConnected).not.toHaveBeenCalled();
    expect(calls()).toBe(1);
  });

  test("of an upload the connection's other calls wait as well", async () => {
    const { client, calls } = await clientBy((_, response) =>
      answerJson(response, {}, { status: 429, headers: { "retry-after": "30" } }),
    );
    const folder = await createFolder();
    cleanUps.push(folder.remove);
    const path = await folder.write("staged.csv", "email\na@example.com\n");
    await client.sendBulk(upload(path, async () => {}));
    expect(calls()).toBe(1);
    await expect(client.objects("c1")).rejects.toMatchObject({
      kind: "throttled",
      retryAfterMs: expect.closeTo(30_000, -3),
    });
    expect(calls()).toBe(1);
  });
});
