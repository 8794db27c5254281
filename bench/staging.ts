// What durable staging costs: 32 uploads at once against the disk's own rate of synced writes, processor time and memory of
// the built program, and how long it takes to be back after SIGKILL. `npm run bench:staging -- [MiB an upload]`. The client
// shares the machine with the program, so it does no more than hand its bytes to the system.
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { constants, readFileSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { createWorld, type World } from "../faults/fixtures/world";
import { processorTime } from "./processor-time";

const uploads = 32;
const rounds = 5;
const mebibyte = 1024 ** 2;
const chunkBytes = 8 * mebibyte;
const sizeBytes = Number(process.argv[2] ?? 16) * mebibyte;
const agent = new Agent({ keepAlive: true });

const world = await createWorld();
try {
  await world.program.start();
  await world.client.signIn();
  const pid = world.program.pid();
  const content = randomBytes(sizeBytes);
  const total = (uploads * sizeBytes) / mebibyte;
  const sha256 = createHash("sha256").update(content).digest("hex");
  const upload = () => stage(world, content, sha256);
  // What is loaded and compiled once, at the first upload, is not what a GiB costs.
  await upload();
  let processor = 0;
  const taken: { staging: number; raw: number }[] = [];
  // In turns: how fast a disk is changes from one second to the next.
  for (let round = 0; round < rounds; round += 1) {
    const before = processorTime(pid).own / 1_000;
    const staging = await seconds(() => Promise.all(Array.from({ length: uploads }, upload)));
    processor += (processorTime(pid).own / 1_000 - before) / rounds;
    taken.push({ staging, raw: await seconds(() => writeSynced(world, content)) });
  }
  const staging = taken.reduce((sum, round) => sum + round.staging, 0) / rounds;
  const raw = taken.reduce((sum, round) => sum + round.raw, 0) / rounds;
  const memory = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
  const recovery = await seconds(async () => {
    await world.program.end("SIGKILL");
    await world.program.start();
  });
  const say = (line: string) => process.stdout.write(`${line}\n`);
  say(
    `${uploads} uploads of ${sizeBytes / mebibyte} MiB, load ${readFileSync("/proc/loadavg", "utf8").trim()}`,
  );
  say(`staged ${(total / staging).toFixed(0)} MiB/s, synced writes ${(total / raw).toFixed(0)} MiB/s`);
  const ratios = taken.map((round) => round.raw / round.staging).map((ratio) => ratio.toFixed(2));
  say(`ratio ${(raw / staging).toFixed(2)} (rounds: ${ratios.join(", ")})`);
  say(
    `processor ${((processor / total) * 1024).toFixed(1)} s a GiB, memory ${memory.toFixed(0)} MiB at the most`,
  );
  say(`back ${recovery.toFixed(1)} s after SIGKILL`);
} finally {
  agent.destroy();
  await world.close();
}

/** One upload as a page makes it: begun, then chunk after chunk, each acknowledged before the next. */
async function stage({ client, program }: World, content: Buffer, sha256: string): Promise<void> {
  const created = await client.call("POST", "/api/uploads", {
    headers: {
      "tus-resumable": "1.0.0",
      "upload-length": String(content.length),
      "upload-metadata": `filename cm93cy5jc3Y=,sha256 ${Buffer.from(sha256).toString("base64")}`,
    },
  });
  const location = new URL(created.headers.get("location") ?? "", program.url);
  for (let at = 0; at < content.length; at += chunkBytes) {
    const body = content.subarray(at, at + chunkBytes);
    const sent = request(location, {
      agent,
      method: "PATCH",
      headers: {
        ...{ origin: program.url, cookie: client.cookie(), "tus-resumable": "1.0.0" },
        ...{ "content-type": "application/offset+octet-stream", "content-length": body.length },
        "upload-offset": at,
      },
    });
    sent.end(body);
    const [answer] = await once(sent, "response");
    answer.resume();
    if (answer.statusCode !== 204) throw new Error(`a chunk was answered with ${answer.statusCode}`);
  }
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return (performance.now() - begun) / 1_000;
}

/** The same bytes, in the same pieces, each synced by the system before the next. */
async function writeSynced({ folder }: World, content: Buffer): Promise<void> {
  const path = join(folder, "synced");
  const file = await open(path, constants.O_CREAT | constants.O_WRONLY | constants.O_DSYNC);
  for (let upload = 0; upload < uploads; upload += 1)
    for (let at = 0; at < content.length; at += chunkBytes) await file.write(content, at, chunkBytes);
  await file.close();
  await rm(path);
}
