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
    const pace = paceBy({ callsPerSecond: 50, callBurst: 5 });
    const begun = performance.now();
    const turns: { index: number; at: number }[] = [];
    await Promise.all(
      Array.from({ length: 15 }, async (_, index) => {
        await pace.enter();
        turns.push({ index, at: performance.now() - begun });
      }),
    );
    expect(turns.map(({ index }) => index)).toEqual([...Array(15).keys()]);
    expect(turns.at(4)?.at).toBeLessThan(20);
    // Ten more at 50 a second.
    expect(turns.at(-1)?.at).toBeGreaterThanOrEqual(199);
  });

  test("a call that would wait too long is told how long, and takes no turn", async () => {
    const pace = paceBy({ callsPerSecond: 1, callBurst: 1, longestQueueMs: 500 });
    await pace.enter();
    for (let again = 0; again < 3; again++)
      await expect(pace.enter()).rejects.toMatchObject({
        kind: "throttled",
        retryAfterMs: expect.closeTo(1_000, -2),
      });
  });

  test("a pause moves those who wait behind it, and they do not rush off together", async () => {
    const pace = paceBy({ callsPerSecond: 50, callBurst: 2 });
    const begun = performance.now();
    const turns: number[] = [];
    const waiting = Array.from({ length: 6 }, async () => {
      await pace.enter();
      turns.push(performance.now() - begun);
    });
    pace.pause(150);
    await Promise.all(waiting);
    const later = turns.slice(2);
    expect(Math.min(...later)).toBeGreaterThanOrEqual(149);
    expect(Math.max(...later) - Math.min(...later)).toBeGreaterThanOrEqual(55);
    expect(pace.pausedMs()).toBe(0);
  });
});

describe("after a 429", () => {
  test("the whole connection is left alone for as long as it was asked, and another one is not", async () => {
    let told = false;
    const { client } = await clientBy((_, response) => {
      if (told) return answerJson(response, ["customers"]);
      told = true;
      answerJson(response, {}, { status: 429, headers: { "retry-after": "1" } });
    });
    await client.connections();
    const begun = performance.now();
    const first = client.objects("c1");
    await expect.poll(() => told).toBe(true);
    const second = client.fields("c1", "customers").catch(() => undefined);
    await client.objects("c2");
    expect(performance.now() - begun).toBeLessThan(900);
    await Promise.all([first, second]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
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
