import { afterEach, describe, expect, test } from "vitest";
import type { OpenConnectorsOptions } from "./open-connectors";
import {
  answerJson,
  clientOf,
  instanceItem,
  type Script,
  startUpstream,
  testSecrets,
} from "./scripted-upstream";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function clientBy(script: Script, options: Partial<OpenConnectorsOptions> = {}) {
  const upstream = await startUpstream(script);
  const client = clientOf(upstream.url, options);
  cleanUps.push(upstream.close, client.close);
  return { client, requests: upstream.requests };
}

const listOf =
  (items: unknown[]): Script =>
  (_, response) =>
    answerJson(response, items);

describe("connections from /instances", () => {
  test("show what is known of an instance, and never its token", async () => {
    const configuration = { "company.name": "Example Trading Ltd", "site.address": "********" };
    const { client, requests } = await clientBy(listOf([instanceItem({ configuration })]));
    expect(await client.connections()).toEqual([
      {
        id: "12345",
        name: "FreshBooks production",
        connector: { key: "freshbooks", name: "FreshBooks Classic" },
        hub: "finance",
        usable: true,
        tags: ["prod"],
        company: "Example Trading Ltd",
        // What is masked names nobody.
        address: null,
      },
    ]);
    expect(requests[0]?.url).toBe("/elements/api-v2/instances");
    expect(requests[0]?.headers.authorization).toBe(
      `User ${testSecrets.user}, Organization ${testSecrets.organization}`,
    );
  });

  test("are read to the last page, each connection once", async () => {
    const { client, requests } = await clientBy(({ url }, response) => {
      const page = Number(new URL(url, "http://x").searchParams.get("nextPage") ?? "1");
      const items = [instanceItem({ id: page }), instanceItem({ id: 1 })];
      answerJson(
        response,
        items,
        page < 3 ? { headers: { "Elements-Next-Page-Token": String(page + 1) } } : {},
      );
    });
    expect((await client.connections()).map(({ id }) => id)).toEqual(["1", "2", "3"]);
    expect(requests).toHaveLength(3);
  });

  test("end where the pages begin to repeat, and somebody is told", async () => {
    const warnings: string[] = [];
    const { client, requests } = await clientBy(
      (_, response) =>
        answerJson(response, [instanceItem()], { headers: { "Elements-Next-Page-Token": "again" } }),
      { onWarning: (message) => warnings.push(message) },
    );
    expect(await client.connections()).toHaveLength(1);
    expect(requests).toHaveLength(2);
    expect(warnings).toEqual([expect.stringContaining("repeats itself")]);
  });

  test.each([
    ["404", 404, { message: "No instances found" }],
    ["an empty list", 200, []],
  ])("are none after %s", async (_, status, body) => {
    const { client } = await clientBy((_request, response) => answerJson(response, body, { status }));
    expect(await client.connections()).toEqual([]);
    await expect(client.connection("1")).rejects.toMatchObject({ kind: "not_found" });
  });

  test("are only those with one of the tags, whatever the upstream filters", async () => {
    const { client, requests } = await clientBy(
      listOf([
        instanceItem({ id: 1, tags: ["sales"] }),
        instanceItem({ id: 2, tags: ["other"] }),
        instanceItem({ id: 3, tags: [{ id: 9, name: "finance team" }] }),
        instanceItem({ id: 4, tags: [] }),
        instanceItem({ id: 5, tags: undefined }),
      ]),
      { tags: ["sales", "finance team"] },
    );
    expect((await client.connections()).map(({ id }) => id)).toEqual(["1", "3"]);
    expect(requests.map(({ url }) => new URL(url, "http://x").searchParams.getAll("tags[]"))).toEqual([
      ["sales"],
      ["finance team"],
    ]);
    await expect(client.objects("2")).rejects.toMatchObject({ kind: "not_found" });
  });

  test("a tag nobody has is a 404 upstream and takes nothing from the other tags", async () => {
    const { client } = await clientBy(
      ({ url }, response) =>
        url.includes("nobody")
          ? answerJson(response, { message: "none" }, { status: 404 })
          : answerJson(response, [instanceItem()]),
      { tags: ["nobody", "prod"] },
    );
    expect(await client.connections()).toHaveLength(1);
  });

  test.each<[Record<string, unknown>, string]>([
    [{ disabled: true }, "is disabled in Open Connectors"],
    [{ disabled: "true" }, "is disabled in Open Connectors"],
    [{ valid: false }, "not valid"],
    [{ token: undefined }, "without a token"],
    [{ token: "two\r\nlines" }, "without a token"],
  ])("that cannot be used say why: %j", async (changes, reason) => {
    const { client } = await clientBy(listOf([instanceItem(changes)]));
    expect(await client.connections()).toEqual([
      expect.objectContaining({ usable: false, reason: expect.stringContaining(reason) }),
    ]);
  });

  test("need no more than an id: everything else may be missing, odd or more", async () => {
    const { client } = await clientBy(
      listOf([
        { id: "a", token: "t0ken-a" },
        {
          id: 2,
          token: "t0ken-b",
          name: "<b>Büro & Co</b>",
          element: { key: "sage200", hub: ".." },
          news: 1,
        },
        { id: 3, token: "t0ken-c", elementId: 172, element: "what", tags: "x", valid: "yes" },
        { name: "nobody" },
        null,
        "x",
      ]),
    );
    const odd = { hub: null, usable: true, tags: [], company: null, address: null };
    expect(await client.connections()).toEqual([
      { ...odd, id: "a", name: "Connection a", connector: { key: "unknown", name: "unknown" } },
      { ...odd, id: "2", name: "<b>Büro & Co</b>", connector: { key: "sage200", name: "sage200" } },
      { ...odd, id: "3", name: "Connection 3", connector: { key: "172", name: "172" } },
    ]);
  });

  test("are asked for once by any number of askers, and again only when they are old", async () => {
    const { client, requests } = await clientBy(listOf([instanceItem({ id: 1 })]));
    await Promise.all(Array.from({ length: 50 }, () => client.connections()));
    await client.connection("1");
    expect(requests).toHaveLength(1);

    const forgetful = await clientBy(listOf([instanceItem({ id: 1 })]), {
      limits: { connectionsMaxAgeMs: 0 },
    });
    await forgetful.client.connections();
    await forgetful.client.connections();
    expect(forgetful.requests).toHaveLength(2);
  });

  test("a failed reading is not kept", async () => {
    let calls = 0;
    const { client } = await clientBy((_, response) => {
      calls += 1;
      answerJson(response, calls === 1 ? {} : [instanceItem()], { status: calls === 1 ? 400 : 200 });
    });
    await expect(client.connections()).rejects.toMatchObject({ kind: "refused" });
    expect(await client.connections()).toHaveLength(1);
  });
});

test("a token outlives the list it came in: calls go on while the list cannot be read", async () => {
  const listings = [[instanceItem({ id: 1 })]];
  const { client } = await clientBy(
    ({ url }, response) => {
      if (!url.includes("/instances")) return answerJson(response, ["customers"]);
      const listing = listings.shift();
      return answerJson(response, listing ?? {}, { status: listing ? 200 : 500 });
    },
    { limits: { connectionsMaxAgeMs: 0, tokenMaxAgeMs: 0 } },
  );
  await client.connections();
  expect(await client.objects("1")).toEqual([{ name: "customers" }]);
  await expect(client.connections()).rejects.toMatchObject({ kind: "fault" });
});
