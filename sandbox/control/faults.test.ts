import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, it, onTestFinished } from "vitest";
import { type OpenSandbox, openSandbox, patience } from "../test-client";

const boundary = "b";
/** Of some 300 KB, so that it does not fit any buffer on the way at once. */
const file = `C_EmailAddress\n${"somebody@example.com\n".repeat(15_000)}`;
const multipart = Buffer.from(
  `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="rows.csv"\r\n\r\n${file}\r\n--${boundary}--\r\n`,
);

/** An upload over a bare socket: what was heard, and how the connection ended. */
async function rawUpload(sandbox: OpenSandbox, { expectContinue = false, body = multipart } = {}) {
  const { hostname, port } = new URL(sandbox.origin);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const heard = { text: "", bytes: Buffer.alloc(0), end: "" };
  socket.on("data", (chunk: Buffer) => {
    heard.bytes = Buffer.concat([heard.bytes, chunk]);
    heard.text = heard.bytes.toString("latin1");
  });
  socket.on("end", () => {
    heard.end ||= "closed";
  });
  socket.on("error", (error: Error & { code?: string }) => {
    heard.end ||= error.code === "EPIPE" ? "ECONNRESET" : (error.code ?? "error");
  });
  const head = [
    "POST /elements/api-v2/bulk/contact HTTP/1.1",
    "Host: sandbox",
    `Authorization: ${sandbox.elementHeader("eloqua")}`,
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    `Content-Length: ${multipart.length}`,
    ...(expectContinue ? ["Expect: 100-continue"] : ["Connection: close"]),
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  if (!expectContinue) socket.write(body);
  return { socket, heard };
}

const statusLine = ({ text }: { text: string }) => Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]);
const upload = { method: "POST", path: "/bulk/*" };

async function withFault(fault: object) {
  const sandbox = await openSandbox();
  expect((await sandbox.door("/control", { rules: [{ ...upload, ...fault }] })).status).toBe(200);
  const arrived = async (): Promise<unknown> => {
    const { body } = await sandbox.door("/ledger");
    const uploads: unknown = Reflect.get(Object(body), "uploads");
    return Array.isArray(uploads) ? uploads[0] : undefined;
  };
  return { sandbox, arrived };
}

it.each<[object, string, object]>([
  [{ fault: "reset-before" }, "ECONNRESET", { id: null, bytes: 0, answer: "dropped" }],
  [{ fault: "drop-before" }, "(closed|ECONNRESET)", { id: null, bytes: 0, answer: "dropped" }],
  [{ fault: "reset-during", atByte: 50_000 }, "ECONNRESET", { id: null, complete: false, answer: "dropped" }],
  [
    { fault: "drop-during", atByte: 50_000 },
    "(closed|ECONNRESET)",
    { id: null, complete: false, answer: "dropped" },
  ],
  [{ fault: "reset-after" }, "ECONNRESET", { id: null, complete: true, answer: "dropped" }],
  [{ fault: "reply-reset" }, "ECONNRESET", { id: expect.any(String), complete: true, answer: "dropped" }],
  [{ fault: "reply-lost" }, "closed", { id: expect.any(String), complete: true, answer: "dropped" }],
])("%o ends the connection", async (fault, end, entry) => {
  const { sandbox, arrived } = await withFault(fault);
  const { heard } = await rawUpload(sandbox);
  await expect.poll(() => heard.end, patience).toMatch(new RegExp(`^${end}$`));
  expect(heard.text).toBe("");
  expect(await arrived()).toMatchObject(entry);
});

it("a reset in the middle comes at the byte that was named", async () => {
  const { sandbox, arrived } = await withFault({ fault: "reset-during", atByte: 50_000 });
  await rawUpload(sandbox);
  const head = multipart.indexOf("C_EmailAddress");
  // What lies in the parser's own buffers at that moment is not counted.
  await expect
    .poll(async () => Number(Reflect.get(Object(await arrived()), "bytes")), patience)
    .toSatisfy((bytes) => bytes > 20_000 && bytes <= 50_000 - head);
});

it.each([
  ["stall-before", { id: null, bytes: 0 }],
  ["stall-during", { id: null, complete: false }],
  ["stall-after", { id: expect.any(String), complete: true }],
])("%s leaves the connection open and silent", async (fault, entry) => {
  const { sandbox, arrived } = await withFault({ fault });
  const { socket, heard } = await rawUpload(sandbox);
  await expect.poll(arrived, patience).toMatchObject({ ...entry, answer: "dropped" });
  expect([heard.text, heard.end, socket.destroyed]).toEqual(["", "", false]);
});

it("an early reply comes while the body is still being sent", async () => {
  const { sandbox, arrived } = await withFault({
    fault: "early",
    atByte: 2000,
    answer: { status: 429, retryAfter: { seconds: 3 } },
  });
  const { heard } = await rawUpload(sandbox, { body: multipart.subarray(0, 5000) });
  await expect.poll(() => heard.text, patience).toMatch(/^HTTP\/1\.1 429 [\s\S]*Retry-After: 3\r\n/);
  expect(await arrived()).toMatchObject({ id: null, complete: false, answer: 429 });
});

it.each(["continue-never", "continue-at-once"])(
  "%s: what is said to a client that waits for 100",
  async (fault) => {
    const { sandbox } = await withFault({
      fault,
      ...(fault === "continue-at-once" ? { answer: { status: 401 } } : {}),
    });
    const { socket, heard } = await rawUpload(sandbox, { expectContinue: true });
    if (fault === "continue-at-once") {
      await expect
        .poll(() => heard.text, patience)
        .toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 401 /);
      return;
    }
    await expect
      .poll(async () => (await sandbox.door("/requests")).body, patience)
      .toMatchObject({ total: 1 });
    expect(heard.text).toBe("");
    socket.write(multipart);
    await expect.poll(() => heard.text, patience).toMatch(/^HTTP\/1\.1 200 /);
  },
);

it.each([
  ["at once", { refuseForMs: 300 }],
  ["from a call on", { rules: [{ fault: "refuse", refuseForMs: 300 }] }],
])("connections are refused for a time, %s, and taken again after it", async (_name, command) => {
  const sandbox = await openSandbox();
  await sandbox.door("/control", command);
  if ("rules" in command) await expect(sandbox.call("eloqua", "/objects")).rejects.toThrow();
  const { hostname, port } = new URL(sandbox.origin);
  const attempt = async (): Promise<string> => {
    const socket: Socket = connect(Number(port), hostname);
    const outcome = await Promise.race([once(socket, "connect"), once(socket, "error")]).catch((error) => [
      error,
    ]);
    socket.destroy();
    return String(Reflect.get(Object(outcome[0]), "code") ?? "connected");
  };
  await expect.poll(attempt, patience).toBe("ECONNREFUSED");
  await expect.poll(attempt, patience).toBe("connected");
  expect((await sandbox.call("eloqua", "/objects")).status).toBe(200);
});

it.each([
  ...["301", "302", "307", "308", "401", "403", "404", "409", "413", "429", "500", "502", "503", "504"],
  ...["500-after", "502-after", "500-accepted", "502-accepted", "503-accepted", "504-accepted"],
])("%s", async (fault) => {
  const { sandbox, arrived } = await withFault({ fault });
  const { heard } = await rawUpload(sandbox);
  await expect.poll(() => statusLine(heard), patience).toBe(Number(fault.slice(0, 3)));
  if (fault.startsWith("3")) expect(heard.text).toContain("Location: http://127.0.0.1:9/elsewhere");
  expect(await arrived()).toMatchObject({
    id: fault.endsWith("accepted") ? expect.any(String) : null,
    complete: fault.includes("-"),
    answer: Number(fault.slice(0, 3)),
  });
});

it("Retry-After comes in seconds or as a date", async () => {
  const sandbox = await openSandbox();
  await sandbox.door("/control", {
    rules: [{ fault: "429-seconds" }, { fault: "429-date" }, { fault: "503-seconds" }],
  });
  const told = async () => (await sandbox.call("eloqua", "/objects")).headers.get("retry-after") ?? "";
  expect(await told()).toBe("1");
  expect(Math.abs(Date.parse(await told()) - Date.now())).toBeLessThan(5000);
  expect(await told()).toBe("1");
});

/** What comes back to a call for the objects, unread. */
async function spoilt(rule: object) {
  const sandbox = await openSandbox();
  const usual = await sandbox.call("eloqua", "/objects");
  await sandbox.door("/control", { rules: [rule] });
  const { hostname, port } = new URL(sandbox.origin);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  socket.write(
    `GET /elements/api-v2/objects HTTP/1.1\r\nHost: x\r\nAuthorization: ${sandbox.elementHeader("eloqua")}\r\nConnection: close\r\n\r\n`,
  );
  const pieces: Buffer[] = [];
  const state = { end: "" };
  socket.on("data", (chunk: Buffer) => pieces.push(chunk));
  socket.on("error", (error) => {
    state.end ||= error.message;
  });
  socket.on("close", () => {
    state.end ||= "closed";
  });
  await expect.poll(() => state.end, patience).not.toBe("");
  const whole = Buffer.concat(pieces);
  const at = whole.indexOf("\r\n\r\n");
  return {
    usual: JSON.stringify(usual.body),
    head: whole.subarray(0, at).toString(),
    body: whole.subarray(at + 4),
    pieces: pieces.length,
    end: state.end,
  };
}

it("a reply can be HTML, empty, broken or huge, with 200", async () => {
  const html = await spoilt({ fault: "html" });
  expect(html.head).toMatch(/^HTTP\/1\.1 200 [\s\S]*text\/html/);
  expect((await spoilt({ fault: "empty" })).body.length).toBe(0);
  const broken = await spoilt({ fault: "broken-json" });
  expect(broken.head).toContain("application/json");
  expect(() => JSON.parse(broken.body.toString())).toThrow();
  const huge = await spoilt({ fault: "huge-json", replyBytes: 3_000_000 });
  expect(huge.body.length).toBeGreaterThan(3_000_000);
});

it("a reply can be packed without being asked for", async () => {
  const gzip = await spoilt({ fault: "gzip" });
  expect(gzip.head).toMatch(/content-encoding: gzip/i);
  expect(gunzipSync(gzip.body).toString()).toBe(gzip.usual);
  const br = await spoilt({ fault: "br" });
  expect(br.head).toMatch(/content-encoding: br/i);
  expect(brotliDecompressSync(br.body).toString()).toBe(br.usual);
});

it("a reply can trickle, come late, or be cut", async () => {
  const slow = await spoilt({ fault: "trickle", trickle: { bytes: 8, everyMs: 15 } });
  expect(slow.body.toString()).toBe(slow.usual);
  expect(slow.pieces).toBeGreaterThan(3);
  const startedMs = performance.now();
  expect((await spoilt({ fault: "late", delayMs: 200 })).body.toString()).toBe(slow.usual);
  expect(performance.now() - startedMs).toBeGreaterThan(200);
  const cut = await spoilt({ fault: "reply-cut" });
  expect(cut.body.toString()).toBe(slow.usual.slice(0, 10));
  expect(cut.end).toContain("ECONNRESET");
});
