import { once } from "node:events";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { items, type OpenSandbox, openSandbox, patience, uploadForm } from "../test-client";

const csv = "C_EmailAddress\na@example.com\nb@example.com\n";
const send = (sandbox: OpenSandbox) =>
  sandbox.call("eloqua", "/bulk/contact", { method: "POST", body: uploadForm(csv) });

describe("a control rule", () => {
  it("drops the reply of uploads that were taken, as often as told", async () => {
    const sandbox = await openSandbox();
    await sandbox.door("/control", { connection: "eloqua", dropReply: 2 });
    await expect(send(sandbox)).rejects.toThrow();
    await expect(send(sandbox)).rejects.toThrow();
    expect((await send(sandbox)).status).toBe(200);
    expect((await sandbox.door("/ledger")).body).toMatchObject({
      uploads: [
        { id: expect.any(String), answer: "dropped", complete: true },
        { id: expect.any(String), answer: "dropped", complete: true },
        { id: expect.any(String), answer: 200 },
      ],
    });
    expect(items(await sandbox.call("eloqua", "/bulk/jobs"))).toHaveLength(3);
  });

  it("answers an upload with a status before its body is read", async () => {
    const sandbox = await openSandbox();
    await sandbox.door("/control", { uploadStatus: { status: 429, headers: { "Retry-After": "7" } } });
    const answer = await send(sandbox);
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, "7"]);
    expect((await send(sandbox)).status).toBe(200);
    expect((await sandbox.door("/ledger")).body).toMatchObject({
      uploads: [{ id: null, answer: 429, bytes: 0, complete: false }, { answer: 200 }],
    });
  });

  it("answers an upload with a status after its body was read, with or without a job", async () => {
    const sandbox = await openSandbox();
    await sandbox.door("/control", {
      uploadStatus: { status: 502, when: "after", body: "<h1>Bad gateway</h1>" },
    });
    expect(await send(sandbox)).toMatchObject({ status: 502, body: "<h1>Bad gateway</h1>" });
    expect(items(await sandbox.call("eloqua", "/bulk/jobs"))).toEqual([]);
    await sandbox.door("/control", { uploadStatus: { status: 500, when: "after", accept: true } });
    expect((await send(sandbox)).status).toBe(500);
    expect(items(await sandbox.call("eloqua", "/bulk/jobs"))).toHaveLength(1);
    expect((await sandbox.door("/ledger")).body).toMatchObject({
      uploads: [
        { id: null, answer: 502, complete: true, bytes: csv.length },
        { id: expect.any(String), answer: 500, complete: true },
      ],
    });
  });

  it("fits by method, path and connection, lets calls pass first, and holds until cleared", async () => {
    const { call, door } = await openSandbox();
    const rule = {
      method: "GET",
      path: "/objects/*/metadata",
      skip: 1,
      times: null,
      answer: { status: 503 },
    };
    await door("/control", { connection: "sage200", rules: [rule] });
    const ask = async (key: string) => (await call(key, "/hubs/finance/objects/customers/metadata")).status;
    expect([await ask("sage200"), await ask("sage200"), await ask("sage200")]).toEqual([200, 503, 503]);
    expect(await ask("freshbooks")).toBe(200);
    expect((await call("sage200", "/objects")).status).toBe(200);
    await door("/control", { reset: true });
    expect(await ask("sage200")).toBe(200);
    expect((await door("/control")).body).toMatchObject({ rules: [] });
  });

  it("that is not understood is answered 400 with the reason", async () => {
    const { door } = await openSandbox();
    expect(await door("/control", { connection: "sage200", speed: 3 })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("speed") },
    });
    expect((await door("/control", { connection: "none", callback: true })).status).toBe(404);
  });
});

describe("a switch", () => {
  it("sets the speed and the word for the end of one connection", async () => {
    const { door, upload, ended, call } = await openSandbox({ recordsPerSecond: 0.001 });
    await door("/control", { connection: "eloqua", recordsPerSecond: 5000, statusWord: "COMPLETE" });
    const id = await upload("eloqua", "contact", csv);
    expect(await ended("eloqua", id)).toMatchObject({ status: "COMPLETE", recordsCount: 2 });
    expect(items(await call("eloqua", "/bulk/jobs"))[0]).toMatchObject({ status: "COMPLETE" });
    const slow = await upload("sage200", "customers", "reference,name\nNEW001,New\n");
    expect((await call("sage200", `/bulk/${slow}/status`)).body).not.toHaveProperty("bulk_finish_time");
  });

  it("takes the markers out of the job list, or the jobs", async () => {
    const { door, upload, call } = await openSandbox();
    const metaData = { "callback-payload": "attempt-1" };
    await upload("eloqua", "contact", csv, { metaData, callbackUrl: "http://127.0.0.1:1/attempt-1" });
    await door("/control", { connection: "eloqua", listJobs: "without-markers" });
    const { body } = await call("eloqua", "/bulk/jobs");
    expect(body).toMatchObject([{ notification_url: null, object_name: "contact" }]);
    expect(JSON.stringify(body)).not.toContain("attempt-1");
    await door("/control", { connection: "eloqua", listJobs: "empty" });
    expect((await call("eloqua", "/bulk/jobs")).body).toEqual([]);
  });

  it("ends jobs early with a vendor's fault, the rows before it done", async () => {
    const { door, upload, ended } = await openSandbox();
    await door("/control", { connection: "eloqua", stopJob: { afterRecords: 1, status: "ERROR" } });
    const id = await upload("eloqua", "contact", csv);
    expect(await ended("eloqua", id)).toMatchObject({
      status: "ERROR",
      recordsCount: 1,
      error: "The vendor could not be reached",
    });
  });
});

describe("over a raw socket", () => {
  const boundary = "cut-here";
  const part = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${csv}`;
  const headFor = (sandbox: OpenSandbox, length: number, more = "") =>
    [
      "POST /elements/api-v2/bulk/contact HTTP/1.1",
      "Host: sandbox",
      `Authorization: ${sandbox.elementHeader("eloqua")}`,
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      `Content-Length: ${length}${more}`,
      "\r\n",
    ].join("\r\n");
  const open = async (sandbox: OpenSandbox) => {
    const socket = connect(Number(new URL(sandbox.origin).port), "127.0.0.1");
    socket.setEncoding("utf8");
    await once(socket, "connect");
    const heard = { text: "" };
    socket.on("data", (text: string) => {
      heard.text += text;
    });
    return { socket, heard };
  };

  it("an upload that is cut in the middle makes no job and is in the ledger as incomplete", async () => {
    const sandbox = await openSandbox();
    const { socket } = await open(sandbox);
    socket.write(headFor(sandbox, 10_000) + part);
    await expect
      .poll(async () => (await sandbox.door("/requests")).body, patience)
      .toMatchObject({ total: 1 });
    socket.destroy();
    await expect
      .poll(async () => (await sandbox.door("/ledger")).body, patience)
      .toMatchObject({ uploads: [{ id: null, complete: false, answer: "dropped", object: "contact" }] });
    expect(items(await sandbox.call("eloqua", "/bulk/jobs"))).toEqual([]);
    expect((await send(sandbox)).status).toBe(200);
  });

  it("a body that ends before its closing boundary is answered 400", async () => {
    const sandbox = await openSandbox();
    const { socket, heard } = await open(sandbox);
    socket.write(headFor(sandbox, Buffer.byteLength(part)) + part);
    await expect.poll(() => heard.text, patience).toContain("HTTP/1.1 400");
    expect(items(await sandbox.call("eloqua", "/bulk/jobs"))).toEqual([]);
    socket.destroy();
  });

  it("a client that waits for 100 Continue is let on, or refused without a byte of its body", async () => {
    const sandbox = await openSandbox();
    const body = `${part}\r\n--${boundary}--\r\n`;
    const head = headFor(sandbox, Buffer.byteLength(body), "\r\nExpect: 100-continue");
    const first = await open(sandbox);
    first.socket.write(head);
    await expect.poll(() => first.heard.text, patience).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    first.socket.write(body);
    await expect.poll(() => first.heard.text, patience).toContain('"status":"CREATED"');
    first.socket.destroy();
    await sandbox.door("/control", { uploadStatus: { status: 503 } });
    const second = await open(sandbox);
    second.socket.write(head);
    await once(second.socket, "end");
    expect(second.heard.text).toMatch(/^HTTP\/1\.1 503 /);
    expect(second.heard.text).not.toContain("100 Continue");
    expect((await sandbox.door("/ledger")).body).toMatchObject({ uploads: [{}, { answer: 503, bytes: 0 }] });
  });

  it("a rule can cut the connection before anything is read", async () => {
    const sandbox = await openSandbox();
    await sandbox.door("/control", { rules: [{ method: "POST", path: "/bulk/*", drop: true }] });
    await expect(send(sandbox)).rejects.toThrow();
    expect((await sandbox.door("/ledger")).body).toMatchObject({
      uploads: [{ answer: "dropped", bytes: 0, id: null }],
    });
  });
});
