import "server-only";
import type { Socket } from "node:net";
import type { BulkUpload } from "./bulk-upload";
import type { Limits } from "./limits";
import type { OpenConnectorsOptions } from "./open-connectors";
import { clientOf, createFolder, type RawUpstream, startRaw, testSecrets } from "./scripted-upstream";
import type { SendResult } from "./send-result";

// One batch to send, and upstreams that fail it, for the tests of this room. Nothing else imports it.

export const large = 8 * 1024 * 1024;
const header = "email\n";

/** Sends one batch of `bytes` bytes to `url`, on a connection from a file unless `client` says otherwise. */
export async function send(
  url: URL,
  options: {
    bytes?: number;
    limits?: Partial<Limits>;
    upload?: Partial<BulkUpload>;
    client?: Partial<OpenConnectorsOptions>;
  } = {},
): Promise<SendResult> {
  const folder = await createFolder();
  const connection = { id: "c1", name: "Books", token: testSecrets.token, connector: { key: "freshbooks" } };
  const file = JSON.stringify({ connections: [connection] });
  const size = options.bytes ?? 5_000;
  const staged = Buffer.concat([Buffer.from(header), Buffer.alloc(size, "a@example.com\n")]);
  const client = clientOf(url, {
    organizationSecret: undefined,
    connectionsFile: await folder.write("connections.json", file),
    ...options.client,
    limits: options.limits ?? {},
  });
  const path = await folder.write("staged.csv", staged);
  const result = await client.sendBulk({
    connectionId: "c1",
    objectName: "customers",
    fileName: "customers.csv",
    file: { path, headerBytes: header.length, start: header.length, end: staged.length },
    metaData: {},
    callbackUrl: "https://hubload.example.com/api/callbacks/bulk/1",
    onConnected: async () => {},
    ...options.upload,
  });
  await client.close();
  await folder.remove();
  return result;
}

/** A server that answers `reply` as soon as the head of the request is there, before any of the body. */
export const answersHead = (reply: string): Promise<RawUpstream> =>
  startRaw((socket) => ({ text }) => {
    if (text.includes("\r\n\r\n")) socket.end(reply);
  });

/** A server that lets the body come and does `then` once `bytes` are there. */
export const onceHeard = (bytes: number, then: (socket: Socket) => void): Promise<RawUpstream> =>
  startRaw((socket) => {
    let isDone = false;
    let isGreeted = false;
    return ({ bytes: heard, text }) => {
      if (!isGreeted && text.includes("\r\n\r\n")) {
        isGreeted = true;
        socket.write("HTTP/1.1 100 Continue\r\n\r\n");
      }
      if (isDone || heard < bytes) return;
      isDone = true;
      then(socket);
    };
  });

/** The text of an HTTP answer. */
export const reply = (status: string, headers: Record<string, string>, body: string): string =>
  [
    `HTTP/1.1 ${status}`,
    ...Object.entries({ "content-length": Buffer.byteLength(body), ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    "",
    body,
  ].join("\r\n");
