import { expect, it } from "vitest";
import { items, openSandbox } from "../test-client";

it("lists the instances in the full form, with hub and token", async () => {
  const { call, described } = await openSandbox();
  const instances = items(await call(null, "/instances"));
  expect(instances.map(({ name }) => name)).toEqual(["FreshBooks Classic", "Sage 200", "Eloqua"]);
  expect(instances[0]).toMatchObject({
    id: 425904,
    createdDate: "2024-01-15T09:30:00Z",
    token: described.connections[0]?.token,
    element: {
      id: 172,
      key: "freshbooks",
      hub: "finance",
      bulkUploadEnabled: true,
      authentication: { type: "oauth1" },
    },
    elementId: 172,
    tags: ["sandbox", "finance"],
    valid: true,
    disabled: false,
    user: { emailAddress: "owner@example.com" },
  });
});

it("finds by tag and by name, and answers 404 when nothing matches", async () => {
  const { call } = await openSandbox();
  expect(items(await call(null, "/instances?tags[]=marketing")).map(({ name }) => name)).toEqual(["Eloqua"]);
  expect(items(await call(null, "/instances?searchText=SAGE")).map(({ name }) => name)).toEqual(["Sage 200"]);
  expect((await call(null, "/instances?tags[]=none")).status).toBe(404);
  expect((await call(null, "/instances?searchText=none")).status).toBe(404);
});

it("pages the list by token", async () => {
  const { call } = await openSandbox();
  const first = await call(null, "/instances?pageSize=2");
  expect(first.headers.get("elements-returned-count")).toBe("2");
  const token = first.headers.get("elements-next-page-token");
  const second = await call(null, `/instances?pageSize=2&nextPage=${token}`);
  expect(items(second)).toHaveLength(1);
  expect(second.headers.get("elements-next-page-token")).toBeNull();
});

it("tells the company of a connection and masks its secrets", async () => {
  const { call } = await openSandbox();
  const configuration = items(await call(null, "/instances/425911/configuration"));
  const values = Object.fromEntries(configuration.map(({ key, propertyValue }) => [key, propertyValue]));
  expect(values).toMatchObject({ "company.name": "Example Trading Ltd", "oauth.api.secret": "********" });
  expect((await call("sage200", "/instances/configuration")).body).toEqual(configuration);
  expect((await call(null, "/instances/425904/configuration")).body).toContainEqual(
    expect.objectContaining({ key: "site.address", propertyValue: "billing.example.com" }),
  );
  expect((await call(null, "/instances/1/configuration")).status).toBe(404);
  expect((await call(null, "/instances/425911")).body).toMatchObject({ name: "Sage 200" });
});

it("shows a disabled connection as such, refuses its records and still lists its objects", async () => {
  const { call, door } = await openSandbox();
  await door("/control", { connection: "sage200", disabled: true, valid: false });
  expect((await call(null, "/instances/425911")).body).toMatchObject({ disabled: true, valid: false });
  expect((await call("sage200", "/customers")).status).toBe(403);
  expect((await call("sage200", "/objects")).status).toBe(200);
  expect((await call("freshbooks", "/customers")).status).toBe(200);
});
