import { randomBytes } from "node:crypto";
import { stat } from "node:fs/promises";
import { createServer, request as httpRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Upload } from "tus-js-client";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { bytes, idOf, origin, owner, sha256, type UploadsBench, uploadsOfFile } from "./uploads-bench";

let bench: UploadsBench;
uploadsOfFile((opened) => {
  bench = opened;
});

/** The vitest default of a second is short on a busy machine. */
const patient = { timeout: 20_000 };

let server: Server;
let endpoint: string;

beforeAll(async () => {
  server = createServer((incoming, outgoing) => {
    void bench.uploads
      .handle(toRequest(incoming), owner)
      .then(async (answer) => {
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
        outgoing.end(Buffer.from(await answer.arrayBuffer()));
      })
      .catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/uploads`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
afterEach(() => server.closeAllConnections());

function toRequest(incoming: IncomingMessage): Request {
  const { method = "GET", url = "/" } = incoming;
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const body = ["GET", "HEAD"].includes(method) ? {} : { body: bodyOf(incoming), duplex: "half" as const };
  return new Request(`${origin}${url}`, { method, headers, ...body });
}

function bodyOf(incoming: IncomingMessage): ReadableStream {
  const pieces = incoming[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(new Uint8Array(value));
    },
  });
}

test("tus-js-client sends 12 MiB in chunks of 1 MiB, cut off once, and the hash is right", async () => {
  const whole = randomBytes(12 * 1024 * 1024);
  let cut = false;
  const location = await new Promise<string>((resolve, reject) => {
    const upload = new Upload(whole, {
      endpoint,
      chunkSize: 1024 * 1024,
      uploadSize: whole.length,
      retryDelays: [0, 10, 50, 200, 500],
      metadata: { filename: "big.csv", sha256: sha256(whole) },
      onProgress(sent) {
        if (cut || sent < 4 * 1024 * 1024) return;
        cut = true;
        server.closeAllConnections();
      },
      onError: reject,
      onSuccess: () => resolve(upload.url ?? ""),
    });
    upload.start();
  });
  expect(cut).toBe(true);
  const id = location.split("/").at(-1) ?? "";
  expect(await bench.uploads.get(id)).toMatchObject({
    status: "sealed",
    verified: true,
    sha256: sha256(whole),
  });
});

test("a client that vanishes in the middle of a request finds its bytes counted up to where they came", async () => {
  const whole = bytes(6_000_000);
  const at = await bench.createFor(whole, sha256(whole));
  const sending = httpRequest(`${endpoint}/${idOf(at)}`, {
    method: "PATCH",
    headers: {
      "tus-resumable": "1.0.0",
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
      "content-length": "6000000",
    },
  });
  sending.on("error", () => undefined);
  await new Promise<void>((resolve) => sending.write(whole.slice(0, 2_500_000), () => resolve()));
  // What a cut connection had under way may be lost; what has reached the file may not.
  const part = bench.partOf(at);
  await vi.waitFor(async () => expect((await stat(part)).size).toBeGreaterThan(0), patient);
  sending.destroy();
  const offset = await vi.waitFor(async () => {
    const committed = await bench.offsetOf(at);
    expect(committed).toBeGreaterThan(0);
    return committed;
  }, patient);
  expect(offset).toBeLessThanOrEqual(2_500_000);
  await bench.patch(at, offset, whole.slice(offset));
  expect((await bench.uploads.get(idOf(at)))?.verified).toBe(true);
});
