import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { defaultOptions, type HttpStack } from "tus-js-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CsvWorkerError } from "@/lib/csv-worker/conversation";
import type { WorkerErrorCode } from "@/lib/csv-worker/protocol";
import { Output } from "./output";
import type { UploadRequest } from "./session-types";
import { type TusSettings, uploadByTus } from "./tus-upload";

/** A tus 1.0 server of its own, whose answers a test may spoil: https://tus.io/protocols/resumable-upload */
let stored: Buffer;
/** `null` until it is said. */
let length: number | null;
let removed: string[];
let created: string[];
let patches: number[];
let spoil: (request: IncomingMessage, response: ServerResponse) => boolean;
let server: Server;

const content = Buffer.alloc(300_000, "row,of,cells\n");

/** An output whose bytes come in pieces; `begun` tells from where it was written. */
function outputOf(bytes: Buffer, begun: number[] = []): Output {
  return new Output(async (from, { onBytes }) => {
    begun.push(from);
    for (let at = from; at < bytes.length; at += 70_000) {
      await new Promise((resolve) => setImmediate(resolve));
      onBytes(new Uint8Array(bytes.subarray(at, at + 70_000)), () => {});
    }
    return {
      sha256: "",
      sizeBytes: bytes.length,
      records: 0,
      rowKeys: [],
      rows: { fileRows: new Blob(["[]"]), keptBack: new Blob(["[]"]), excluded: new Blob(["[]"]) },
      positions: new Blob(["[]"]),
      waived: [],
      edits: { cells: 0, first: [] },
    };
  });
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader("tus-resumable", "1.0.0");
  if (spoil(request, response)) return;
  if (request.method === "POST") {
    created.push(String(request.headers["upload-metadata"]));
    length = null;
    expect(request.headers["upload-defer-length"]).toBe("1");
    response.writeHead(201, { location: "/api/uploads/u%201" }).end();
    return;
  }
  if (request.method === "HEAD") {
    const known = length === null ? { "upload-defer-length": 1 } : { "upload-length": length };
    response.writeHead(200, { "upload-offset": stored.length, ...known }).end();
    return;
  }
  if (request.method === "DELETE") {
    removed.push(String(request.url));
    response.writeHead(204).end();
    return;
  }
  const said = request.headers["upload-length"];
  // A length is said once.
  if (said !== undefined && length !== null) {
    request.resume();
    response.writeHead(400).end();
    return;
  }
  if (said !== undefined) length = Number(said);
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  patches.push(Buffer.concat(parts).length);
  stored = Buffer.concat([stored, ...parts]);
  response.writeHead(204, { "upload-offset": stored.length }).end();
}

beforeEach(async () => {
  stored = Buffer.alloc(0);
  length = null;
  removed = [];
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

/** Browsers send blobs as they are; the client's own requests in Node take bytes. */
const blobsAsBytes: HttpStack = {
  getName: () => "BlobsAsBytes",
  createRequest(method, url) {
    const request = defaultOptions.httpStack.createRequest(method, url);
    const send = request.send.bind(request);
    request.send = async (body) =>
      send(
        body instanceof Blob
          ? Object.assign(new Uint8Array(await body.arrayBuffer()), { size: body.size })
          : body,
      );
    return request;
  },
};

function settings(more: Partial<TusSettings> = {}): TusSettings {
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/api/uploads`,
    chunkSize: 100_000,
    retryDelays: [0, 0, 0],
    stallMs: 60_000,
    signInAgain: () => Promise.resolve(false),
    httpStack: blobsAsBytes,
    ...more,
  };
}

function requestOf(more: Partial<UploadRequest> = {}): UploadRequest {
  return {
    output: outputOf(content),
    fileName: "Kunden Ö.csv",
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

test("the bytes arrive in chunks while they are written, their length with the last, and the id is the last part of the address", async () => {
  const onUrl = vi.fn<UploadRequest["onUrl"]>();
  const request = requestOf({ onUrl });
  expect(await uploadByTus(request, settings())).toBe("u 1");
  expect(stored.equals(content)).toBe(true);
  expect(patches).toEqual([100_000, 100_000, 100_000]);
  const encoded = Object.fromEntries((created[0] ?? "").split(",").map((pair) => pair.split(" ")));
  expect(Buffer.from(encoded.filename ?? "", "base64").toString()).toBe("Kunden Ö.csv");
  expect(length).toBe(300_000);
  expect(request.onProgress).toHaveBeenLastCalledWith(300_000);
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

test.each(["POST", "HEAD", "PATCH"])(
  "a %s whose connection was lost without a word is made again, and what the server has is not sent twice",
  async (method) => {
    const silent = vi.fn<(response: ServerResponse) => void>();
    once((request) => request.method === method && (method !== "PATCH" || stored.length === 100_000), silent);
    const request = requestOf(
      method === "HEAD"
        ? { resumeUrl: `${settings().endpoint}/u%201`, output: outputOf(content) }
        : { output: outputOf(content) },
    );
    expect(await uploadByTus(request, settings({ stallMs: 3_000 }))).toBe("u 1");
    expect(silent).toHaveBeenCalledOnce();
    expect(request.onWaiting).toHaveBeenCalledOnce();
    expect(stored.equals(content)).toBe(true);
    expect(patches).toEqual([100_000, 100_000, 100_000]);
  },
);

test("an earlier upload goes on at its address without a new one, and the output is given out from there on", async () => {
  stored = content.subarray(0, 250_000);
  const { endpoint } = settings();
  const begun: number[] = [];
  const request = requestOf({ resumeUrl: `${endpoint}/u%201`, output: outputOf(content, begun) });
  await uploadByTus(request, settings());
  expect(begun).toEqual([250_000]);
  expect(created).toEqual([]);
  expect(patches).toEqual([50_000]);
  expect(stored.equals(content)).toBe(true);
});

test("an upload that is whole already has its output written for what is known at its end alone", async () => {
  stored = content;
  length = content.length;
  const begun: number[] = [];
  const output = outputOf(content, begun);
  await uploadByTus(requestOf({ resumeUrl: `${settings().endpoint}/u%201`, output }), settings());
  expect([begun, patches]).toEqual([[], []]);
  expect((await output.written()).sizeBytes).toBe(content.length);
  expect(begun).toEqual([Number.POSITIVE_INFINITY]);
});

test("a last chunk of which a part arrived goes on behind it, and its length is not said twice", async () => {
  let isLeft = true;
  spoil = (request, response) => {
    if (!isPatch(request) || stored.length < 200_000 || !isLeft) return false;
    isLeft = false;
    length = Number(request.headers["upload-length"]);
    request.once("data", (part: Buffer) => {
      stored = Buffer.concat([stored, part]);
      response.destroy();
    });
    return true;
  };
  const begun: number[] = [];
  await uploadByTus(requestOf({ output: outputOf(content, begun) }), settings());
  expect(stored.equals(content)).toBe(true);
  expect(length).toBe(300_000);
  expect(patches.at(-1)).toBeLessThan(100_000);
  // What was not acknowledged was still here.
  expect(begun).toEqual([0]);
});

test("a server that went back behind what is still here has the output written again from there", async () => {
  once(
    (request) => isPatch(request) && stored.length === 200_000,
    (response) => {
      stored = stored.subarray(0, 50_000);
      response.destroy();
    },
  );
  const begun: number[] = [];
  await uploadByTus(requestOf({ output: outputOf(content, begun) }), settings());
  expect(begun).toEqual([0, 50_000]);
  expect(stored.equals(content)).toBe(true);
});

const endedBy = (code: WorkerErrorCode) =>
  new Output(async (_, { onBytes }) => {
    onBytes(new Uint8Array(150_000), () => {});
    throw new CsvWorkerError(code, "The writer ended.");
  });

test("a writer that ends ends the upload with its words and no second try; what it began is kept to go on with", async () => {
  const request = requestOf({ output: endedBy("file_changed") });
  await expect(uploadByTus(request, settings())).rejects.toMatchObject({ code: "file_changed" });
  expect(request.onWaiting).not.toHaveBeenCalled();
  expect(length).toBeNull();
  expect(removed).toEqual([]);
});

test("an upload whose output can never be whole is removed", async () => {
  const request = requestOf({ output: endedBy("too_many_kept_back") });
  await expect(uploadByTus(request, settings())).rejects.toMatchObject({ code: "too_many_kept_back" });
  expect(removed).toEqual(["/api/uploads/u%201"]);
  expect(request.onUrl).toHaveBeenLastCalledWith(null);
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

const mebibyte = 1_048_576;
const large = Buffer.alloc(3 * mebibyte + 5, "row,of,cells\n");
const inChunksOf8 = () => settings({ chunkSize: 8 * mebibyte });

/** A proxy in between that takes no more than `most` bytes at once. @returns the sizes it refused */
function refuseOver(most: number, status: number): number[] {
  const refused: number[] = [];
  spoil = (request, response) => {
    const size = Number(request.headers["content-length"]);
    if (!isPatch(request) || size <= most) return false;
    request.resume();
    refused.push(size);
    response.writeHead(status, { "content-type": "text/html" }).end("<h1>No</h1>");
    return true;
  };
  return refused;
}

test.each([413, 408])(
  "a chunk answered with %i is sent again in halves, from what the server has",
  async (status) => {
    const refused = refuseOver(mebibyte, status);
    stored = large.subarray(0, 5);
    const request = requestOf({ output: outputOf(large), resumeUrl: `${settings().endpoint}/u%201` });
    expect(await uploadByTus(request, inChunksOf8())).toBe("u 1");
    expect(refused).toEqual([3 * mebibyte, 3 * mebibyte, 2 * mebibyte]);
    expect(patches).toEqual([mebibyte, mebibyte, mebibyte]);
    expect(stored.equals(large)).toBe(true);
    expect(created).toEqual([]);
  },
);

test("an upload goes on at its address when its first chunk is too large", async () => {
  refuseOver(mebibyte, 413);
  await uploadByTus(requestOf({ output: outputOf(large) }), inChunksOf8());
  expect(created).toHaveLength(1);
  expect(stored.equals(large)).toBe(true);
});

test("a file is too large only when 256 KiB of it are", async () => {
  const refused = refuseOver(0, 413);
  const uploading = uploadByTus(requestOf({ output: outputOf(large) }), inChunksOf8());
  await expect(uploading).rejects.toMatchObject({ name: "UploadError", status: 413 });
  expect(refused.slice(2)).toEqual([2 * mebibyte, mebibyte, mebibyte / 2, mebibyte / 4]);
  expect(created).toHaveLength(1);
});

test("a file the server refuses to begin with is too large at once", async () => {
  const methods: (string | undefined)[] = [];
  spoil = (request, response) => {
    methods.push(request.method);
    response.writeHead(413).end();
    return true;
  };
  await expect(uploadByTus(requestOf(), inChunksOf8())).rejects.toMatchObject({ status: 413 });
  expect(methods).toEqual(["POST"]);
});

test("the smallest chunk that took too long is tried again", async () => {
  once(isPatch, (response) => response.writeHead(408).end());
  const request = requestOf();
  await uploadByTus(request, settings());
  expect(request.onWaiting).toHaveBeenCalledOnce();
  expect(stored.equals(content)).toBe(true);
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
