// What many who watch one import cost: `npm run bench:watchers -- [watchers, 500]`, after a build. Processor time of the
// program and calls upstream, with nobody, one, all by events, and all by asking, each while an import of its own runs.
import { createHash, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { APIRequestContext } from "@playwright/test";
import { endOfJob, httpClient, type JobAnswer, jobOf, member } from "../e2e/fixtures/http-client";
import { administrator, startProgram } from "../e2e/fixtures/start-program";
import { startSandbox } from "../e2e/fixtures/start-sandbox";
import { stage } from "../e2e/fixtures/tus";
import { processorTime } from "./processor-time";
import { type Watcher, watchByAsking, watchByEvents } from "./watcher";

const many = Number(process.argv[2] ?? 500);
const windowMs = Number(process.env.BENCH_SECONDS ?? 40) * 1_000;
const recordsPerSecond = 15;
/** Ten go first, in a part of their own; the others run on for longer than is measured. */
const records = 1_010;

const ways = { nobody: 0, "one, by events": 1, "all, by events": many, "all, by asking": many };

const sandbox = await startSandbox(recordsPerSecond);
const folder = mkdtempSync(join(tmpdir(), "watchers-"));
// As root, PostgreSQL runs as another user and has to pass.
chmodSync(folder, 0o711);
const program = await startProgram(sandbox, { DATA_DIR: join(folder, "data") });
// The first line of it: PostgreSQL's manual, Server Setup and Operation.
const postgres = Number.parseInt(
  readFileSync(join(folder, "data/postgres/cluster/postmaster.pid"), "utf8"),
  10,
);
const api = await httpClient(program.url, administrator);
try {
  const { cookies } = await api.storageState();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  console.log(`${many} watchers, ${windowMs / 1_000} s each, load ${loadavg()[0]?.toFixed(1)}\n`);
  console.log(
    "| who watches | % of a core | PostgreSQL, % of a core | calls upstream | told or answered | not answered |",
  );
  console.log("|---|---:|---:|---:|---:|---:|");
  for (const [way, count] of Object.entries(ways)) {
    const job = await beginImport(api);
    const watch = way.endsWith("asking") ? watchByAsking : watchByEvents;
    const figures = await measure((fail) =>
      Array.from({ length: count }, () => () => watch({ url: program.url, cookie, job }, fail)),
    );
    console.log(`| ${way} (${count}) | ${figures.join(" | ")} |`);
    await sandbox.control({ recordsPerSecond: 0 });
    await endOfJob(api, job);
    await sandbox.control({ recordsPerSecond });
  }
} finally {
  await api.dispose();
  await program.stop();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Of the program, and of PostgreSQL with all its processes. */
function timesNow(): [number, number] {
  const { own, children } = processorTime(postgres);
  return [processorTime(program.pid()).own, own + children];
}

async function measure(watchersOf: (fail: () => void) => readonly (() => Watcher)[]): Promise<string[]> {
  const begun: Watcher[] = [];
  let failures = 0;
  const fail = () => {
    failures += 1;
  };
  for (const watch of watchersOf(fail)) {
    begun.push(watch());
    // Five hundred people do not open a page in one moment.
    await pause(10);
  }
  while (!begun.every((watcher) => watcher.isThere())) await pause(100);
  const [before, called] = [timesNow(), await sandbox.requests()];
  const heard = () => begun.reduce((sum, one) => sum + one.heard(), 0);
  const [heardBefore, from] = [heard(), performance.now()];
  await pause(windowMs);
  const [after, calledSince, taken] = [timesNow(), await sandbox.requests(), performance.now() - from];
  const told = heard() - heardBefore;
  for (const watcher of begun) watcher.stop();
  const percents = after.map((ms, which) => (((ms - (before[which] ?? 0)) / taken) * 100).toFixed(1));
  return [...percents, String(calledSince.total - called.total), String(told), String(failures)];
}

/** @returns the id of an import whose second part runs */
async function beginImport(client: APIRequestContext): Promise<string> {
  const mark = randomUUID();
  const rows = Array.from({ length: records }, (_, at) => `${mark}-${at}@example.com\n`);
  const csv = `C_EmailAddress\n${rows.join("")}`;
  const sha256 = createHash("sha256").update(csv).digest("hex");
  const uploadId = await stage(client, csv, { fileName: "contacts.csv", sha256 });
  const answer = await client.post("/api/jobs", {
    headers: { "idempotency-key": mark },
    data: {
      connectionId: sandbox.connections.find(({ key }) => key === "eloqua")?.id,
      ...{ objectName: "contact", uploadId, fileName: "contacts.csv", sha256 },
    },
  });
  const { id } = await member<JobAnswer>(answer, "job", 202);
  for (;;) {
    const { batches } = await jobOf(client, id);
    if (batches[1]?.status === "running") return id;
    await pause(200);
  }
}
