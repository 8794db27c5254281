import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { BulkState } from "./bulk-jobs";

// What the contract suite runs against. Nothing but open-connectors.contract.ts imports it.

/** How a service differs from what is usual, and what has to be seen all the same. */
export interface Setting {
  name: string;
  /** Body of the sandbox's `POST /_sandbox/control`. */
  control: Record<string, unknown>;
  /** How the job of the suite's file ends; usually `completed`. */
  ends?: BulkState;
  /** What the list of jobs shows of it; usually `marked`: the job, with the attempt's id in it. */
  listed?: "marked" | "unmarked" | "no";
  /** Whether a callback comes; usually it does. */
  callback?: boolean;
}

/** Every form in which the sandbox can answer. A switch that it gains gets its lines here. */
export const sandboxSettings: Setting[] = [
  { name: "as it usually is", control: {} },
  { name: "that says COMPLETE for COMPLETED", control: { statusWord: "COMPLETE" } },
  { name: "that says Completed", control: { statusWord: "Completed" } },
  {
    name: "whose job list has no markers",
    control: { listJobs: "without-markers" },
    listed: "unmarked",
  },
  { name: "whose job list is empty", control: { listJobs: "empty" }, listed: "no" },
  { name: "that sends no callback", control: { callback: false }, callback: false },
  { name: "whose job ids are numbers", control: { jobId: "number" } },
  { name: "that says STARTED in between", control: { startedWord: true } },
  { name: "with the status of the v3 page", control: { statusForm: "v3" } },
  { name: "with the status of the swagger", control: { statusForm: "swagger" } },
  { name: "that leaves the failed rows out of the total", control: { recordsCount: "without-failed" } },
  { name: "with the reason beside the word ERROR", control: { errorItems: "error" } },
  { name: "with failed rows as texts", control: { errorItems: "strings" } },
  { name: "that counts rows from 0", control: { firstRowNum: 0 } },
  { name: "that counts the header", control: { firstRowNum: 2 } },
  { name: "that does not page failed rows", control: { errorsPaged: false } },
  { name: "with instances of the older form", control: { instanceForm: "older" } },
  { name: "with flags as texts", control: { metadataFlags: "strings" } },
  { name: "without flags", control: { metadataFlags: "omitted" } },
  { name: "with masks where types belong", control: { metadataMask: "type" } },
  { name: "with a job list of the older form", control: { listForm: "older" } },
  { name: "whose job list has no callback address", control: { listJobs: "without-callback-url" } },
  { name: "whose job list has no payload", control: { listJobs: "without-payload" } },
  { name: "that calls back before it replies", control: { callbackOrder: "before-reply" } },
  { name: "that calls back without the payload", control: { callbackPayload: "none" } },
  {
    name: "whose vendor fails in the middle",
    control: { stopJob: { afterRecords: 1, status: "ERROR" } },
    ends: "errored",
  },
  {
    name: "that stops in the middle",
    control: { stopJob: { afterRecords: 1, status: "ABORTED" } },
    ends: "aborted",
  },
];

export interface Target {
  baseUrl: URL;
  userSecret: string;
  organizationSecret: string;
  connectionId: string;
  objectName: string;
  /** What is uploaded; `null`: nothing is, the suite only reads. */
  file: { csv: string; match: string | null; deletes: boolean; failing: number | null } | null;
  settings: Setting[];
  /** Whether it can call back to this computer. */
  reachesUs: boolean;
  set(setting: Setting): Promise<void>;
  stop(): Promise<void>;
}

const variables = z.object({
  CONTRACT_URL: z.string().optional(),
  CONTRACT_USER_SECRET: z.string().default(""),
  CONTRACT_ORGANIZATION_SECRET: z.string().default(""),
  CONTRACT_CONNECTION: z.string().default(""),
  CONTRACT_OBJECT: z.string().default(""),
  CONTRACT_CSV: z.string().optional(),
  CONTRACT_MATCH: z.string().optional(),
  CONTRACT_DELETE: z.string().optional(),
});

/** The real service when its variables are set (docs/contract-tests.md), else a sandbox of its own. */
export async function openTarget(source: Record<string, string | undefined>): Promise<Target> {
  const given = variables.parse(source);
  if (given.CONTRACT_URL === undefined) return openSandbox();
  const csv = given.CONTRACT_CSV === undefined ? null : await readFile(given.CONTRACT_CSV, "utf8");
  return {
    baseUrl: new URL(given.CONTRACT_URL),
    userSecret: given.CONTRACT_USER_SECRET,
    organizationSecret: given.CONTRACT_ORGANIZATION_SECRET,
    connectionId: given.CONTRACT_CONNECTION,
    objectName: given.CONTRACT_OBJECT,
    file: csv === null ? null : fileOf(csv, given),
    settings: [{ name: "as it is", control: {}, listed: "unmarked" }],
    reachesUs: false,
    set: async () => {},
    stop: async () => {},
  };
}

const fileOf = (
  csv: string,
  { CONTRACT_MATCH: match, CONTRACT_DELETE: deletes }: z.infer<typeof variables>,
) => ({
  csv,
  match: match ?? null,
  deletes: deletes === "1",
  failing: null,
});

const doorSchema = z.object({
  url: z.string(),
  user: z.string(),
  organization: z.string(),
  connections: z.array(z.object({ id: z.coerce.string(), key: z.string() })),
});

/** A process of its own, as `npm run sandbox` starts it. */
async function openSandbox(): Promise<Target> {
  const project = fileURLToPath(new URL("../..", import.meta.url));
  const sandbox = spawn(process.execPath, ["--import", "tsx", path.join("sandbox", "main.ts")], {
    cwd: project,
    env: {
      ...process.env,
      SANDBOX_PORT: "0",
      SANDBOX_RECORDS_PER_SECOND: "0",
      SANDBOX_CALLBACK_DELAY_MS: "0",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const door = `${await addressOf(sandbox)}/_sandbox`;
  const described = doorSchema.parse(await (await fetch(door)).json());
  const connection = described.connections.find(({ key }) => key === "eloqua");
  if (!connection) throw new Error("The sandbox has no connection to Eloqua.");
  return {
    baseUrl: new URL(described.url),
    userSecret: described.user,
    organizationSecret: described.organization,
    connectionId: connection.id,
    objectName: "contact",
    // The second row lacks what is required.
    file: {
      csv: `C_EmailAddress,C_LastName\nfirst@example.com,"O'Neil, ""Jr."""\n,Nobody\nlast@example.com,Doe\n`,
      match: "C_EmailAddress",
      deletes: false,
      failing: 1,
    },
    settings: sandboxSettings,
    reachesUs: true,
    async set({ control }) {
      const body = JSON.stringify({ reset: true, ...control });
      const answer = await fetch(`${door}/control`, { method: "POST", body });
      if (!answer.ok) throw new Error(`The sandbox does not take ${body}: ${await answer.text()}`);
    },
    async stop() {
      const ended = once(sandbox, "exit");
      sandbox.kill();
      await ended;
    },
  };
}

/** The origin that the sandbox prints when it listens. */
async function addressOf(sandbox: ChildProcess): Promise<string> {
  let printed = "";
  for await (const chunk of sandbox.stdout ?? []) {
    printed += String(chunk);
    const found = /described at (\S+)\/_sandbox/.exec(printed)?.[1];
    if (found) return found;
  }
  throw new Error(`The sandbox did not start: ${printed}`);
}
