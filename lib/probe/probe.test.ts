import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { clientOf } from "../open-connectors/scripted-upstream";
import type { ProbeHook } from "./follow-upload";
import { createProbe } from "./probe";
import { startService, type Traits } from "./scripted-service";

let database: Database;
let endDatabase: () => Promise<void>;
const cleanUps: (() => Promise<unknown>)[] = [];

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
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  await database.deleteFrom("row_bases").execute();
});

async function probeOf(traits: Partial<Traits> = {}, hook?: ProbeHook) {
  const service = await startService(traits);
  const client = clientOf(service.url, { limits: { continueMs: 20, callsPerSecond: 1_000 } });
  cleanUps.push(service.close, client.close);
  const probe = createProbe({
    database,
    openConnectors: client,
    publicUrl: new URL("https://hubload.example.com"),
    pace: { firstMs: 1, longestMs: 10, patienceMs: 5_000 },
    ...(hook ? { hook } : {}),
  });
  return { service, probe };
}

/** Listens for callbacks as the application does. */
async function startHook(patienceMs: number): Promise<ProbeHook> {
  const came = new Map<string, { body: string; signature: string | null }>();
  const server = http.createServer(async (request, response) => {
    const signature = request.headers["elements-webhook-signature"];
    came.set(request.url?.slice(1) ?? "", {
      body: await text(request),
      signature: typeof signature === "string" ? signature : null,
    });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  cleanUps.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  return {
    url: (attemptId) => `http://127.0.0.1:${port}/${attemptId}`,
    received: (attemptId) =>
      vi
        .waitFor(
          () => {
            const found = came.get(attemptId);
            if (!found) throw new Error("nothing yet");
            return found;
          },
          { timeout: patienceMs },
        )
        .catch(() => undefined),
  };
}

const onTest = { connectionId: "c1", isTest: true };

describe("on a test system", () => {
  test("the plan says what will be created, before anything is", async () => {
    const { service, probe } = await probeOf();
    const plan = await probe.plan(onTest);
    expect(plan.creates).toMatchObject({
      subject: {
        objectName: "items",
        idField: "item_id",
        required: { path: "name" },
        text: { path: "description" },
      },
      records: 5,
      bulkJobs: 4,
    });
    expect(plan.says.join(" ")).toContain("4 files with 5 records of “items”");
    expect(plan.says.join(" ")).toContain("Example Trading Ltd");
    expect(service.writes).toEqual([]);
  });

  test("a run answers every question, deletes what it made, and its answers are kept", async () => {
    const { service, probe } = await probeOf({}, await startHook(5_000));
    const report = await probe.run(await probe.plan(onTest));
    expect(report).toMatchObject({ deleted: 4, left: [], problems: [] });
    expect(report.answers).toEqual({
      rowBase: 1,
      status: {
        form: "observed",
        shape: { id: "string", status: "string", recordsCount: "number", recordsFailedCount: "number" },
        words: ["COMPLETED"],
      },
      totalCountsFailed: true,
      rowError: { rowNum: "number", status: "string", response: "string" },
      jobList: { listed: true, marked: true, shape: expect.objectContaining({ notification_url: "string" }) },
      callback: { shape: expect.objectContaining({ recordsCount: "number" }), signed: false, marked: false },
      search: "where",
      quoting: "understood",
      byteOrderMark: "understood",
      crlf: "understood",
      jsonLines: "understood",
    });
    expect(service.items.size).toBe(0);
    expect(service.writes.filter((call) => call.startsWith("POST"))).toHaveLength(4);
    expect(await probe.last("c1")).toMatchObject({
      at: expect.any(Date),
      objectName: "items",
      answers: report.answers,
    });
  });

  test.each([0, 1, 2] as const)("counting from %i is proved, and kept for the engine", async (rowBase) => {
    const { probe } = await probeOf({ rowBase });
    expect((await probe.run(await probe.plan(onTest))).answers.rowBase).toBe(rowBase);
    const known = await database.selectFrom("row_bases").select("base").execute();
    expect(known).toEqual([{ base: rowBase }]);
  });

  test.each<[string, Partial<Traits>, object]>([
    ["a total without the failed rows", { totalCountsFailed: false }, { totalCountsFailed: false }],
    ["the other form of a status", { status: "v3" }, { status: { form: "v3" } }],
    ["a spoiled first header", { spoilsFirstHeader: true }, { byteOrderMark: "misread", crlf: "understood" }],
    ["a CR that stays in the last cell", { keepsCr: true }, { crlf: "misread", byteOrderMark: "understood" }],
    ["JSON that is refused", { json: "refused" }, { jsonLines: "refused" }],
    ["a list without marks", { list: "unmarked" }, { jobList: { listed: true, marked: false } }],
    ["an empty list", { list: "none" }, { jobList: { listed: false, marked: false } }],
  ])("%s is found out, and nothing is left behind", async (_, traits, answers) => {
    const { service, probe } = await probeOf(traits);
    const report = await probe.run(await probe.plan(onTest));
    expect(report.answers).toMatchObject(answers);
    expect(report.left).toEqual([]);
    expect(service.items.size).toBe(0);
  });

  test("a callback that does not come is an answer as well", async () => {
    const { probe } = await probeOf({ callsBack: false }, await startHook(50));
    expect((await probe.run(await probe.plan(onTest))).answers.callback).toBe("none");
  });

  test("what cannot be deleted is named, so that a person can", async () => {
    const { service, probe } = await probeOf({ refusesDelete: true });
    const report = await probe.run(await probe.plan(onTest));
    expect(report.deleted).toBe(0);
    expect(report.left).toHaveLength(service.items.size);
    for (const item of service.items.values())
      expect(report.problems.join("\n")).toContain(`the id ${item.item_id}`);
  });

  test("without an object that can be deleted again nothing is created, and that is said", async () => {
    const { service, probe } = await probeOf({ deletable: false });
    const plan = await probe.plan(onTest);
    expect(plan.creates).toBeNull();
    expect(plan.says.join(" ")).toContain("deleted again");
    await probe.run(plan);
    expect(service.writes).toEqual([]);
  });
});

describe("on a live system", () => {
  test("it only reads", async () => {
    const { service, probe } = await probeOf();
    service.jobs.set("77", { records: 2, failed: [2], callback: "x" });
    const plan = await probe.plan({ connectionId: "c1", isTest: false });
    expect(plan.creates).toBeNull();
    expect(plan.says.join(" ")).toContain("type “Example Trading Ltd”");
    const { answers } = await probe.run(plan);
    expect(answers).toMatchObject({
      rowBase: null,
      status: { form: "observed" },
      rowError: { rowNum: "number" },
      jobList: { listed: true },
      quoting: null,
    });
    expect(service.writes).toEqual([]);
  });

  test.each([
    ["Example Trading Ltd", true],
    [" example trading ltd ", true],
    ["Books", false],
    ["", false],
  ])("%j typed: it writes %s", async (typedName, writes) => {
    const { probe } = await probeOf();
    const plan = await probe.plan({ connectionId: "c1", isTest: false, typedName });
    expect(plan.creates !== null).toBe(writes);
  });
});

test("an upstream that goes away in the middle: what may be left is named", async () => {
  const { service, probe } = await probeOf();
  const plan = await probe.plan(onTest);
  await service.close();
  cleanUps.shift();
  const report = await probe.run(plan);
  expect(report.problems.length).toBeGreaterThan(0);
  expect(report.left).toHaveLength(1);
});
