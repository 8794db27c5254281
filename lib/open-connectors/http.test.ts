import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { UpstreamError } from "./errors";
import type { Limits } from "./limits";
import {
  answerJson,
  clientOf,
  instanceItem,
  type Script,
  startRaw,
  startUpstream,
  testSecrets,
} from "./scripted-upstream";

// What every safe call has in common, seen through the list of objects.

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function kept<T extends { close(): Promise<void> }>(thing: T): T {
  cleanUps.push(() => thing.close());
  return thing;
}

/** An upstream with one connection whose list of objects is scripted; counts the calls for objects. */
async function objectsBy(script: Script, limits: Partial<Limits> = {}) {
  const upstream = kept(
    await startUpstream((request, response) =>
      request.url.includes("/instances")
        ? answerJson(response, [instanceItem({ id: "c1" })])
        : script(request, response),
    ),
  );
  const client = kept(clientOf(upstream.url, { limits }));
  return {
    read: () => client.objects("c1"),
    calls: () => upstream.requests.filter(({ url }) => !url.includes("/instances")),
    lists: () => upstream.requests.filter(({ url }) => url.includes("/instances")).length,
    client,
  };
}

async function failureOf(read: () => Promise<unknown>): Promise<UpstreamError> {
  const error = await read().catch((reason: unknown) => reason);
  if (error instanceof UpstreamError) return error;
  throw new Error("no UpstreamError");
}

describe("a safe call", () => {
  test("says who asks, and nothing more", async () => {
    const { read, calls } = await objectsBy((_, response) => answerJson(response, ["customers"]));
    expect(await read()).toEqual([{ name: "customers" }]);
    expect(calls()[0]?.url).toBe("/elements/api-v2/hubs/finance/objects");
    expect(calls()[0]?.headers).toEqual({
      host: expect.any(String),
      connection: "keep-alive",
      authorization: `User ${testSecrets.user}, Organization ${testSecrets.organization}, Element ${testSecrets.token}`,
      accept: "application/json",
      "accept-encoding": "identity",
      "user-agent": "Hubload",
    });
  });

  test.each([429, 500, 502, 503, 504])("is tried again after %i", async (status) => {
    let calls = 0;
    const { read } = await objectsBy((_, response) => {
      calls += 1;
      answerJson(response, calls < 3 ? { message: "later" } : ["customers"], {
        status: calls < 3 ? status : 200,
      });
    });
    expect(await read()).toEqual([{ name: "customers" }]);
    expect(calls).toBe(3);
  });

  test("is tried again after a connection that was cut", async () => {
    let calls = 0;
    const { read } = await objectsBy((_, response) => {
      calls += 1;
      if (calls === 1) response.socket?.destroy();
      else answerJson(response, ["customers"]);
    });
    expect(await read()).toEqual([{ name: "customers" }]);
  });

  test("is tried three times and not more", async () => {
    const { read, calls } = await objectsBy((_, response) => answerJson(response, {}, { status: 503 }));
    expect(await failureOf(read)).toMatchObject({ kind: "fault", status: 503 });
    expect(calls()).toHaveLength(3);
  });

  test.each<[number, UpstreamError["kind"], string]>([
    [400, "refused", "refused to list the objects of this connection (400). It says: because."],
    [403, "forbidden", "was not allowed to list the objects of this connection. It says: because. Ask"],
    [404, "not_found", "does not list its objects"],
    [406, "refused", "because"],
    [408, "timeout", "took too long"],
    [501, "fault", "has a fault (501)"],
  ])("is not tried again after %i, which is %s", async (status, kind, words) => {
    const { read, calls } = await objectsBy((_, response) =>
      answerJson(response, { message: "because", requestId: "5b0437c6" }, { status }),
    );
    const error = await failureOf(read);
    expect(error).toMatchObject({ kind, status, requestId: "5b0437c6" });
    expect(error.message).toContain(words);
    expect(calls()).toHaveLength(1);
  });

  test("waits as long as it is asked to, and hands on what is longer", async () => {
    let calls = 0;
    const { read } = await objectsBy((_, response) => {
      calls += 1;
      answerJson(response, { message: "slow" }, { status: 429, headers: { "retry-after": "30" } });
    });
    const error = await failureOf(read);
    expect(error).toMatchObject({ kind: "throttled", retryAfterMs: 30_000 });
    expect(error.message).toContain("Try again in 30 s.");
    expect(calls).toBe(1);
  });

  test("never follows a redirect", async () => {
    const elsewhere = kept(await startUpstream((_, response) => answerJson(response, ["stolen"])));
    const { read } = await objectsBy((_, response) =>
      answerJson(response, {}, { status: 302, headers: { location: elsewhere.url.href } }),
    );
    expect(await failureOf(read)).toMatchObject({
      kind: "refused",
      status: 302,
      message: expect.stringContaining("never followed"),
    });
    expect(elsewhere.requests).toEqual([]);
  });

  test("does not wait for an upstream that is not there", async () => {
    const gone = await startRaw(() => undefined);
    await gone.close();
    const client = kept(clientOf(gone.url));
    expect(await failureOf(() => client.connections())).toMatchObject({
      kind: "unreachable",
      status: null,
      message: expect.stringContaining("refuses the connection"),
    });
  });
});

describe("an answer that cannot be used", () => {
  test.each<[what: string, body: string, words: string]>([
    ["a web page", "<!doctype html><title>Sign in</title>", "a web page"],
    ["an empty body", "", "an empty body"],
    ["broken JSON", '["customers"', "something that is not JSON"],
    ["JSON of another shape", '{"objects":1}', "something that is not a list"],
    ["more than can be taken", `["${"x".repeat(2_000)}"]`, "more than can be taken"],
  ])("%s is said to be one, and not asked for again", async (_, body, words) => {
    const { read, calls } = await objectsBy((_request, response) => void response.end(body), {
      listBytes: 1_000,
    });
    const error = await failureOf(read);
    expect(error).toMatchObject({ kind: "unusable_answer", message: expect.stringContaining(words) });
    expect(error.message).toContain("OPEN_CONNECTORS_URL");
    expect(calls()).toHaveLength(1);
  });

  test.each([
    ["br", brotliCompressSync('["customers"]')],
    ["gzip", gzipSync('["customers"]')],
    ["br, identity", brotliCompressSync('["customers"]')],
    ["identity, gzip", gzipSync('["customers"]')],
  ])("in %s is refused without being decoded", async (encoding, body) => {
    const { read } = await objectsBy((_, response) => {
      response.writeHead(200, { "content-encoding": encoding });
      response.end(body);
    });
    expect(await failureOf(read)).toMatchObject({
      kind: "unusable_answer",
      message: expect.stringContaining("encoded"),
    });
  });

  test("is not one when it only begins with a byte order mark or says identity", async () => {
    const { read } = await objectsBy((_, response) => {
      response.writeHead(200, { "content-encoding": "identity" });
      response.end('\ufeff["customers"]');
    });
    expect(await read()).toEqual([{ name: "customers" }]);
  });
});

describe("time", () => {
  test.each<[string, Script]>([
    ["the head of the answer never comes", () => undefined],
    ["the body stops in the middle", (_, response) => void response.write('["cust')],
    [
      "the body drips",
      (_, response) => {
        const drip = setInterval(() => response.write(" "), 20);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])("runs out when %s", async (_, script) => {
    const limits = { headersMs: 200, bodyMs: 200, callMs: 400, retries: 0 };
    const { read } = await objectsBy(script, limits);
    expect(await failureOf(read)).toMatchObject({ kind: "timeout", status: null });
  });

  test("is not spent on tries that cannot end in it", async () => {
    const { read, calls } = await objectsBy(() => undefined, { headersMs: 2_000, retryBudgetMs: 1_000 });
    expect(await failureOf(read)).toMatchObject({ kind: "timeout" });
    expect(calls()).toHaveLength(1);
  });
});

describe("a token that is refused", () => {
  test("is replaced by the one that the list of connections has now, and the call made again", async () => {
    const tokens = ["old-token==", "new-token=="];
    const used: string[] = [];
    const upstream = kept(
      await startUpstream(({ url, headers }, response) => {
        if (url.includes("/instances"))
          return answerJson(response, [instanceItem({ id: "c1", token: tokens.shift() ?? "new-token==" })]);
        const token = headers.authorization?.split("Element ")[1] ?? "";
        used.push(token);
        return token.startsWith("old")
          ? answerJson(response, {}, { status: 401 })
          : answerJson(response, ["customers"]);
      }),
    );
    const client = kept(clientOf(upstream.url));
    expect(await Promise.all([client.objects("c1"), client.objects("c1")])).toEqual([
      [{ name: "customers" }],
      [{ name: "customers" }],
    ]);
    expect(await client.objects("c1")).toEqual([{ name: "customers" }]);
    expect(used.filter((token) => token.startsWith("old")).length).toBeLessThanOrEqual(2);
    expect(upstream.requests.filter(({ url }) => url.includes("/instances"))).toHaveLength(2);
  });

  test("is not used a second time when the list has no other", async () => {
    const { read, calls, lists } = await objectsBy((_, response) =>
      answerJson(response, {}, { status: 401 }),
    );
    const error = await failureOf(read);
    expect(error).toMatchObject({ kind: "unauthorized", status: 401 });
    expect(error.message).toContain("does not accept the token of this connection");
    expect(calls()).toHaveLength(1);
    expect(lists()).toBe(2);
  });

  test("belongs to an account whose own secrets are refused: that is what is said", async () => {
    const upstream = kept(
      await startUpstream((_, response) => answerJson(response, { message: "Invalid" }, { status: 401 })),
    );
    const client = kept(clientOf(upstream.url));
    expect((await failureOf(() => client.connections())).message).toBe(
      "Open Connectors does not accept the user or organization secret. Ask your administrator to check OPEN_CONNECTORS_USER_SECRET and OPEN_CONNECTORS_ORGANIZATION_SECRET.",
    );
  });
});

test("nothing the upstream echoes comes out with a secret in it", async () => {
  const { read } = await objectsBy(({ headers }, response) => {
    const echo = String(headers.authorization);
    answerJson(
      response,
      { message: `No ${echo}`, providerMessage: encodeURIComponent(echo) },
      { status: 400 },
    );
  });
  const error = await failureOf(read);
  expect(error.message).toContain("[secret]");
  for (const secret of Object.values(testSecrets)) {
    expect(error.message).not.toContain(secret);
    expect(error.message).not.toContain(encodeURIComponent(secret));
  }
});
