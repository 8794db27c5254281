import { createHash, randomBytes } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import busboy from "busboy";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BulkUpload } from "./bulk-upload";
import type { OpenConnectors, OpenConnectorsOptions } from "./open-connectors";
import {
  answerJson,
  clientOf,
  createFolder,
  instanceItem,
  type Received,
  startRaw,
  startUpstream,
  testSecrets,
} from "./scripted-upstream";

const header = "email,first_name\n";
const rows = "jane@example.com,Jane\nann@example.com,Ann\n";

const cleanUps: (() => Promise<void>)[] = [];
let folder: Awaited<ReturnType<typeof createFolder>>;
beforeEach(async () => {
  folder = await createFolder();
  cleanUps.push(folder.remove);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function kept<T extends { close(): Promise<void> }>(thing: T): T {
  cleanUps.push(() => thing.close());
  return thing;
}

/** A client whose connection comes from a file, so that the upstream sees nothing but the POST. */
async function sender(url: URL, changes: Partial<OpenConnectorsOptions> = {}): Promise<OpenConnectors> {
  const connectionsFile = await folder.write(
    "connections.json",
    JSON.stringify([
      { id: "c1", name: "Books", token: testSecrets.token, hub: "finance", connector: { key: "freshbooks" } },
    ]),
  );
  return kept(clientOf(url, { organizationSecret: undefined, connectionsFile, ...changes }));
}

async function upload(changes: Partial<BulkUpload> = {}): Promise<BulkUpload> {
  const content = `${header}first@example.com,First\n${rows}last@example.com,Last\n`;
  const start = header.length + "first@example.com,First\n".length;
  return {
    connectionId: "c1",
    objectName: "customers",
    fileName: "customers.csv",
    file: {
      path: await folder.write("staged.csv", content),
      headerBytes: header.length,
      start,
      end: start + rows.length,
    },
    metaData: { "callback-payload": { attemptId: "attempt-1" } },
    callbackUrl: "https://hubload.example.com/api/callbacks/bulk/attempt-1",
    onConnected: async () => {},
    ...changes,
  };
}

interface Part {
  name: string;
  content: Buffer;
  fileName?: string | undefined;
  mimeType?: string;
}

/** The parts as an independent reader of multipart sees them, in their order. */
async function partsOf({ headers, body }: Received): Promise<Part[]> {
  const parts: Part[] = [];
  const reader = busboy({ headers, defParamCharset: "utf8", preservePath: true });
  reader.on("field", (name, value) => parts.push({ name, content: Buffer.from(value) }));
  reader.on("file", (name, stream, { filename, mimeType }) => {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () =>
      parts.push({ name, content: Buffer.concat(chunks), fileName: filename, mimeType }),
    );
  });
  await new Promise((resolve, reject) => reader.on("close", resolve).on("error", reject).end(body));
  return parts;
}

const accepts = (id: string) => `HTTP/1.1 200 OK\r\ncontent-length: ${9 + id.length}\r\n\r\n{"id":"${id}"}`;

describe("what arrives upstream", () => {
  test("is the header line and the byte range, with metaData before it, in the form of the reference", async () => {
    const upstream = kept(
      await startUpstream((_, response) =>
        answerJson(response, { id: "42114492", status: "CREATED", instanceId: 1 }),
      ),
    );
    const result = await (await sender(upstream.url)).sendBulk(await upload());

    expect(result).toMatchObject({ kind: "accepted", bulkJobId: "42114492", upstreamStatus: "CREATED" });
    expect(upstream.requests).toHaveLength(1);
    const [request] = upstream.requests;
    if (!request) throw new Error("no request");
    expect(request.method).toBe("POST");
    expect(request.url).toBe("/elements/api-v2/hubs/finance/bulk/customers?path=/customers.csv");
    expect(await partsOf(request)).toEqual([
      { name: "metaData", content: Buffer.from('{"callback-payload":{"attemptId":"attempt-1"}}') },
      { name: "file", content: Buffer.from(header + rows), fileName: "customers.csv", mimeType: "text/csv" },
    ]);
    expect(request.headers).toEqual({
      host: upstream.url.host,
      authorization: `User ${testSecrets.user}, Element ${testSecrets.token}`,
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": "Hubload",
      "elements-async-callback-url": "https://hubload.example.com/api/callbacks/bulk/attempt-1",
      "content-type": expect.stringMatching(/^multipart\/form-data; boundary=/),
      "content-length": String(request.body.length),
      expect: "100-continue",
      connection: "close",
    });
    expect(result.evidence).toMatchObject({
      httpStatus: 200,
      bodyBytes: request.body.length,
      bodyBytesSent: request.body.length,
      reply: '{"id":"42114492","status":"CREATED","instanceId":1}',
      upstreamDate: expect.stringContaining("GMT"),
    });
  });

  test("names user, organization and element in that order when the connection comes from /instances", async () => {
    const upstream = kept(
      await startUpstream(({ url }, response) =>
        url.includes("/instances")
          ? answerJson(response, [
              instanceItem({ element: { key: "freshbooks", name: "FreshBooks Classic" } }),
            ])
          : answerJson(response, { id: 7, status: "CREATED" }),
      ),
    );
    const client = kept(clientOf(upstream.url));
    const result = await client.sendBulk(await upload({ connectionId: "12345" }));

    expect(result).toMatchObject({ kind: "accepted", bulkJobId: "7" });
    expect(upstream.requests[1]?.headers.authorization).toBe(
      `User ${testSecrets.user}, Organization ${testSecrets.organization}, Element ${testSecrets.token}`,
    );
    expect(upstream.requests[1]?.url).toBe("/elements/api-v2/bulk/customers?path=/customers.csv");
  });

  test("is a large file to the byte, without being kept in memory", async () => {
    const content = randomBytes(30 * 1024 * 1024);
    const staged = Buffer.concat([Buffer.from(header), content]);
    const received = createHash("sha256");
    let bytes = 0;
    const server = http.createServer((request, response) => {
      // The file part ends with the boundary; the digest is over the whole body, made the same way below.
      request.on("data", (chunk: Buffer) => {
        received.update(chunk);
        bytes += chunk.length;
      });
      request.on("end", () => answerJson(response, { id: "1", status: request.headers["content-type"] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    cleanUps.push(async () => void server.close());
    const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/elements/api-v2`);
    const path = await folder.write("large.csv", staged);
    const result = await (await sender(url)).sendBulk(
      await upload({
        file: { path, headerBytes: header.length, start: header.length, end: staged.length },
        metaData: {},
      }),
    );

    if (result.kind !== "accepted") throw new Error(result.reason);
    const boundary = result.upstreamStatus?.split("boundary=")[1] ?? "";
    const expected = createHash("sha256")
      .update(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="customers.csv"\r\nContent-Type: text/csv\r\n\r\n`,
      )
      .update(staged)
      .update(`\r\n--${boundary}--\r\n`);
    expect(received.digest("hex")).toBe(expected.digest("hex"));
    expect(result.evidence.bodyBytesSent).toBe(bytes);
  });

  test.each([
    ['sales "north".csv', 'sales "north".csv'],
    ["Überweisungen – März 2026.csv", "Überweisungen – März 2026.csv"],
    ["two\r\nlines.csv", "two\r\nlines.csv"],
    ["../../x.csv", "../../x.csv"],
    ["<img onerror=1>.csv", "<img onerror=1>.csv"],
    [`${"n".repeat(400)}.csv`, `${"n".repeat(251)}.csv`],
    ["half \ud83d pair.csv", "half \ufffd pair.csv"],
  ])("carries the file name %j in path and in the part", async (fileName, sent) => {
    const upstream = kept(await startUpstream((_, response) => answerJson(response, { id: "1" })));
    const result = await (await sender(upstream.url)).sendBulk(await upload({ fileName }));

    expect(result.kind).toBe("accepted");
    const [request] = upstream.requests;
    if (!request) throw new Error("no request");
    expect(new URL(request.url, "http://x").searchParams.get("path")).toBe(`/${sent}`);
    const inPart = sent.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
    expect((await partsOf(request)).map(({ fileName: name }) => name)).toEqual([undefined, inPart]);
  });

  test("holds metaData of any language as the same JSON", async () => {
    const upstream = kept(await startUpstream((_, response) => answerJson(response, { id: "1" })));
    const metaData = { "callback-payload": "Zoë – 😀", bulkUploadRecordSize: 1 };
    await (await sender(upstream.url)).sendBulk(await upload({ metaData }));

    const [request] = upstream.requests;
    if (!request) throw new Error("no request");
    const [part] = await partsOf(request);
    expect(JSON.parse(part?.content.toString("utf8") ?? "")).toEqual(metaData);
    expect(part?.content.every((byte) => byte < 128)).toBe(true);
  });
});

describe("order of events", () => {
  test("onConnected ends before the first byte leaves", async () => {
    const upstream = kept(await startRaw(() => () => undefined));
    let heardWhenCalled = -1;
    let release = () => {};
    const connected = new Promise<void>((resolve) => {
      release = resolve;
    });
    const controller = new AbortController();
    const sending = (await sender(upstream.url)).sendBulk(
      await upload({
        signal: controller.signal,
        onConnected: async () => {
          await connected;
          heardWhenCalled = upstream.heard[0]?.bytes ?? -1;
        },
      }),
    );
    await vi.waitUntil(() => upstream.heard.length === 1, { timeout: 20_000 });
    release();
    await vi.waitUntil(() => upstream.heard[0]?.text.includes("\r\n\r\n"), { timeout: 20_000 });
    controller.abort();
    await sending;
    expect(heardWhenCalled).toBe(0);
  });

  test("nothing is sent when onConnected throws", async () => {
    const upstream = kept(await startRaw(() => () => undefined));
    const result = await (await sender(upstream.url)).sendBulk(
      await upload({ onConnected: () => Promise.reject(new Error("database away")) }),
    );
    expect(result).toMatchObject({ kind: "not_sent", evidence: { bodyBytesSent: 0, httpStatus: null } });
    expect(upstream.heard).toEqual([{ bytes: 0, text: "" }]);
  });

  test("onConnected is not called when there is no connection", async () => {
    const upstream = await startRaw(() => undefined);
    await upstream.close();
    const onConnected = vi.fn(async () => {});
    const result = await (await sender(upstream.url)).sendBulk(await upload({ onConnected }));
    expect(result).toMatchObject({
      kind: "not_sent",
      reason: expect.stringContaining("refuses the connection"),
    });
    expect(onConnected).not.toHaveBeenCalled();
  });

  test("the body waits for 100 Continue, but not for ever", async () => {
    const bodyAtContinue: number[] = [];
    const patient = kept(
      await startRaw((socket) => ({ bytes, text }) => {
        const head = text.indexOf("\r\n\r\n");
        if (head >= 0 && bodyAtContinue.length === 0) {
          bodyAtContinue.push(bytes - head - 4);
          socket.write("HTTP/1.1 100 Continue\r\n\r\n");
        }
        if (text.endsWith("--\r\n")) socket.end(accepts("1"));
      }),
    );
    const client = await sender(patient.url, { limits: { continueMs: 60_000 } });
    expect((await client.sendBulk(await upload())).kind).toBe("accepted");
    expect(bodyAtContinue).toEqual([0]);

    const silent = kept(
      await startRaw((socket) => ({ text }) => {
        if (text.endsWith("--\r\n")) socket.end(accepts("2"));
      }),
    );
    expect((await (await sender(silent.url)).sendBulk(await upload())).kind).toBe("accepted");
  });
});
