import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  answerJson,
  clientOf,
  createFolder,
  instanceItem,
  startUpstream,
  testSecrets,
} from "./scripted-upstream";

let folder: Awaited<ReturnType<typeof createFolder>>;
beforeEach(async () => {
  folder = await createFolder();
});
afterEach(() => folder.remove());

const nowhere = new URL("http://127.0.0.1:1/elements/api-v2");

async function connectionsIn(content: string, tags: string[] = []) {
  const connectionsFile = await folder.write("connections.json", content);
  return clientOf(nowhere, { organizationSecret: undefined, connectionsFile, tags }).connections();
}

const short = {
  id: 7,
  name: "Sage <UK>",
  token: "file/token+1=",
  hub: "finance",
  connector: { key: "sage200", name: "Sage 200" },
  company: "Example Trading Ltd",
};
const shown = {
  id: "7",
  name: "Sage <UK>",
  connector: { key: "sage200", name: "Sage 200" },
  hub: "finance",
  usable: true,
  tags: [],
  company: "Example Trading Ltd",
  address: null,
};

describe("a file of connections", () => {
  test("is a list, or an object with one, with or without a byte order mark", async () => {
    expect(await connectionsIn(JSON.stringify([short]))).toEqual([shown]);
    expect(await connectionsIn(JSON.stringify({ connections: [short] }))).toEqual([shown]);
    expect(await connectionsIn(`\ufeff${JSON.stringify([short])}`)).toEqual([shown]);
    expect(await connectionsIn("[]")).toEqual([]);
  });

  test("may hold items as /instances gives them, beside the short form", async () => {
    const found = await connectionsIn(JSON.stringify([instanceItem({ disabled: true }), short]));
    expect(found).toEqual([expect.objectContaining({ id: "12345", hub: "finance", usable: false }), shown]);
  });

  test("may leave out what can be told from the rest", async () => {
    const items = [
      { id: "a", name: "A", token: "t0ken-a", connector: "freshbooks" },
      { key: "sage200", name: "Sage 200", token: "t0ken-b" },
      { id: "c", token: "" },
    ];
    expect(await connectionsIn(JSON.stringify(items))).toEqual([
      expect.objectContaining({ id: "a", connector: { key: "freshbooks", name: "A" }, hub: null }),
      expect.objectContaining({ id: "sage200", connector: { key: "sage200", name: "Sage 200" } }),
      expect.objectContaining({ id: "c", name: "Connection c", usable: false }),
    ]);
  });

  test("is a choice already: tags leave out only what states other tags", async () => {
    const items = [short, { ...short, id: 8, tags: ["sales"] }, { ...short, id: 9, tags: ["other"] }];
    expect((await connectionsIn(JSON.stringify(items), ["sales"])).map(({ id }) => id)).toEqual(["7", "8"]);
  });

  test.each([
    ["broken JSON", `[{"token":"${testSecrets.token}"`],
    ["another shape", JSON.stringify({ token: testSecrets.token })],
    ["a connection without an id", JSON.stringify([{ token: testSecrets.token }])],
  ])("with %s is refused without being quoted", async (_, content) => {
    const error: unknown = await connectionsIn(content).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      kind: "unusable_answer",
      message: expect.stringContaining("OPEN_CONNECTORS_CONNECTIONS"),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain(testSecrets.token);
  });

  test("that is not there is said to be so", async () => {
    const client = clientOf(nowhere, {
      organizationSecret: undefined,
      connectionsFile: "/nowhere/connections.json",
    });
    await expect(client.connections()).rejects.toMatchObject({
      message: expect.stringContaining("cannot be read"),
    });
  });
});

test("without an organization secret calls name user and element", async () => {
  const upstream = await startUpstream((_, response) => answerJson(response, ["customers"]));
  const connectionsFile = await folder.write("connections.json", JSON.stringify([short]));
  const client = clientOf(upstream.url, { organizationSecret: undefined, connectionsFile });
  expect(await client.objects("7")).toEqual([{ name: "customers" }]);
  expect(upstream.requests.map(({ headers }) => headers.authorization)).toEqual([
    `User ${testSecrets.user}, Element file/token+1=`,
  ]);
  await client.close();
  await upstream.close();
});

test("with an organization secret the file is not looked at", async () => {
  const upstream = await startUpstream((_, response) => answerJson(response, [instanceItem()]));
  const client = clientOf(upstream.url, { connectionsFile: "/nowhere/connections.json" });
  expect(await client.connections()).toHaveLength(1);
  await client.close();
  await upstream.close();
});
