import { afterEach, describe, expect, test } from "vitest";
import type { BulkError } from "./bulk-jobs";
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
  const upstream = await startUpstream((request, response) =>
    request.url.endsWith("/instances")
      ? answerJson(response, [instanceItem({ id: 1 })])
      : script(request, response),
  );
  const client = clientOf(upstream.url, options);
  cleanUps.push(upstream.close, client.close);
  const calls = () =>
    upstream.requests
      .slice(1)
      .map(
        ({ method, url }) =>
          `${method} ${decodeURIComponent(url.replace("/elements/api-v2/hubs/finance", ""))}`,
      );
  return { client, calls };
}

const queryOf = (url: string) => new URL(url, "http://x").searchParams;

async function all(errors: AsyncIterable<BulkError>): Promise<BulkError[]> {
  const found: BulkError[] = [];
  for await (const error of errors) found.push(error);
  return found;
}

describe("the failed rows of a bulk job", () => {
  test.each<[unknown, Partial<BulkError>]>([
    [
      { rowNum: 3, status: "74234: Invalid prospect email address", response: "raw" },
      { rowNum: 3, reason: "74234: Invalid prospect email address", response: "raw" },
    ],
    [
      { rowNum: "7", status: "ERROR", error: "Conflicts Found - emailAddress", response: '{"message":"m"}' },
      { rowNum: 7, reason: "Conflicts Found - emailAddress", response: '{"message":"m"}' },
    ],
    [
      { rowNum: 0, status: "error", response: { message: "In the answer", code: 4 } },
      { rowNum: 0, reason: "In the answer", response: '{"message":"In the answer","code":4}' },
    ],
    [
      { rowNum: 2, status: 400, error: { message: "Nested" } },
      { rowNum: 2, reason: "Nested" },
    ],
    [{ rowNum: 2, status: "ERROR" }, { reason: "ERROR" }],
    [
      { rowNum: 1.5, status: "x" },
      { rowNum: null, reason: "x" },
    ],
    [{ rowNum: "row 4", status: "x" }, { rowNum: null }],
    [
      { rowNum: null, status: "no row" },
      { rowNum: null, reason: "no row" },
    ],
    ["Only words", { rowNum: null, reason: "Only words", response: null }],
    ['{"rowNum":5,"status":"In text"}', { rowNum: 5, reason: "In text" }],
    [{}, { rowNum: null, reason: "The connected system gave no reason." }],
    [17, { rowNum: null, reason: "The connected system gave no reason." }],
    [{ rowNum: 1, status: "<b>two</b>\r\nlines\u202e" }, { reason: "<b>two</b> lines" }],
  ])("%j", async (item, expected) => {
    const { client } = await clientBy((_, response) => answerJson(response, [item]));
    expect(await all(client.bulkErrors("1", "42"))).toEqual([
      expect.objectContaining({ ...expected, raw: item }),
    ]);
  });

  test("are read to the last page", async () => {
    const rows = Array.from({ length: 37 }, (_, index) => ({ rowNum: index + 1, status: "bad" }));
    const { client, calls } = await clientBy(({ url }, response) => {
      const from = Number(queryOf(url).get("nextPage") ?? 0);
      const next = from + 15;
      answerJson(
        response,
        rows.slice(from, next),
        next < 37 ? { headers: { "elements-next-page-token": `${next}` } } : {},
      );
    });
    expect((await all(client.bulkErrors("1", "42"))).map(({ rowNum }) => rowNum)).toEqual(
      rows.map(({ rowNum }) => rowNum),
    );
    expect(calls()).toEqual([
      "GET /bulk/42/errors?pageSize=200",
      "GET /bulk/42/errors?pageSize=200&nextPage=15",
      "GET /bulk/42/errors?pageSize=200&nextPage=30",
    ]);
  });

  test("are a list of one where one comes alone", async () => {
    const { client } = await clientBy((_, response) => answerJson(response, { rowNum: 3, status: "Bad" }));
    expect(await all(client.bulkErrors("1", "42"))).toMatchObject([{ rowNum: 3, reason: "Bad" }]);
  });

  test("are none where none are listed", async () => {
    const { client } = await clientBy((_, response) => answerJson(response, []));
    expect(await client.bulkErrors("1", "42").next()).toEqual({ done: true, value: true });
  });

  test.each<[string, (page: number) => string, number, number]>([
    ["the same page again and again", () => "a", 2, 10_000],
    ["two pages in turn", (page) => (page % 2 === 0 ? "a" : "b"), 3, 10_000],
    ["a new page for ever", (page) => `p${page}`, 20, 20],
  ])("%s end, and somebody is told", async (_, token, expected, pages) => {
    const warnings: string[] = [];
    let page = 0;
    const { client } = await clientBy(
      (_request, response) => {
        page += 1;
        answerJson(response, [{ rowNum: page, status: "bad" }], {
          headers: { "elements-next-page-token": token(page) },
        });
      },
      { limits: { pages }, onWarning: (message) => warnings.push(message) },
    );
    const list = client.bulkErrors("1", "42");
    for (let read = 0; read < expected; read += 1) expect(await list.next()).toMatchObject({ done: false });
    expect(await list.next()).toEqual({ done: true, value: false });
    expect(warnings).toHaveLength(1);
  });

  test("that are not a list, or too many for one page, are an error and not an empty list", async () => {
    const odd = await clientBy((_, response) => answerJson(response, { errors: 1 }));
    await expect(all(odd.client.bulkErrors("1", "42"))).rejects.toMatchObject({ kind: "unusable_answer" });
    const endless = await clientBy((_, response) => answerJson(response, ["x".repeat(5_000)]), {
      limits: { listBytes: 1_000 },
    });
    await expect(all(endless.client.bulkErrors("1", "42"))).rejects.toMatchObject({
      kind: "unusable_answer",
    });
  });

  test("carry no secret, wherever the connector echoes it", async () => {
    const { client } = await clientBy(({ headers }, response) => {
      const echo = String(headers.authorization);
      answerJson(response, [{ rowNum: 1, status: echo, response: { echo }, more: [echo] }]);
    });
    const said = JSON.stringify(await all(client.bulkErrors("1", "42")));
    for (const secret of Object.values(testSecrets)) expect(said).not.toContain(secret);
  });
});
