import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkInvariants } from "./fixtures/checker";
import { createClient } from "./fixtures/client";
import { share } from "./fixtures/share";
import { startTcpProxy, type TcpProxy, type Toxics } from "./fixtures/tcp-proxy";
import { waitUntil } from "./fixtures/wait-until";
import { createWorld, type World } from "./fixtures/world";

let world: World;
/** Between people and the program. */
let toProgram: TcpProxy;
beforeAll(async () => {
  world = await createWorld();
  await world.program.start();
  await world.client.signIn();
  toProgram = await startTcpProxy({ host: "127.0.0.1", port: Number(new URL(world.program.url).port) });
});
afterAll(async () => {
  await toProgram.close();
  await world.close();
});

describe("between people and the program", () => {
  test.each<[string, Toxics]>(
    share([
      ["is slow and cuts bytes into pieces", { latencyMs: 2, sliceBytes: 16_000 }],
      ["resets each connection after 300 kB", { limitBytes: 300_000 }],
      ["has little bandwidth", { bytesPerSecond: 600_000 }],
      ["ends connections late", { slowCloseMs: 500 }],
    ]),
  )("an upload arrives whole when the network %s", async (_, toxics) => {
    const through = createClient(() => `http://localhost:${toProgram.port}`);
    toProgram.set(toxics);
    const content = Buffer.alloc(1_500_000, "some,bytes\n");
    const id = await uploadThrough(through, content);
    toProgram.set({});
    const [row] = await world.postgres.query("select status, verified from uploads where id = $1", [id]);
    expect(row).toEqual({ status: "sealed", verified: true });
  });

  test("an upload whose old connection hangs half-open goes on within five seconds, and its bytes are kept", async () => {
    const { client } = world;
    const created = await client.call("POST", "/api/uploads", {
      headers: { "tus-resumable": "1.0.0", "upload-length": "2000" },
    });
    const location = created.headers.get("location") ?? "";
    const beginToHang = async () => {
      const socket = connect(toProgram.port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.resume();
      socket.write(await headOf(location, 2000));
      socket.write(Buffer.alloc(700, "a"));
      return socket;
    };
    let hanging = await beginToHang();
    const chunk = (offset: number, length: number) =>
      client.call("PATCH", location, {
        headers: {
          "tus-resumable": "1.0.0",
          "content-type": "application/offset+octet-stream",
          "upload-offset": String(offset),
        },
        body: Buffer.alloc(length, "a"),
      });
    await waitUntil(async () => {
      const { status } = await chunk(5, 1);
      // The question was there first, and the request that is to hang was answered.
      if (hanging.bytesRead > 0) hanging = await beginToHang();
      return status === 423;
    }, "the old request is being read");
    toProgram.set({ blackhole: true });
    const begun = performance.now();
    const head = await client.call("HEAD", location, { headers: { "tus-resumable": "1.0.0" } });
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(head.headers.get("upload-offset")).toBe("700");
    expect((await chunk(700, 1300)).status).toBe(204);
    hanging.destroy();
    toProgram.set({});
  });

  test.each([
    ["says more than it sends and ends", "content-length: 100\r\n", "x".repeat(40), "400", true],
    [
      "comes in pieces without a length",
      "transfer-encoding: chunked\r\n",
      "5\r\nhello\r\n0\r\n\r\n",
      "400",
      false,
    ],
    ["is packed", "content-length: 5\r\ncontent-encoding: gzip\r\n", "hello", "415", false],
  ])("a chunk that %s leaves the offset where it was", async (_, headers, body, status, isCut) => {
    const { client, program } = world;
    const created = await client.call("POST", "/api/uploads", {
      headers: { "tus-resumable": "1.0.0", "upload-length": "100" },
    });
    const location = created.headers.get("location") ?? "";
    const socket = connect({
      port: Number(new URL(program.url).port),
      host: "localhost",
      allowHalfOpen: true,
    });
    let said = "";
    socket.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    socket.on("error", () => undefined);
    socket.write(await headOf(location, undefined, headers));
    // Whoever goes before the end of the body is answered nothing; the others wait for their answer.
    if (isCut) socket.end(body);
    else socket.write(body);
    await waitUntil(() => socket.readableEnded || socket.destroyed, "the connection has ended");
    if (!isCut) expect(said.split(" ")[1]).toBe(status);
    const head = await client.call("HEAD", location, { headers: { "tus-resumable": "1.0.0" } });
    const kept = Number(head.headers.get("upload-offset"));
    expect(isCut ? [0, 40] : [0]).toContain(kept);
    socket.destroy();
  });
});

describe("between the program and Open Connectors", () => {
  test.each<[string, Toxics]>(
    share([
      ["is reset before any byte", { limitBytes: 1 }],
      ["is reset within the head", { limitBytes: 200 }],
      ["is reset in the middle of the body", { limitBytes: 2_500 }],
      ["is reset just before the end", { limitBytes: 5_400 }],
      ["swallows every answer", { mute: true }],
      ["is slow and cuts bytes into pieces", { latencyMs: 5, sliceBytes: 100 }],
    ]),
  )("a connection that %s: nothing is sent twice, and nothing false is said", async (_, toxics) => {
    const { toUpstream, postgres } = world;
    // The connection's fields and token are read already: only the upload and what follows is struck.
    const submission = world.submit("eloqua", 90);
    const { jobId } = await submission;
    toUpstream.set(toxics);
    toUpstream.reset();
    await waitUntil(async () => {
      const [row] = await postgres.query("select 1 from attempts where job_id = $1", [jobId]);
      return row !== undefined;
    }, "it was tried");
    await waitUntil(async () => !(await isSending(jobId)), "the try has ended", 60_000);
    toUpstream.set({});
    toUpstream.reset();
    await checkInvariants(world, { withinMs: 75_000 });
  });
});

async function isSending(jobId: string): Promise<boolean> {
  const rows = await world.postgres.query(
    "select 1 from batches where job_id = $1 and status in ('intended', 'started')",
    [jobId],
  );
  return rows.length > 0;
}

async function headOf(location: string, length: number | undefined, headers = ""): Promise<string> {
  const { client, program } = world;
  const cookie = client.cookie();
  const declared = length === undefined ? headers : `content-length: ${length}\r\n${headers}`;
  return `PATCH ${location} HTTP/1.1\r\nhost: ${new URL(program.url).host}\r\norigin: ${program.url}\r\ncookie: ${cookie}\r\ntus-resumable: 1.0.0\r\nupload-offset: 0\r\ncontent-type: application/offset+octet-stream\r\nconnection: close\r\n${declared}\r\n`;
}

/** The session and the origin are those of the program's own address; the bytes take the other way. */
function uploadThrough(through: ReturnType<typeof createClient>, content: Buffer): Promise<string> {
  through.adopt(world.client.cookie(), world.program.url);
  return through.upload(content);
}
