// How fast a part is sent, against a bare pipe of Node from a file into a POST: `npm run bench:sending -- [MiB]`. The two take
// turns; whoever takes the bytes is a process of its own.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createReadStream, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createOpenConnectors } from "../lib/open-connectors/open-connectors";

const rounds = 7;
const mebibyte = 1024 ** 2;
const sizeBytes = Number(process.argv[2] ?? 128) * mebibyte;

const folder = await mkdtemp(join(tmpdir(), "sending-"));
const path = join(folder, "staged");
await writeFile(path, randomBytes(sizeBytes));
const connectionsFile = join(folder, "connections.json");
await writeFile(
  connectionsFile,
  JSON.stringify([{ id: "1", name: "Sink", token: "token", connector: "sink" }]),
);
const sink = spawn(process.execPath, [join(import.meta.dirname, "sending-sink.mjs")], {
  stdio: ["ignore", "pipe", "inherit"],
});
const [port] = await once(sink.stdout, "data");
const origin = `http://127.0.0.1:${String(port).trim()}`;
const openConnectors = createOpenConnectors({
  baseUrl: new URL(`${origin}/elements/api-v2`),
  userSecret: "user",
  connectionsFile,
  tags: [],
});

async function sendPart(): Promise<void> {
  const result = await openConnectors.sendBulk({
    connectionId: "1",
    objectName: "contacts",
    fileName: "contacts.csv",
    file: { path, headerBytes: 100, start: 100, end: sizeBytes },
    metaData: {},
    callbackUrl: "https://imports.example.com/api/callbacks/bulk/1",
    onConnected: async () => undefined,
  });
  if (result.kind !== "accepted") throw new Error(`${result.kind}: ${result.reason}`);
}

async function pipeFile(): Promise<void> {
  const call = request(`${origin}/bare`, {
    method: "POST",
    headers: { "content-length": String(sizeBytes) },
  });
  const answered = once(call, "response");
  await pipeline(createReadStream(path), call);
  const [response] = await answered;
  response.resume();
  await once(response, "end");
}

const milliseconds = async (work: () => Promise<void>) => {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
};
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

try {
  const sent: number[] = [];
  const piped: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const [one, other] = [await milliseconds(sendPart), await milliseconds(pipeFile)];
    // The first round warms up.
    if (round > 0) {
      sent.push(one);
      piped.push(other);
    }
  }
  const rate = (values: readonly number[]) => ((sizeBytes / mebibyte / median(values)) * 1_000).toFixed(0);
  process.stdout.write(
    `${sizeBytes / mebibyte} MiB, ${rounds} rounds, load ${readFileSync("/proc/loadavg", "utf8").trim()}
sent ${rate(sent)} MiB/s, bare pipe ${rate(piped)} MiB/s, ratio ${(median(piped) / median(sent)).toFixed(2)}
`,
  );
} finally {
  await openConnectors.close();
  sink.kill();
  await rm(folder, { recursive: true });
}
