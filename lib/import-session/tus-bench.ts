import { Buffer } from "node:buffer";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { defaultOptions, type HttpStack } from "tus-js-client";
import { afterEach, beforeEach, expect, vi } from "vitest";
import { Output } from "./output";
import type { UploadRequest } from "./session-types";
import type { TusSettings } from "./tus-upload";

/** A tus 1.0 server of its own, whose answers a test may spoil: https://tus.io/protocols/resumable-upload */
export class TusServer {
  stored: Buffer = Buffer.alloc(0);
  /** `null` until it is said. */
  length: number | null = null;
  removed: string[] = [];
  created: string[] = [];
  patches: number[] = [];
  spoil: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  readonly #server: Server = createServer(
    (request, response) => void this.#answer(request, response).catch(() => response.destroy()),
  );

  open(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  settings(more: Partial<TusSettings> = {}): TusSettings {
    const { port } = this.#server.address() as AddressInfo;
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

  /** Where the upload that was begun is. */
  get url(): string {
    return `${this.settings().endpoint}/u%201`;
  }

  /** Spoils the first request that fits. */
  once(fits: (request: IncomingMessage) => boolean, how: (response: ServerResponse) => void): void {
    let isLeft = true;
    this.spoil = (request, response) => {
      if (!isLeft || !fits(request)) return false;
      isLeft = false;
      request.resume();
      how(response);
      return true;
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("tus-resumable", "1.0.0");
    if (this.spoil(request, response)) return;
    if (request.method === "POST") {
      this.created.push(String(request.headers["upload-metadata"]));
      this.length = null;
      expect(request.headers["upload-defer-length"]).toBe("1");
      response.writeHead(201, { location: "/api/uploads/u%201" }).end();
      return;
    }
    if (request.method === "HEAD") {
      const known = this.length === null ? { "upload-defer-length": 1 } : { "upload-length": this.length };
      response.writeHead(200, { "upload-offset": this.stored.length, ...known }).end();
      return;
    }
    if (request.method === "DELETE") {
      this.removed.push(String(request.url));
      response.writeHead(204).end();
      return;
    }
    await this.#take(request, response);
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const said = request.headers["upload-length"];
    // A length is said once.
    if (said !== undefined && this.length !== null) {
      request.resume();
      response.writeHead(400).end();
      return;
    }
    if (said !== undefined) this.length = Number(said);
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    this.patches.push(Buffer.concat(parts).length);
    this.stored = Buffer.concat([this.stored, ...parts]);
    response.writeHead(204, { "upload-offset": this.stored.length }).end();
  }
}

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

/** Gives each test of a file a server. @param take keeps it for the test */
export function tusServerOfEachTest(take: (server: TusServer) => void): void {
  let server: TusServer;
  beforeEach(async () => {
    server = new TusServer();
    await server.open();
    take(server);
  });
  afterEach(() => server.close());
}

export const content = Buffer.alloc(300_000, "row,of,cells\n");

/** An output whose bytes come in pieces; `begun` tells from where it was written. */
export function outputOf(bytes: Buffer, begun: number[] = []): Output {
  return new Output(async (from, { onBytes }) => {
    begun.push(from);
    for (let at = from; at < bytes.length; at += 70_000) {
      await new Promise((resolve) => setImmediate(resolve));
      onBytes(new Blob([new Uint8Array(bytes.subarray(at, at + 70_000))]), () => {});
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

export function requestOf(more: Partial<UploadRequest> = {}): UploadRequest {
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

export const isPatch = (request: IncomingMessage) => request.method === "PATCH";
