import { Buffer } from "node:buffer";
import type { ServerResponse } from "node:http";
import { expect, test, vi } from "vitest";
import { content, isPatch, outputOf, requestOf, type TusServer, tusServerOfEachTest } from "./tus-bench";
import { uploadByTus } from "./tus-upload";

let tus: TusServer;
tusServerOfEachTest((server) => {
  tus = server;
});

test("a cut connection is gone on with from what the server has", async () => {
  tus.once(
    (request) => isPatch(request) && tus.stored.length === 100_000,
    (response) => response.destroy(),
  );
  const request = requestOf();
  await uploadByTus(request, tus.settings());
  expect(tus.stored.equals(content)).toBe(true);
  expect(request.onWaiting).toHaveBeenCalledOnce();
  expect(tus.created).toHaveLength(1);
});

test.each(["POST", "HEAD", "PATCH"])(
  "a %s whose connection was lost without a word is made again, and what the server has is not sent twice",
  async (method) => {
    const silent = vi.fn<(response: ServerResponse) => void>();
    tus.once(
      (request) => request.method === method && (method !== "PATCH" || tus.stored.length === 100_000),
      silent,
    );
    const request = requestOf(
      method === "HEAD" ? { resumeUrl: tus.url, output: outputOf(content) } : { output: outputOf(content) },
    );
    expect(await uploadByTus(request, tus.settings({ stallMs: 3_000 }))).toBe("u 1");
    expect(silent).toHaveBeenCalledOnce();
    expect(request.onWaiting).toHaveBeenCalledOnce();
    expect(tus.stored.equals(content)).toBe(true);
    expect(tus.patches).toEqual([100_000, 100_000, 100_000]);
  },
);

test("an earlier upload goes on at its address without a new one, and the output is given out from there on", async () => {
  tus.stored = content.subarray(0, 250_000);
  const begun: number[] = [];
  const request = requestOf({ resumeUrl: tus.url, output: outputOf(content, begun) });
  await uploadByTus(request, tus.settings());
  expect(begun).toEqual([250_000]);
  expect(tus.created).toEqual([]);
  expect(tus.patches).toEqual([50_000]);
  expect(tus.stored.equals(content)).toBe(true);
});

test("an upload that is whole already has its output written for what is known at its end alone", async () => {
  tus.stored = content;
  tus.length = content.length;
  const begun: number[] = [];
  const output = outputOf(content, begun);
  await uploadByTus(requestOf({ resumeUrl: tus.url, output }), tus.settings());
  expect([begun, tus.patches]).toEqual([[], []]);
  expect((await output.written()).sizeBytes).toBe(content.length);
  expect(begun).toEqual([Number.POSITIVE_INFINITY]);
});

test("a last chunk of which a part arrived goes on behind it, and its length is not said twice", async () => {
  let isLeft = true;
  tus.spoil = (request, response) => {
    if (!isPatch(request) || tus.stored.length < 200_000 || !isLeft) return false;
    isLeft = false;
    tus.length = Number(request.headers["upload-length"]);
    request.once("data", (part: Buffer) => {
      tus.stored = Buffer.concat([tus.stored, part]);
      response.destroy();
    });
    return true;
  };
  const begun: number[] = [];
  await uploadByTus(requestOf({ output: outputOf(content, begun) }), tus.settings());
  expect(tus.stored.equals(content)).toBe(true);
  expect(tus.length).toBe(300_000);
  expect(tus.patches.at(-1)).toBeLessThan(100_000);
  // What was not acknowledged was still here.
  expect(begun).toEqual([0]);
});

test("a server that went back behind what is still here has the output written again from there", async () => {
  tus.once(
    (request) => isPatch(request) && tus.stored.length === 200_000,
    (response) => {
      tus.stored = tus.stored.subarray(0, 50_000);
      response.destroy();
    },
  );
  const begun: number[] = [];
  await uploadByTus(requestOf({ output: outputOf(content, begun) }), tus.settings());
  expect(begun).toEqual([0, 50_000]);
  expect(tus.stored.equals(content)).toBe(true);
});
