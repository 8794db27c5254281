import "server-only";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Limits } from "./limits";
import { createOpenConnectors, type OpenConnectors, type OpenConnectorsOptions } from "./open-connectors";

// The other side for tests: real sockets, and a script for what is answered. Nothing but tests and their helpers imports it.

export interface Received {
  method: string;
  /** Path and query as they stood in the request line. */
  url: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export type Script = (request: Received, response: http.ServerResponse) => void;

interface ScriptedUpstream {
  /** Base URL for the client. */
  url: URL;
  requests: Received[];
  close(): Promise<void>;
}

/** A server that reads each request to its end and then does what `script` says. */
export async function startUpstream(script: Script): Promise<ScriptedUpstream> {
  const requests: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const received = { method, url, headers, body: Buffer.concat(chunks) };
      requests.push(received);
      script(received, response);
    });
  });
  const url = await listen(server);
  return {
    url,
    requests,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface RawUpstream {
  url: URL;
  /** One for each connection that was made: everything it said so far. */
  heard: { bytes: number; text: string }[];
  close(): Promise<void>;
}

/** A server below HTTP. `script` is called with each connection and is told of every piece that comes in. */
export async function startRaw(
  script: (socket: net.Socket) => undefined | ((heard: { bytes: number; text: string }) => void),
): Promise<RawUpstream> {
  const heard: { bytes: number; text: string }[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    const said = { bytes: 0, text: "" };
    heard.push(said);
    socket.on("error", () => undefined);
    const onPiece = script(socket);
    if (!onPiece) return;
    socket.on("data", (chunk) => {
      said.bytes += chunk.length;
      // Enough to find the request line and the headers in.
      if (said.text.length < 100_000) said.text += chunk.toString("latin1");
      onPiece(said);
    });
  });
  const url = await listen(server);
  return {
    url,
    heard,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: net.Server): Promise<URL> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return new URL(`http://127.0.0.1:${port}/elements/api-v2`);
}

export function answerJson(
  response: http.ServerResponse,
  body: unknown,
  options: { status?: number; headers?: http.OutgoingHttpHeaders } = {},
): void {
  response.writeHead(options.status ?? 200, { "content-type": "application/json", ...options.headers });
  response.end(JSON.stringify(body));
}

export const testSecrets = {
  user: "Us3r/s+cret==",
  organization: "0rg/s+cret==",
  token: "T0ken/with+all=three=",
};

/** An item of `GET /instances` as newer answers have it. */
export function instanceItem(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 12345,
    name: "FreshBooks production",
    createdDate: "2017-11-30T21:53:35Z",
    token: testSecrets.token,
    element: {
      id: 172,
      name: "FreshBooks Classic",
      key: "freshbooks",
      hub: "finance",
      bulkUploadEnabled: false,
    },
    elementId: 172,
    tags: ["prod"],
    valid: true,
    disabled: false,
    configuration: {},
    user: { id: 1, emailAddress: "a@example.com", firstName: "A", lastName: "B" },
    ...changes,
  };
}

/** Time-outs short enough for a test; those that are not its subject stay long. */
const quick: Partial<Limits> = { retryBaseMs: 1, throttlePauseMs: 1, continueMs: 200 };

export function clientOf(url: URL, changes: Partial<OpenConnectorsOptions> = {}): OpenConnectors {
  return createOpenConnectors({
    baseUrl: url,
    userSecret: testSecrets.user,
    organizationSecret: testSecrets.organization,
    tags: [],
    ...changes,
    limits: { ...quick, ...changes.limits },
  });
}

/** A folder that is gone when the test has ended. */
export async function createFolder(): Promise<{
  write(name: string, content: string | Uint8Array): Promise<string>;
  remove(): Promise<void>;
}> {
  const folder = await mkdtemp(path.join(tmpdir(), "open-connectors-"));
  return {
    async write(name, content) {
      const file = path.join(folder, name);
      await writeFile(file, content);
      return file;
    },
    remove: () => rm(folder, { recursive: true }),
  };
}
