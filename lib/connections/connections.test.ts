import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { startSandbox } from "../../sandbox/server";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { createOpenConnectors, type OpenConnectors } from "../open-connectors/open-connectors";
import { type Connections, createConnections } from "./connections";
import { createHealth } from "./health";
import { createMemory } from "./remembered";

let database: Database;
let openConnectors: OpenConnectors;
let connections: Connections;
let control: (command: object) => Promise<void>;
let close: () => Promise<void>;

const ana = { id: "ana", name: "Ana" };
const sage = "425911";

beforeEach(async () => {
  const sandbox = await startSandbox({ recordsPerSecond: 0 });
  const created = await createTestDatabase();
  const opened = openDatabase(created.url);
  database = opened.database;
  await migrate(database);
  const described = await (await fetch(`${sandbox.origin}/_sandbox`)).json();
  const memory = createMemory(database, sandbox.url);
  openConnectors = createOpenConnectors({
    baseUrl: new URL(sandbox.url),
    userSecret: described.user,
    organizationSecret: described.organization,
    tags: [],
    limits: { retries: 0, connectionsMaxAgeMs: 0 },
    // What is noted after a test has ended finds no database any more.
    onHeard: createHealth(memory, () => undefined),
  });
  connections = createConnections({ database, memory, openConnectors });
  control = async (command) => {
    await fetch(`${sandbox.origin}/_sandbox/control`, { method: "POST", body: JSON.stringify(command) });
  };
  close = async () => {
    await openConnectors.close();
    await sandbox.close();
    await opened.close();
    await created.drop();
  };
});
afterEach(() => close());

const one = async (id = sage) => connections.get(id, ana);
const listed = async (id = sage) => (await connections.list(ana)).find((each) => each.id === id);

test("the company stands beside the name, and what the connector can do is told", async () => {
  expect(await listed()).toMatchObject({ name: "Sage 200", company: "Example Trading Ltd" });
  expect(await listed("425904")).toMatchObject({ address: "billing.example.com" });
  expect((await one()).facts).toEqual({ bulkUpload: true, nativeBulk: false, upsert: null });
  expect((await one("425937")).facts).toMatchObject({ nativeBulk: true, upsert: true });
});

test("what nobody marked as test is live, and an administrator's mark goes before a tag", async () => {
  expect((await listed())?.environment).toBe("test");
  await connections.change(sage, { environment: "live" }, ana);
  expect((await listed())?.environment).toBe("live");
  await connections.change(sage, { environment: null }, ana);
  expect((await listed())?.environment).toBe("test");
});

test("a name and a mark are audited with who gave them, and nothing is noted when nothing changes", async () => {
  await connections.change(sage, { name: "Books of the UK", environment: "live" }, ana);
  await connections.change(sage, { name: "Books of the UK" }, ana);
  const { name, upstreamName, changes } = await one();
  expect({ name, upstreamName }).toEqual({ name: "Books of the UK", upstreamName: "Sage 200" });
  expect(changes.map(({ detail }) => detail)).toEqual([
    "Ana named it Books of the UK and marked it as live.",
  ]);
  await connections.change(sage, { name: null }, ana);
  expect((await one()).name).toBe("Sage 200");
});

test("marks of another Open Connectors do not count, though the ids are the same", async () => {
  await connections.change(sage, { environment: "live", name: "Books" }, ana);
  const memory = createMemory(database, "https://elsewhere.example.com/elements/api-v2");
  expect((await createConnections({ database, memory, openConnectors }).get(sage, ana)).name).toBe(
    "Sage 200",
  );
});

test("health says when it last worked and what failed last, in words", async () => {
  await connections.check(sage);
  const { workedAt } = (await one()).health;
  expect(workedAt).not.toBeNull();
  await control({ connection: "sage200", vendorDown: true });
  await connections.check(sage);
  await vi.waitFor(
    async () => expect((await one()).health.failure).toMatch(/Open Connectors|vendor|system/),
    {
      timeout: 20_000,
    },
  );
});

test("objects that cannot be created are told from those that can", async () => {
  const objects = await connections.objects(sage, ana);
  expect(objects.find(({ name }) => name === "banks")).toMatchObject({ creatable: false });
  expect(objects.find(({ name }) => name === "customers")).toMatchObject({ creatable: true, usedAt: null });
});

test("an import is told where it leads to, also when the upstream does not answer", async () => {
  const connection = await openConnectors.connection(sage);
  await connections.change(sage, { name: "Books", environment: "live" }, ana);
  await control({ rules: [{ path: "/elements/*/metadata", times: null, fault: "500" }] });
  expect(await connections.placeOf(connection)).toEqual({
    name: "Books",
    company: "Example Trading Ltd",
    environment: "live",
  });
});
