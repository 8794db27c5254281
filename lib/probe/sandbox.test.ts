import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Sandbox, startSandbox } from "../../sandbox/server";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { createOpenConnectors } from "../open-connectors/open-connectors";
import { createProbe } from "./probe";

// The probe against the stand-in that everything else is tried on: what is switched there has to be found out here.

let database: Database;
let endDatabase: () => Promise<void>;
let sandbox: Sandbox;

beforeAll(async () => {
  const created = await createTestDatabase();
  const opened = openDatabase(created.url);
  database = opened.database;
  await migrate(database);
  endDatabase = async () => {
    await opened.close();
    await created.drop();
  };
});
afterAll(() => endDatabase());
afterEach(() => sandbox.close());

const doorSchema = z.object({
  user: z.string(),
  organization: z.string(),
  connections: z.array(z.object({ id: z.coerce.string(), key: z.string() })),
});

async function probeWith(key: string, control: object) {
  sandbox = await startSandbox({ recordsPerSecond: 0, callbackDelayMs: 0 });
  const door = `${sandbox.origin}/_sandbox`;
  const { user, organization, connections } = doorSchema.parse(await (await fetch(door)).json());
  const connectionId = connections.find((connection) => connection.key === key)?.id ?? "";
  const answer = await fetch(`${door}/control`, { method: "POST", body: JSON.stringify(control) });
  expect(answer.status).toBe(200);
  const openConnectors = createOpenConnectors({
    baseUrl: new URL(sandbox.url),
    userSecret: user,
    organizationSecret: organization,
    tags: [],
  });
  const publicUrl = new URL("https://hubload.example.com");
  const pace = { firstMs: 10, longestMs: 50, patienceMs: 10_000 };
  const probe = createProbe({ database, openConnectors, publicUrl, pace });
  const plan = await probe.plan({ connectionId, isTest: true });
  expect(plan.creates, plan.says.join(" ")).not.toBeNull();
  const report = await probe.run(plan);
  await openConnectors.close();
  return report;
}

test.each(["freshbooks", "sage200", "eloqua"])("%s as it usually is", async (key) => {
  const report = await probeWith(key, {});
  expect(report.problems).toEqual([]);
  expect(report.left).toEqual([]);
  expect(report.answers).toMatchObject({
    rowBase: 1,
    status: { form: "observed" },
    totalCountsFailed: true,
    jobList: { listed: true, marked: true },
    quoting: "understood",
    crlf: "understood",
    jsonLines: "understood",
  });
});

test.each<[object, object]>([
  [{ firstRowNum: 0 }, { rowBase: 0 }],
  [{ firstRowNum: 2 }, { rowBase: 2 }],
  [{ statusForm: "v3" }, { status: { form: "v3" } }],
  [{ statusForm: "swagger" }, { status: { form: "swagger" } }],
  [{ recordsCount: "without-failed" }, { totalCountsFailed: false }],
  [{ listJobs: "without-markers" }, { jobList: { listed: true, marked: false } }],
  [{ listJobs: "empty" }, { jobList: { listed: false } }],
  [{ byteOrderMark: "stripped" }, { byteOrderMark: "understood" }],
  [{ byteOrderMark: "kept" }, { byteOrderMark: "misread" }],
])("%j is found out, and nothing is left behind", async (control, answers) => {
  const report = await probeWith("freshbooks", control);
  expect(report.answers).toMatchObject(answers);
  expect(report.left).toEqual([]);
});
