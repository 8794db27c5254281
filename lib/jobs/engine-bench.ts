import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Job } from "../api-contract/jobs";
import type { JobStatus } from "../api-contract/status";
import type { SubmitJob } from "../api-contract/submit-job";
import { type Database, openDatabase } from "../database/database";
import { isDatabaseAway } from "../database/is-away";
import { migrate } from "../database/migrate";
import { createUploads, type Uploads } from "../uploads/uploads";
import { brokenTrails } from "./audit-trail";
import type { Context, Log } from "./context";
import { createFakeUpstream, type FakeUpstream } from "./fake-open-connectors";
import { createJobs, type Jobs } from "./jobs";
import { defaultPace, type Pace } from "./pace";

/** Milliseconds instead of minutes: what is tested is the order of things. */
export const quickPace: Pace = {
  ...defaultPace,
  busyPollMs: 10,
  idlePollMs: 20,
  leaseMs: 5_000,
  looksMs: [10, 30, 60],
  askAfterMs: 120,
  laterLookMs: { first: 40, longest: 80, until: 60_000 },
  followMs: { shortest: 5, longest: 40, idle: 60, idleAfter: 60_000 },
  notVisibleMs: 150,
  noListMs: 150,
  shortListMs: 60,
  uncountedListMs: 30,
  retryMs: { shortest: 10, longest: 50, longestWait: 200, many: 100, rare: 100 },
  connectionCheckMs: { shortest: 20, longest: 50, longestWait: 200, many: 100, rare: 100 },
  stopMs: 2_000,
  watchMs: 100,
};

/** The Open Connectors that the bench's engines call. */
export const homeUrl = "https://api.example.com/elements/api-v2";

export const person = { id: "person-1", name: "Jane Doe" };

/** The engine over a real database and real files, with an upstream that does as it is told. */
export interface Bench {
  database: Database;
  uploads: Uploads;
  upstream: FakeUpstream;
  jobs: Jobs;
  warnings: string[];
  /** Another engine on the same database, as a second process would be. */
  another(pace?: Partial<Pace>, upstreamUrl?: string): Jobs;
  /** Puts a file into the uploads, sealed and verified. @returns its id */
  stage(csv: string, options?: { declareHash?: boolean; ownerId?: string }): Promise<string>;
  /** Stages and submits. */
  submit(csv: string, more?: Partial<SubmitJob>): Promise<Job>;
  /** Waits until a job is as expected. */
  until(id: string, isSo: JobStatus | ((job: Job) => boolean)): Promise<Job>;
  /** @throws when the audit trail does not tell every step of every batch */
  close(): Promise<void>;
}

export interface BenchOptions {
  pace?: Partial<Pace>;
  /** The real client instead of the one in memory. */
  openConnectors?: Context["openConnectors"];
  publicUrl?: URL;
}

export async function createBench(url: string, options: BenchOptions = {}): Promise<Bench> {
  const { database, close } = openDatabase(url);
  await migrate(database);
  const directory = await mkdtemp(path.join(tmpdir(), "engine-"));
  const uploads = createUploads({ database, directory, maxBytes: 1e9 });
  const upstream = createFakeUpstream();
  const warnings: string[] = [];
  const note = (facts: object, message: string) => warnings.push(`${message} ${inWords(facts)}`);
  const log: Log = { info: () => undefined, warn: note, error: note };
  const context: Omit<Context, "pace" | "upstreamUrl"> = {
    database,
    uploads,
    openConnectors: options.openConnectors ?? upstream.openConnectors,
    publicUrl: options.publicUrl ?? new URL("https://imports.example.com"),
    log,
  };
  const engines: Jobs[] = [];
  const another = (more: Partial<Pace> = {}, upstreamUrl = homeUrl) => {
    const pace = { ...quickPace, ...options.pace, ...more };
    const engine = createJobs({ ...context, upstreamUrl, pace });
    engines.push(engine);
    return engine;
  };
  const jobs = another();

  return {
    database,
    uploads,
    upstream,
    jobs,
    warnings,
    another,
    stage: (csv, more) => stage(uploads, csv, more),
    async submit(csv, more = {}) {
      const uploadId = await stage(uploads, csv);
      const body = {
        connectionId: randomUUID(),
        objectName: "customers",
        uploadId,
        fileName: "customers.csv",
        // Most tests send the same rows again and again.
        confirmed: true,
        ...more,
      };
      return jobs.submit(person, randomUUID(), body);
    },
    async until(id, isSo) {
      const isThere = typeof isSo === "function" ? isSo : ({ status }: Job) => status === isSo;
      for (const end = Date.now() + 60_000; Date.now() < end; ) {
        const job = await jobs.get(id).catch(unlessAway);
        if (job && isThere(job)) return job;
        await sleep(10);
      }
      throw new Error(`never came: ${JSON.stringify(await jobs.get(id), null, 2)}\n${warnings.join("\n")}`);
    },
    async close() {
      for (const engine of engines) await engine.stop();
      const broken = await brokenTrails(database);
      await close();
      await rm(directory, { recursive: true });
      if (broken.length > 0) throw new Error(`The audit trail has gaps:\n${broken.join("\n")}`);
    },
  };
}

async function stage(
  uploads: Uploads,
  csv: string,
  { declareHash = true, ownerId = person.id }: { declareHash?: boolean; ownerId?: string } = {},
): Promise<string> {
  const bytes = Buffer.from(csv);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const metadata = [
    `filename ${base64("customers.csv")}`,
    ...(declareHash ? [`sha256 ${base64(sha256)}`] : []),
  ];
  const call = (method: string, at: string, headers: Record<string, string>, body?: Buffer<ArrayBuffer>) =>
    uploads.handle(
      new Request(`http://localhost${at}`, {
        method,
        headers: { "tus-resumable": "1.0.0", ...headers },
        ...(body ? { body, duplex: "half" as const } : {}),
      }),
      ownerId,
    );
  const created = await call("POST", "/api/uploads", {
    "upload-length": String(bytes.length),
    "upload-metadata": metadata.join(","),
  });
  const location = created.headers.get("location") ?? "";
  const headers = {
    "upload-offset": "0",
    "content-type": "application/offset+octet-stream",
    "content-length": String(bytes.length),
  };
  if (bytes.length > 0) await call("PATCH", location, headers, bytes);
  return location.split("/").at(-1) ?? "";
}

function unlessAway(error: unknown): undefined {
  if (!isDatabaseAway(error)) throw error;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

function inWords(facts: object): string {
  return "error" in facts && facts.error instanceof Error ? (facts.error.stack ?? "") : JSON.stringify(facts);
}

/** A staged file with so many records. */
export const csvOf = (records: number): string =>
  `name,email\n${Array.from({ length: records }, (_, at) => `"Zoë, ${at + 1}",c${at + 1}@example.com\n`).join("")}`;

/** The marks of all attempts, in the order of their numbers. */
export async function attemptIds({ database }: Pick<Bench, "database">): Promise<string[]> {
  const rows = await database.selectFrom("attempts").select("id").orderBy("number").execute();
  return rows.map(({ id }) => id);
}
