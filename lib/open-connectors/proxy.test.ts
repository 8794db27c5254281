import { execFile } from "node:child_process";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { chooseProxy } from "./proxy";
import { testCertificate, testKey } from "./scripted-tls";
import { answerJson, clientOf, createFolder, startRaw, testSecrets } from "./scripted-upstream";

describe("which way", () => {
  const proxy = new URL("http://proxy.example.com:3128");
  const upstream = "https://api.eu10.example.com/elements/api-v2";
  test.each<[except: string, upstream: string, isDirect: boolean]>([
    ["", upstream, false],
    ["other.example.com", upstream, false],
    ["ample.com", upstream, false],
    ["example.com", upstream, true],
    [".example.com", upstream, true],
    ["*.example.com", upstream, true],
    ["API.eu10.Example.com", upstream, true],
    ["api.eu10.example.com:443", upstream, true],
    ["api.eu10.example.com:8443", upstream, false],
    ["localhost, 127.0.0.1 example.com", upstream, true],
    ["*", upstream, true],
    ["::1", "https://[::1]:8443/elements/api-v2", true],
    ["[::1]:8443", "https://[::1]:8443/elements/api-v2", true],
    ["", "http://localhost:4010/elements/api-v2", true],
  ])("with NO_PROXY=%j, %s: direct %s", (except, url, isDirect) => {
    expect(chooseProxy(new URL(url), { https: proxy, except })).toBe(isDirect ? undefined : proxy);
  });
});

let folder: Awaited<ReturnType<typeof createFolder>>;
let upstream: https.Server;
let asked: string[];
let proxy: Awaited<ReturnType<typeof startProxy>>;

/** A proxy that opens tunnels, and remembers what it was asked and what came through in the clear. */
async function startProxy(refuse?: { status: number }) {
  const requests: { target: string; headers: http.IncomingHttpHeaders }[] = [];
  let seen = "";
  const sockets = new Set<net.Socket>();
  const server = http.createServer((_, response) => response.writeHead(500).end());
  server.on("connect", (request: http.IncomingMessage, client: net.Socket) => {
    requests.push({ target: request.url ?? "", headers: request.headers });
    sockets.add(client);
    client.on("error", () => undefined);
    if (refuse) {
      client.end(`HTTP/1.1 ${refuse.status} No\r\nContent-Length: 2\r\n\r\nno`);
      return;
    }
    const [host = "", port] = (request.url ?? "").split(":");
    const beyond = net.connect(Number(port), host, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.on("data", (chunk) => {
        seen += chunk.toString("latin1");
      });
      client.pipe(beyond).pipe(client);
    });
    sockets.add(beyond);
    beyond.on("error", () => client.destroy());
    client.on("close", () => beyond.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    requests,
    seen: () => seen,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

beforeEach(async () => {
  folder = await createFolder();
  asked = [];
  upstream = https.createServer({ key: testKey, cert: testCertificate }, (request, response) => {
    asked.push(`${request.method} ${request.url?.split("?")[0]}`);
    request
      .resume()
      .on("end", () => answerJson(response, request.method === "POST" ? { id: "1" } : ["customers"]));
  });
  await new Promise<void>((resolve) => upstream.listen(0, resolve));
  proxy = await startProxy();
});
afterEach(async () => {
  await proxy.close();
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
  await folder.remove();
});

const base = () => `https://localhost:${(upstream.address() as AddressInfo).port}/elements/api-v2`;

async function files() {
  const connection = { id: "c1", name: "Books", token: testSecrets.token, connector: { key: "freshbooks" } };
  return {
    connectionsFile: await folder.write("connections.json", JSON.stringify([connection])),
    path: await folder.write("staged.csv", "email\na@example.com\n"),
  };
}

/** One GET and one POST. */
async function attempt(options: { https: URL; except?: string; limits?: { connectMs: number } }) {
  const { connectionsFile, path } = await files();
  const client = clientOf(new URL(base()), {
    organizationSecret: undefined,
    connectionsFile,
    certificateAuthority: testCertificate,
    proxy: options,
    limits: { retries: 0, ...options.limits },
  });
  const onConnected = vi.fn(async () => {});
  const read = await client.objects("c1").catch((error: unknown) => error);
  const sent = await client.sendBulk({
    connectionId: "c1",
    objectName: "customers",
    fileName: "a.csv",
    file: { path, headerBytes: 6, start: 6, end: 20 },
    metaData: {},
    callbackUrl: "https://hubload.example.com/x",
    onConnected,
  });
  await client.close();
  return { read, sent, onConnected };
}

describe("through a proxy", () => {
  test("GET and POST go by tunnels of their own, and the proxy sees neither a secret nor a byte of the body", async () => {
    const { read, sent, onConnected } = await attempt({ https: proxy.url });
    expect(read).toEqual([{ name: "customers" }]);
    expect(sent).toMatchObject({ kind: "accepted", bulkJobId: "1" });
    expect(onConnected).toHaveBeenCalledTimes(1);
    const target = new URL(base()).host;
    expect(proxy.requests.map((request) => request.target)).toEqual([target, target]);
    expect(proxy.requests[1]?.headers).toEqual({ host: target, connection: expect.any(String) });
    expect(proxy.seen()).not.toContain("a@example.com");
    expect(proxy.seen()).not.toContain("Element");
  });

  test("the proxy is told the user name and password of its address", async () => {
    const https = new URL(proxy.url);
    https.username = "jane";
    https.password = "p%40ss:word";
    await attempt({ https });
    expect(proxy.requests[0]?.headers["proxy-authorization"]).toBe(
      `Basic ${Buffer.from("jane:p@ss:word").toString("base64")}`,
    );
  });

  test("what NO_PROXY names is called directly", async () => {
    const { sent } = await attempt({ https: proxy.url, except: "localhost" });
    expect(sent.kind).toBe("accepted");
    expect(proxy.requests).toEqual([]);
  });
});

describe("a proxy that does not let us through", () => {
  test.each([
    [407, "wants a user name and password"],
    [403, "does not open the way"],
    [502, "does not open the way"],
  ])("with %i: nothing was sent, and it says that it was the proxy", async (status, words) => {
    await proxy.close();
    proxy = await startProxy({ status });
    const { read, sent, onConnected } = await attempt({ https: proxy.url });
    expect(read).toMatchObject({ kind: "unreachable", message: expect.stringContaining(words) });
    expect(sent).toMatchObject({
      kind: "not_sent",
      reason: expect.stringContaining(words),
      evidence: { bodyBytesSent: 0 },
    });
    expect(onConnected).not.toHaveBeenCalled();
    expect(asked).toEqual([]);
  });

  test("because it is not there", async () => {
    const gone = await startRaw(() => undefined);
    await gone.close();
    const { read, sent } = await attempt({ https: new URL(gone.url.origin) });
    for (const told of [sent, { reason: String(read) }])
      expect(told).toMatchObject({ reason: expect.stringContaining("refuses the connection") });
  });

  test("because it says nothing: the time to connect is kept", async () => {
    const silent = await startRaw(() => () => undefined);
    const { read, sent } = await attempt({
      https: new URL(silent.url.origin),
      limits: { connectMs: 100 },
    });
    await silent.close();
    expect(read).toMatchObject({ kind: "timeout" });
    expect(sent).toMatchObject({ kind: "not_sent", reason: expect.stringContaining("in time") });
  });

  test("because it cuts the tunnel before TLS is up", async () => {
    const cutting = await startRaw((socket) => ({ text }) => {
      if (text.includes("\r\n\r\n")) socket.end("HTTP/1.1 200 OK\r\n\r\n");
    });
    const { read, sent } = await attempt({ https: new URL(cutting.url.origin) });
    await cutting.close();
    expect(read).toMatchObject({ kind: "unreachable" });
    expect(sent).toMatchObject({ kind: "not_sent" });
  });
});

test("NODE_EXTRA_CA_CERTS vouches for the upstream, for GET and POST, also behind a proxy", async () => {
  const { connectionsFile, path } = await files();
  const authority = await folder.write("authority.pem", testCertificate);
  const room = new URL("./open-connectors.ts", import.meta.url).href;
  const program = `
    import { createOpenConnectors } from ${JSON.stringify(room)};
    const client = createOpenConnectors({
      baseUrl: new URL(${JSON.stringify(base())}),
      userSecret: "user", connectionsFile: ${JSON.stringify(connectionsFile)}, tags: [],
      proxy: { https: new URL(${JSON.stringify(proxy.url.href)}) },
    });
    const read = await client.objects("c1");
    const sent = await client.sendBulk({
      connectionId: "c1", objectName: "customers", fileName: "a.csv",
      file: { path: ${JSON.stringify(path)}, headerBytes: 6, start: 6, end: 20 },
      metaData: {}, callbackUrl: "https://hubload.example.com/x", onConnected: async () => {},
    });
    await client.close();
    process.stdout.write(JSON.stringify({ read, kind: sent.kind }));`;
  const ended = await promisify(execFile)(
    process.execPath,
    ["--conditions=react-server", "--import", "tsx", "--input-type=module", "--eval", program],
    {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      env: { ...process.env, NODE_EXTRA_CA_CERTS: authority },
    },
  );
  expect(JSON.parse(ended.stdout)).toEqual({ read: [{ name: "customers" }], kind: "accepted" });
  expect(proxy.requests).toHaveLength(2);
});
