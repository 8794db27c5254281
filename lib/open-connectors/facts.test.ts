import { afterEach, describe, expect, test } from "vitest";
import { answerJson, clientOf, instanceItem, startUpstream } from "./scripted-upstream";
import { toOperations } from "./wire-facts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A client of an upstream that answers these paths (without base and query), and 404 to the others. */
async function clientWith(answers: Record<string, unknown>, instance: Record<string, unknown> = {}) {
  const upstream = await startUpstream((request, response) => {
    const path = request.url.replace("/elements/api-v2", "").split("?")[0] ?? "";
    if (path === "/instances") return answerJson(response, [instanceItem({ id: "c1", ...instance })]);
    const answer = answers[path];
    if (answer === undefined) return answerJson(response, { message: "none" }, { status: 404 });
    answerJson(response, answer, typeof answer === "number" ? { status: answer } : {});
  });
  const client = clientOf(upstream.url, { limits: { retries: 0 } });
  cleanUps.push(upstream.close, client.close);
  return client;
}

const configuration = [
  { id: 1, key: "company.name", propertyValue: "Example Trading Ltd" },
  { id: 2, key: "site.address", propertyValue: "billing.example.com" },
  { id: 3, key: "oauth.api.secret", propertyValue: "********" },
];

describe("the facts of a connection", () => {
  test("are its company, and what its connector and its objects can do", async () => {
    const client = await clientWith({
      "/instances/configuration": configuration,
      "/elements/freshbooks/metadata": {
        bulk: { upload: true, download: false },
        resources: [
          {
            name: "customers",
            bulk: { upload: { supported: true, native: false } },
            primaryKeyName: "client_id",
            operations: ["SEARCH", "CREATE"],
          },
          { canonicalName: "invoices", operations: ["SEARCH"], bulk: { upload: { supported: "false" } } },
          {},
        ],
      },
    });
    expect(await client.facts("c1")).toEqual({
      company: "Example Trading Ltd",
      address: "billing.example.com",
      bulkUpload: true,
      nativeBulk: false,
      upsert: null,
      objects: [
        { name: "customers", bulkUpload: true, nativeBulk: false, creatable: true, primaryKey: "client_id" },
        { name: "invoices", bulkUpload: false, nativeBulk: null, creatable: false, primaryKey: null },
      ],
    });
  });

  test("are read in the form of 2020, and from the configuration by id", async () => {
    const client = await clientWith(
      {
        "/instances/c1/configuration": configuration,
        "/elements/eloqua/metadata": {
          bulk: { upload: true, ceSupportNativeBulkUpload: true, vendorSupportNativeBulkUpload: true },
        },
      },
      { element: { key: "eloqua" } },
    );
    expect(await client.facts("c1")).toMatchObject({
      company: "Example Trading Ltd",
      nativeBulk: true,
      upsert: true,
      objects: [],
    });
  });

  test("what the upstream does not tell, masks or refuses is open, and no failure", async () => {
    const client = await clientWith({
      "/instances/configuration": [{ key: "company.name", propertyValue: "********" }, 7],
      "/elements/freshbooks/metadata": 403,
    });
    expect(await client.facts("c1")).toEqual({
      company: null,
      address: null,
      bulkUpload: null,
      nativeBulk: null,
      upsert: null,
      objects: [],
    });
  });

  test("an upstream that cannot be asked is a failure", async () => {
    const client = await clientWith({ "/instances/configuration": 500 });
    await expect(client.facts("c1")).rejects.toMatchObject({ kind: "fault" });
  });
});

describe("the operations of an object", () => {
  test("are those of its own paths in its docs", () => {
    const paths = {
      "/hubs/finance/customers": { get: {}, post: {} },
      "/hubs/finance/customers/{id}": { get: {}, patch: {} },
      "/hubs/finance/customers/{id}/notes": { delete: {} },
      "/bulk/customers": { post: {} },
    };
    expect(toOperations(paths, "customers")).toEqual({
      create: true,
      search: true,
      read: true,
      delete: false,
    });
    expect(toOperations({ "/customers/{customerId}": { delete: {} } }, "customers").delete).toBe(true);
  });

  test("are not known where there are no docs", async () => {
    const client = await clientWith({
      "/hubs/finance/objects/items/docs": { paths: { "/items/{id}": { delete: {} } } },
    });
    expect(await client.operations("c1", "customers")).toBeNull();
    expect(await client.operations("c1", "items")).toMatchObject({ delete: true, create: false });
  });
});
