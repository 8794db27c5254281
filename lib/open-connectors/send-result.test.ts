import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BulkUpload } from "./bulk-upload";
import { send } from "./scripted-upload";
import {
  answerJson,
  clientOf,
  createFolder,
  instanceItem,
  startUpstream,
  testSecrets,
} from "./scripted-upstream";

// What a result says, and what it never says.

const cleanUps: (() => Promise<void>)[] = [];
let folder: Awaited<ReturnType<typeof createFolder>>;
beforeEach(async () => {
  folder = await createFolder();
  cleanUps.push(folder.remove);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function kept<T extends { close(): Promise<void> }>(thing: T): T {
  cleanUps.push(() => thing.close());
  return thing;
}

describe("secrets and tokens", () => {
  test("nothing the upstream echoes comes out with a secret in it", async () => {
    const upstream = kept(
      await startUpstream(({ headers }, response) => {
        const echo = String(headers.authorization);
        answerJson(
          response,
          { message: `You sent ${echo}`, providerMessage: encodeURIComponent(echo), echo },
          { status: 400 },
        );
      }),
    );
    const said = JSON.stringify(await send(upstream.url));
    expect(said).toContain("[secret]");
    for (const secret of Object.values(testSecrets))
      for (const spelling of [secret, encodeURIComponent(secret), secret.replaceAll("/", "\\/")])
        expect(said).not.toContain(spelling);
  });

  test("after a 401 the next call has the new token, and the bad one was used once", async () => {
    let token = "old/token+1==";
    const used: (string | undefined)[] = [];
    const upstream = kept(
      await startUpstream(({ url, headers }, response) => {
        if (url.endsWith("/instances")) {
          answerJson(response, [instanceItem({ id: "c1", token })]);
          token = "new/token+2==";
          return;
        }
        used.push(headers.authorization?.split("Element ")[1]);
        if (used.length === 1) answerJson(response, { message: "no" }, { status: 401 });
        else answerJson(response, { id: "1", status: "CREATED" });
      }),
    );
    const client = { organizationSecret: testSecrets.organization, connectionsFile: undefined };
    const shared = kept(clientOf(upstream.url, client));
    const path = await folder.write("s.csv", "email\na@example.com\n");
    const upload: BulkUpload = {
      connectionId: "c1",
      objectName: "customers",
      fileName: "s.csv",
      file: { path, headerBytes: 6, start: 6, end: 20 },
      metaData: {},
      callbackUrl: "https://hubload.example.com/x",
      onConnected: async () => {},
    };
    expect(await shared.sendBulk(upload)).toMatchObject({ kind: "refused", status: 401, tokenChanged: true });
    expect(await shared.sendBulk(upload)).toMatchObject({ kind: "accepted" });
    expect(used).toEqual(["old/token+1==", "new/token+2=="]);
  });

  test("a 401 with a token that stays says so", async () => {
    const upstream = kept(
      await startUpstream(({ url }, response) =>
        url.endsWith("/instances")
          ? answerJson(response, [instanceItem({ id: "c1" })])
          : answerJson(response, { message: "no" }, { status: 401 }),
      ),
    );
    const result = await send(upstream.url, {
      client: { organizationSecret: testSecrets.organization, connectionsFile: undefined },
    });
    expect(result).toMatchObject({
      kind: "refused",
      status: 401,
      tokenChanged: false,
      reason: expect.stringContaining("token"),
    });
    expect(upstream.requests.map(({ url }) => url.replace(/.*api-v2/, ""))).toEqual([
      "/instances",
      "/hubs/finance/bulk/customers?path=/customers.csv",
      "/instances",
    ]);
  });

  test("a list of connections that cannot be read means that nothing was sent", async () => {
    const upstream = kept(
      await startUpstream((_, response) => answerJson(response, { message: "no" }, { status: 401 })),
    );
    const result = await send(upstream.url, {
      client: { organizationSecret: testSecrets.organization, connectionsFile: undefined },
    });
    expect(result).toMatchObject({
      kind: "not_sent",
      retryAfterMs: 60_000,
      reason: expect.stringContaining("OPEN_CONNECTORS_USER_SECRET"),
    });
    expect(upstream.requests).toHaveLength(1);
  });
});
