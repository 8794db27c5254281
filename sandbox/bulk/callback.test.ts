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
