import { afterEach, describe, expect, test } from "vitest";
import type { RecordLimits, RecordQuery } from "./record-search";
import { answerJson, clientOf, instanceItem, startUpstream } from "./scripted-upstream";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

type Item = Record<string, unknown>;
const people: Item[] = [
  { id: 1, email: "jane@example.com", name: "Jane", main: { city: "Leeds" } },
  { id: 2, email: "O'Neil@example.com", name: "Sean", main: { city: "York" } },
  { id: 3, email: "max@example.com", name: "Max", reference: "0042" },
  { id: 4, email: "ann@example.com", name: "Ann", reference: "42", balance: 200 },
];

interface Abilities {
  in?: boolean;
  or?: boolean;
  equals?: boolean;
  /** Takes any expression and answers everything. */
  ignores?: boolean;
  /** Takes IN, and looks at the first value only. */
  firstOnly?: boolean;
  byKey?: "yes" | "refused" | "always missing";
}

/** A connector that can do what `abilities` say: its own reading of the expressions that are sent. */
async function connector(abilities: Abilities, items: Item[] = people) {
  const asked: string[] = [];
  const upstream = await startUpstream((request, response) => {
    const url = new URL(request.url, "http://x");
    if (url.pathname.endsWith("/instances")) return answerJson(response, [instanceItem({ id: "c1" })]);
    const [, key] = url.pathname.split("/people").map((part) => part.replace("/", ""));
    const where = url.searchParams.get("where");
    asked.push(key ? `/${key}` : (where ?? `all ${url.searchParams.get("nextPage") ?? ""}`.trim()));
    if (key) return answerKey(key);
    if (where === null || abilities.ignores) return answerPage(items);
    const found = search(where, abilities, items);
    return found ? answerPage(found) : answerJson(response, { message: "parse error" }, { status: 400 });

    function answerKey(id: string) {
      if (abilities.byKey === "refused") return answerJson(response, {}, { status: 405 });
      const one = abilities.byKey === "yes" && items.find((item) => String(item.id) === id);
      return one ? answerJson(response, one) : answerJson(response, {}, { status: 404 });
    }
    function answerPage(all: Item[]) {
      const from = Number(url.searchParams.get("nextPage") ?? 0);
      const next = from + 200 < all.length ? { "elements-next-page-token": String(from + 200) } : {};
      answerJson(response, all.slice(from, from + 200), { headers: next });
    }
  });
  const client = clientOf(upstream.url, { limits: { callsPerSecond: 1_000 } });
  cleanUps.push(upstream.close, client.close);
  return {
    asked,
    find: (query: RecordQuery, limits?: RecordLimits) => client.findRecords("c1", "people", query, limits),
    client,
    upstream,
  };
}

function search(where: string, abilities: Abilities, items: Item[]): Item[] | undefined {
  const values = [...where.matchAll(/'((?:[^']|'')*)'/g)].map(([, value = ""]) =>
    value.replaceAll("''", "'"),
  );
  const [field = ""] = where.split(/[ =]/);
  const having = (wanted: string[]) => items.filter((item) => wanted.includes(String(item[field])));
  if (where.includes(" IN (")) {
    if (abilities.firstOnly) return having(values.slice(0, 1));
    return abilities.in ? having(values) : undefined;
  }
  if (where.includes(" OR ")) return abilities.or ? having(values) : undefined;
  return abilities.equals === false ? undefined : having(values);
}

const emails = ["jane@example.com", "O'Neil@example.com", "nobody@example.com"];
const where = (values: string[], more: Partial<RecordQuery> = {}): RecordQuery => ({
  where: { field: "email", values },
  ...more,
});
const ids = (found: { records: { id: string | null }[] }) =>
  found.records.map(({ id }) => String(id)).toSorted((a, b) => a.localeCompare(b));

describe("records with one of several values", () => {
  test("are asked for together where the connector takes it, single quotes doubled", async () => {
    const { find, asked } = await connector({ in: true });
    const found = await find(where(emails, { fields: ["name", "main.city"] }));
    expect(found).toEqual({
      records: [
        {
          id: "1",
          by: "jane@example.com",
          values: { email: "jane@example.com", name: "Jane", "main.city": "Leeds" },
        },
        {
          id: "2",
          by: "O'Neil@example.com",
          values: { email: "O'Neil@example.com", name: "Sean", "main.city": "York" },
        },
      ],
      how: "where",
      complete: true,
      unchecked: [],
    });
    expect(asked).toEqual(["email IN ('jane@example.com','O''Neil@example.com','nobody@example.com')"]);
  });

  test.each<[string, Abilities, number]>([
    ["with OR, where IN is not understood", { or: true }, 2],
    ["one by one, where neither is", {}, 5],
    ["by looking through everything, where no search is understood", { equals: false }, 4],
    ["by looking through everything, where the search is taken and not kept to", { ignores: true }, 2],
  ])("are found %s", async (_, abilities, calls) => {
    const { find, asked } = await connector(abilities);
    const found = await find(where(emails));
    expect(ids(found)).toEqual(["1", "2"]);
    expect(found).toMatchObject({ complete: true, unchecked: [] });
    expect(asked).toHaveLength(calls);
  });

  test("are not missed where a connector only looks at the first of several values", async () => {
    const { find } = await connector({ firstOnly: true });
    expect(ids(await find(where(["nobody@example.com", "jane@example.com", "max@example.com"])))).toEqual([
      "1",
      "3",
    ]);
  });

  test("go in batches that fit into an address", async () => {
    const { find, asked } = await connector({ in: true });
    const many = Array.from({ length: 90 }, (_, index) => `somebody-${index}@example.com`);
    await find(where([...emails, ...many]), { calls: 1_000 });
    for (const question of asked) expect(encodeURIComponent(question).length).toBeLessThan(2_000);
    expect(asked.filter((question) => question.includes(" IN ")).length).toBeLessThanOrEqual(8);
  });

  test("are compared as text, digits included, and numbers as numbers", async () => {
    const { find } = await connector({ ignores: true });
    expect(ids(await find({ where: { field: "reference", values: ["42"] } }))).toEqual(["4"]);
    expect(ids(await find({ where: { field: "balance", values: ["200.00"] } }))).toEqual(["4"]);
  });
});

describe("what was not seen is said", () => {
  const crowd = Array.from({ length: 1_000 }, (_, index) => ({ id: index, email: `a${index}@example.com` }));
  const far = ["a3@example.com", "a999@example.com"];

  test("looking through everything ends at the stated number", async () => {
    const { find, asked } = await connector({ equals: false }, crowd);
    const found = await find(where(far), { records: 400 });
    expect(found).toMatchObject({ how: "pages", complete: false, unchecked: ["a999@example.com"] });
    expect(ids(found)).toEqual(["3"]);
    expect(asked.filter((question) => question.startsWith("all"))).toHaveLength(2);
  });

  test("and at the end of the list everything is known", async () => {
    const { find } = await connector({ equals: false }, crowd.slice(0, 999));
    expect(await find(where(far))).toMatchObject({ how: "pages", complete: true, unchecked: [] });
  });

  test("a page that is exactly full and names no next one may not be all", async () => {
    const { find } = await connector({ equals: false }, crowd.slice(0, 200));
    expect(await find(where(far))).toMatchObject({ complete: false, unchecked: ["a999@example.com"] });
  });

  test("calls end at the stated number", async () => {
    const { find, asked } = await connector({});
    const found = await find(where(emails), { calls: 3 });
    expect(asked).toHaveLength(3);
    expect(found).toMatchObject({ complete: false, unchecked: ["O'Neil@example.com", "nobody@example.com"] });
  });

  test("nothing asked for is nothing called", async () => {
    const { find, asked } = await connector({});
    expect(await find(where([]))).toEqual({ records: [], how: "where", complete: true, unchecked: [] });
    expect(asked).toEqual([]);
  });
});

describe("records of given keys", () => {
  test("are read one by one; a 404 is one that is not there", async () => {
    const { find, asked } = await connector({ byKey: "yes" });
    const found = await find({ keys: ["1", "77"], fields: ["name"] });
    expect(found).toMatchObject({
      records: [{ id: "1", by: "1", values: { id: "1", name: "Jane" } }],
      how: "key",
      complete: true,
      unchecked: [],
    });
    expect(asked).toEqual(["/1", "/77"]);
  });

  test.each<Abilities["byKey"]>(["refused", "always missing"])(
    "are searched for where reading one is %s",
    async (byKey) => {
      const { find } = await connector({ byKey: byKey ?? "yes", in: true });
      expect(await find({ keys: ["1", "77"] })).toMatchObject({
        records: [{ id: "1" }],
        how: "where",
        complete: true,
      });
    },
  );
});

test("an upstream that cannot be asked is a failure, never an empty answer", async () => {
  const { find, upstream } = await connector({});
  await find(where(["jane@example.com"]));
  await upstream.close();
  await expect(find(where(emails))).rejects.toMatchObject({ kind: "unreachable" });
});

test.each([
  [200, true],
  [204, true],
  [404, false],
])("a record is deleted by one call; %i says %s", async (status, isDeleted) => {
  const calls: string[] = [];
  const upstream = await startUpstream((request, response) => {
    if (request.url.endsWith("/instances")) return answerJson(response, [instanceItem({ id: "c1" })]);
    calls.push(`${request.method} ${request.url}`);
    response.writeHead(status).end();
  });
  const client = clientOf(upstream.url);
  cleanUps.push(upstream.close, client.close);
  expect(await client.deleteRecord("c1", "people", "7/7")).toBe(isDeleted);
  expect(calls).toEqual(["DELETE /elements/api-v2/hubs/finance/people/7%2F7"]);
});

test("a deletion that failed is not tried again", async () => {
  let calls = 0;
  const upstream = await startUpstream((request, response) => {
    if (request.url.endsWith("/instances")) return answerJson(response, [instanceItem({ id: "c1" })]);
    calls += 1;
    answerJson(response, {}, { status: 502 });
  });
  const client = clientOf(upstream.url);
  cleanUps.push(upstream.close, client.close);
  await expect(client.deleteRecord("c1", "people", "7")).rejects.toMatchObject({ kind: "fault" });
  expect(calls).toBe(1);
});
