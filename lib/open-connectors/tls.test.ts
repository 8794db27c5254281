import https from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { testCertificate as certificate, testKey as key } from "./scripted-tls";
import { answerJson, clientOf, createFolder, testSecrets } from "./scripted-upstream";

let folder: Awaited<ReturnType<typeof createFolder>>;
let server: https.Server;
let requests: string[];

beforeEach(async () => {
  folder = await createFolder();
  requests = [];
  server = https.createServer({ key, cert: certificate }, (request, response) => {
    requests.push(`${request.method} ${request.url}`);
    request
      .resume()
      .on("end", () => answerJson(response, request.method === "POST" ? { id: "1" } : ["customers"]));
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await folder.remove();
});

async function attempt(host: string, certificateAuthority: string | undefined) {
  const connection = { id: "c1", name: "Books", token: testSecrets.token, connector: { key: "freshbooks" } };
  const connectionsFile = await folder.write("connections.json", JSON.stringify([connection]));
  const path = await folder.write("staged.csv", "email\na@example.com\n");
  const client = clientOf(
    new URL(`https://${host}:${(server.address() as AddressInfo).port}/elements/api-v2`),
    { organizationSecret: undefined, connectionsFile, certificateAuthority },
  );
  const onConnected = vi.fn(async () => {});
  const sent = await client.sendBulk({
    connectionId: "c1",
    objectName: "customers",
    fileName: "a.csv",
    file: { path, headerBytes: 6, start: 6, end: 20 },
    metaData: {},
    callbackUrl: "https://hubload.example.com/x",
    onConnected,
  });
  const read = await client.objects("c1").catch((error: unknown) => error);
  await client.close();
  return { sent, read, onConnected };
}

describe("over TLS", () => {
  test("an upstream that proves who it is is called and sent to", async () => {
    const { sent, read, onConnected } = await attempt("localhost", certificate);
    expect(sent).toMatchObject({ kind: "accepted", bulkJobId: "1" });
    expect(read).toEqual([{ name: "customers" }]);
    expect(onConnected).toHaveBeenCalledTimes(1);
  });

  test.each([
    ["a certificate nobody vouches for", "localhost", undefined],
    ["a certificate of another name", "127.0.0.1", certificate],
  ])("%s gets neither a byte nor a secret, and somebody is told to look", async (_, host, authority) => {
    const { sent, read, onConnected } = await attempt(host, authority);
    expect(sent).toMatchObject({
      kind: "not_sent",
      isTlsFault: true,
      reason: expect.stringContaining("could not prove that it is Open Connectors"),
    });
    expect(read).toMatchObject({ kind: "unreachable", message: expect.stringContaining("certificate") });
    expect(onConnected).not.toHaveBeenCalled();
    expect(requests).toEqual([]);
  });
});
