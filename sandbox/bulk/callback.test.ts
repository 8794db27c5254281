import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { signatureOf } from "../signature";
import { openSandbox, patience } from "../test-client";

/** A server that keeps what is posted to it and answers with a status. */
async function openReceiver(status = 200) {
  const received: { url: string | undefined; headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = await request.toArray();
    received.push({
      url: request.url,
      headers: request.headers,
      body: Buffer.concat(chunks).toString("utf8"),
    });
    response.statusCode = status;
    response.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return { received, url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}` };
}

const csv = "C_EmailAddress\na@example.com\n";

it("a callback tells the end of the job with the caller's payload, signed over its raw bytes", async () => {
  const receiver = await openReceiver();
  const { upload, door, ended } = await openSandbox({ signatureKey: "MySecretEventSignatureKey" });
  const payload = { uploadId: "u-1", note: "Zoë" };
  const id = await upload("eloqua", "contact", csv, {
    metaData: { "callback-payload": payload },
    callbackUrl: `${receiver.url}/callbacks/u-1`,
  });
  await expect.poll(() => receiver.received, patience).toHaveLength(1);
  const [callback] = receiver.received;
  expect(callback?.url).toBe("/callbacks/u-1");
  expect(callback?.headers["elements-webhook-signature"]).toBe(
    signatureOf(callback?.body ?? "", "MySecretEventSignatureKey"),
  );
  expect(JSON.parse(callback?.body ?? "")).toEqual({
    ...(await ended("eloqua", id)),
    "callback-payload": payload,
  });
  await expect
    .poll(async () => (await door("/ledger")).body, patience)
    .toMatchObject({ callbacks: [{ id, url: `${receiver.url}/callbacks/u-1`, answer: 200 }] });
});

it("a callback is not signed without a key, and carries the error of a job that failed", async () => {
  const receiver = await openReceiver();
  const { upload } = await openSandbox();
  await upload("eloqua", "contact", "Unknown\nx\n", { callbackUrl: receiver.url });
  await expect.poll(() => receiver.received, patience).toHaveLength(1);
  expect(receiver.received[0]?.headers).not.toHaveProperty("elements-webhook-signature");
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({
    status: "ABORTED",
    error: expect.stringContaining("None of the columns"),
  });
});

it("a callback that fails is noted and harms nothing", async () => {
  const receiver = await openReceiver(503);
  const { upload, ended, door } = await openSandbox();
  const refused = await upload("eloqua", "contact", csv, { callbackUrl: receiver.url });
  const unreachable = await upload("eloqua", "contact", csv, { callbackUrl: "http://127.0.0.1:1/" });
  const senseless = await upload("eloqua", "contact", csv, { callbackUrl: "/relative" });
  expect(await ended("eloqua", senseless)).toMatchObject({ status: "COMPLETED" });
  await expect
    .poll(async () => (await door("/ledger")).body, patience)
    .toMatchObject({ callbacks: expect.toSatisfy((list) => Array.isArray(list) && list.length === 3) });
  const { body } = await door("/ledger");
  expect(body).toMatchObject({
    callbacks: expect.arrayContaining([
      expect.objectContaining({ id: refused, answer: 503 }),
      expect.objectContaining({ id: unreachable, answer: expect.stringContaining("failed") }),
      expect.objectContaining({ id: senseless, answer: expect.stringContaining("parse") }),
    ]),
  });
});

it("no callback is sent when none was asked for or the switch is off", async () => {
  const receiver = await openReceiver();
  const { upload, ended, door } = await openSandbox();
  await ended("eloqua", await upload("eloqua", "contact", csv));
  await door("/control", { connection: "eloqua", callback: false });
  await ended("eloqua", await upload("eloqua", "contact", csv, { callbackUrl: receiver.url }));
  await door("/control", { connection: "eloqua", callback: true });
  await upload("eloqua", "contact", csv, { callbackUrl: `${receiver.url}/last` });
  await expect.poll(() => receiver.received.map(({ url }) => url), patience).toEqual(["/last"]);
});

const key = "MySecretEventSignatureKey";
const states = (received: readonly { body: string }[]) =>
  received.map(({ body }): unknown => Reflect.get(JSON.parse(body), "status"));

it.each([
  ["none", () => undefined],
  ["wrong-key", (body: string) => signatureOf(body, `not ${key}`)],
  ["wrong-body", (body: string) => signatureOf(`${body} `, key)],
  ["sha1", () => expect.stringMatching(/^sha1=/)],
])("a signature of a callback can be %s", async (callbackSignature, expected) => {
  const receiver = await openReceiver();
  const { upload, door } = await openSandbox({ signatureKey: key });
  await door("/control", { callbackSignature });
  await upload("eloqua", "contact", csv, { callbackUrl: receiver.url });
  await expect.poll(() => receiver.received, patience).toHaveLength(1);
  const [callback] = receiver.received;
  expect(callback?.headers["elements-webhook-signature"]).toEqual(expected(callback?.body ?? ""));
});

it("a callback comes as often as told, late, and followed by a stale one", async () => {
  const receiver = await openReceiver();
  const { upload, door, ended } = await openSandbox();
  await door("/control", { callbackCopies: 3, callbackOrder: "stale-after", callbackDelayMs: 300 });
  const id = await upload("eloqua", "contact", csv, { callbackUrl: receiver.url });
  const end = await ended("eloqua", id);
  expect(receiver.received).toEqual([]);
  await expect
    .poll(() => states(receiver.received), patience)
    .toEqual(["COMPLETED", "COMPLETED", "COMPLETED", "RUNNING"]);
  expect(Date.now() - Date.parse(String(end.bulk_finish_time))).toBeGreaterThanOrEqual(300);
});

it("a callback can come before the upload is answered", async () => {
  const receiver = await openReceiver();
  const { upload, door } = await openSandbox();
  await door("/control", { callbackOrder: "before-reply" });
  await upload("eloqua", "contact", csv, { callbackUrl: receiver.url });
  expect(states(receiver.received)).toEqual(["COMPLETED"]);
});

it("a payload comes back within metadata, or not at all", async () => {
  const receiver = await openReceiver();
  const { upload, door } = await openSandbox();
  const options = { callbackUrl: receiver.url, metaData: { "callback-payload": "p" } };
  await door("/control", { callbackPayload: "metadata" });
  await upload("eloqua", "contact", csv, options);
  await expect.poll(() => receiver.received, patience).toHaveLength(1);
  await door("/control", { callbackPayload: "none" });
  await upload("eloqua", "contact", csv, options);
  await expect.poll(() => receiver.received, patience).toHaveLength(2);
  const [first, second] = receiver.received.map(({ body }): unknown => JSON.parse(body));
  expect(first).not.toHaveProperty("callback-payload");
  expect(first).toMatchObject({ metadata: { "callback-payload": "p" } });
  expect(second).toMatchObject({ metadata: {} });
  expect(receiver.received[1]?.body).not.toContain("callback-payload");
});

it("the door sends a callback of any content and signature, as often as told", async () => {
  const receiver = await openReceiver();
  const { upload, door, ended } = await openSandbox();
  await door("/control", { callback: false });
  const id = await upload("eloqua", "contact", csv, { callbackUrl: receiver.url });
  await ended("eloqua", id);
  const forged = { job: id, body: '{"id":"1"}', signature: "sha256=AAAA", times: 20 };
  expect((await door("/callback", forged)).status).toBe(200);
  expect(receiver.received).toHaveLength(20);
  expect(receiver.received[19]).toMatchObject({
    body: '{"id":"1"}',
    headers: { "elements-webhook-signature": "sha256=AAAA" },
  });
  await door("/callback", { job: id, status: "RUNNING", url: `${receiver.url}/other` });
  expect(receiver.received[20]).toMatchObject({ url: "/other", body: expect.stringContaining("RUNNING") });
  expect((await door("/callback", { job: "1" })).status).toBe(404);
});

it("the key in an instance's configuration signs its callbacks", async () => {
  const receiver = await openReceiver();
  const { upload, call } = await openSandbox();
  const body = JSON.stringify({ configuration: { "event.notification.signature.key": key } });
  await call(null, "/instances/425937", { method: "PATCH", body });
  await upload("eloqua", "contact", csv, { callbackUrl: receiver.url });
  await expect.poll(() => receiver.received, patience).toHaveLength(1);
  const [callback] = receiver.received;
  expect(callback?.headers["elements-webhook-signature"]).toBe(signatureOf(callback?.body ?? "", key));
});

it("a cancelled job is told only where the switch says so", async () => {
  const receiver = await openReceiver();
  const { upload, call, door, ended } = await openSandbox({ recordsPerSecond: 0.001 });
  for (const callbackOnCancel of [false, true]) {
    await door("/control", { callbackOnCancel });
    const id = await upload("eloqua", "contact", csv, { callbackUrl: `${receiver.url}/${callbackOnCancel}` });
    await call("eloqua", `/bulk/${id}/cancel`, { method: "PUT" });
    await ended("eloqua", id);
  }
  await expect.poll(() => receiver.received.map(({ url }) => url), patience).toEqual(["/true"]);
  expect(states(receiver.received)).toEqual(["CANCELLED"]);
});
