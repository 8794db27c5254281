import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { UploadRequest } from "./session-types";
import { type TusSettings, uploadByTus } from "./tus-upload";

/** A tus 1.0 server of its own, whose answers a test may spoil: https://tus.io/protocols/resumable-upload */
let stored: Buffer;
let created: string[];
let patches: number[];
let spoil: (request: IncomingMessage, response: ServerResponse) => boolean;
let server: Server;

const content = Buffer.alloc(300_000, "row,of,cells\n");
const sha256 = "a".repeat(64);

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("tus-resumable", "1.0.0");
  if (spoil(request, response)) return;
  if (request.method === "POST") {
    created.push(String(request.headers["upload-metadata"]));
    response.writeHead(201, { location: "/api/uploads/u%201" }).end();
    return;
  }
  if (request.method === "HEAD") {
    response.writeHead(200, { "upload-offset": stored.length, "upload-length": content.length }).end();
    return;
  }
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  patches.push(Buffer.concat(parts).length);
  stored = Buffer.concat([stored, ...parts]);
  response.writeHead(204, { "upload-offset": stored.length }).end();
}

beforeEach(async () => {
  stored = Buffer.alloc(0);
  created = [];
  patches = [];
  spoil = () => false;
  server = createServer(
    (request, response) => void answer(request, response).catch(() => response.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function settings(more: Partial<TusSettings> = {}): TusSettings {
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/api/uploads`,
    chunkSize: 100_000,
    retryDelays: [0, 0, 0],
    signInAgain: () => Promise.resolve(false),
    // Node's build of the client takes no Blob; a browser's does.
    fileReader: {
      openFile: async (blob: Blob) => ({
        size: blob.size,
        close: () => {},
        slice: async (from: number, to: number) => {
          const bytes = Buffer.from(await blob.slice(from, to).arrayBuffer());
          return { value: Object.assign(bytes, { size: bytes.length }), done: to >= blob.size };
        },
      }),
    },
    ...more,
  };
}

function requestOf(more: Partial<UploadRequest> = {}): UploadRequest {
  return {
    blob: new Blob([content]),
    fileName: "Kunden Ö.csv",
    sha256,
    resumeUrl: null,
    onProgress: vi.fn<UploadRequest["onProgress"]>(),
    onWaiting: vi.fn<UploadRequest["onWaiting"]>(),
    onUrl: vi.fn<UploadRequest["onUrl"]>(),
    signal: new AbortController().signal,
    ...more,
  };
}

const isPatch = (request: IncomingMessage) => request.method === "PATCH";

/** Spoils the first request that fits. */
function once(fits: (request: IncomingMessage) => boolean, how: (response: ServerResponse) => void): void {
  let isLeft = true;
  spoil = (request, response) => {
    if (!isLeft || !fits(request)) return false;
    isLeft = false;
    request.resume();
    how(response);
    return true;
  };
}

test("the bytes arrive in chunks, with file name and hash, and the id is the last part of the address", async () => {
  const onUrl = vi.fn<UploadRequest["onUrl"]>();
  const request = requestOf({ onUrl });
  expect(await uploadByTus(request, settings())).toBe("u 1");
  expect(stored.equals(content)).toBe(true);
  expect(patches).toEqual([100_000, 100_000, 100_000]);
  const encoded = Object.fromEntries((created[0] ?? "").split(",").map((pair) => pair.split(" ")));
  expect(Buffer.from(encoded.filename ?? "", "base64").toString()).toBe("Kunden Ö.csv");
  expect(Buffer.from(encoded.sha256 ?? "", "base64").toString()).toBe(sha256);
  expect(request.onProgress).toHaveBeenLastCalledWith(300_000, 300_000);
  expect(onUrl.mock.calls[0]?.[0]).toContain("/api/uploads/u%201");
});

test("a cut connection is gone on with from what the server has", async () => {
  once(
    (request) => isPatch(request) && stored.length === 100_000,
    (response) => response.destroy(),
  );
  const request = requestOf();
  await uploadByTus(request, settings());
  expect(stored.equals(content)).toBe(true);
  expect(request.onWaiting).toHaveBeenCalledOnce();
  expect(created).toHaveLength(1);
});

test("an earlier upload goes on at its address without a new one", async () => {
  stored = content.subarray(0, 250_000);
  const { endpoint } = settings();
  await uploadByTus(requestOf({ resumeUrl: `${endpoint}/u%201` }), settings());
  expect(created).toEqual([]);
  expect(patches).toEqual([50_000]);
  expect(stored.equals(content)).toBe(true);
});

test("a session that ended asks to sign in, and the upload goes on", async () => {
  once(
    (request) => isPatch(request) && stored.length === 100_000,
    (response) => response.writeHead(401).end(),
  );
  const signInAgain = vi.fn(() => Promise.resolve(true));
  await uploadByTus(requestOf(), settings({ signInAgain }));
  expect(signInAgain).toHaveBeenCalledOnce();
  expect(stored.equals(content)).toBe(true);
  expect(created).toHaveLength(1);
});

test("a full server is told in its own words and not asked again", async () => {
  const body = JSON.stringify({
    title: "disk_full",
    status: 507,
    code: "disk_full",
    detail: "The server is out of space.",
  });
  spoil = (request, response) => {
    if (!isPatch(request)) return false;
    request.resume();
    patches.push(0);
    response.writeHead(507, { "content-type": "application/problem+json" }).end(body);
    return true;
  };
  await expect(uploadByTus(requestOf(), settings())).rejects.toMatchObject({
    name: "UploadError",
    status: 507,
    message: "The server is out of space.",
  });
  expect(patches).toEqual([0]);
});

test("when the network stays away the upload ends with status 0 and may be gone on with", async () => {
  spoil = (request, response) => {
    if (isPatch(request)) response.destroy();
    return isPatch(request);
  };
  const request = requestOf();
  await expect(uploadByTus(request, settings())).rejects.toMatchObject({ status: 0, isCancelled: false });
  expect(request.onUrl).toHaveBeenCalled();
});

test("what is stopped ends at once", async () => {
  const stop = new AbortController();
  const request = requestOf({ signal: stop.signal, onProgress: () => stop.abort() });
  await expect(uploadByTus(request, settings())).rejects.toMatchObject({ isCancelled: true });
  await expect(uploadByTus(requestOf({ signal: AbortSignal.abort() }), settings())).rejects.toMatchObject({
    isCancelled: true,
  });
});
