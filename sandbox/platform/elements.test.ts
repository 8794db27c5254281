import { expect, it } from "vitest";
import { items, openSandbox } from "../test-client";

it("a connector's objects tell their keys, dates and bulk flags", async () => {
  const { call, door } = await openSandbox();
  expect(items(await call(null, "/elements")).map(({ key }) => key)).toEqual([
    "freshbooks",
    "sage200",
    "eloqua",
  ]);
  for (const element of ["sage200", "5281"]) {
    expect((await call(null, `/elements/${element}`)).body).toMatchObject({
      key: "sage200",
      bulkUploadEnabled: true,
      objects: expect.arrayContaining([
        {
          name: "customers",
          primaryKeyName: "id",
          createdDateName: "date_time_created",
          updatedDateName: "date_time_updated",
          bulkUploadEnabled: true,
          bulkDownloadEnabled: true,
          customFields: true,
        },
        expect.objectContaining({ name: "banks", bulkUploadEnabled: false }),
      ]),
    });
  }
  const plain = (await call(null, "/elements/sage200/metadata")).body;
  expect(JSON.stringify(plain)).not.toContain('native"');
  expect((await call(null, "/elements/sage200/metadata?expand=true")).body).toMatchObject({
    resources: expect.arrayContaining([
      expect.objectContaining({
        canonicalName: "customers",
        operations: expect.arrayContaining(["CREATE"]),
        bulk: { upload: { supported: true, native: false }, download: { supported: true, native: false } },
      }),
    ]),
  });
  await door("/control", { connection: "sage200", bulkUpload: false });
  expect((await call(null, "/elements/sage200/metadata")).body).toMatchObject({ bulk: { upload: false } });
  expect((await call(null, "/elements/none")).status).toBe(404);
});

it("documents are Swagger 2.0 with primary keys and the fields that a new record needs", async () => {
  const { call } = await openSandbox();
  const { body } = await call("freshbooks", "/hubs/finance/objects/invoices/docs?version=-1");
  expect(body).toMatchObject({
    swagger: "2.0",
    definitions: {
      invoices: {
        "x-primary-key": ["invoice_id"],
        properties: { invoice_id: { type: "integer", readOnly: true } },
      },
      invoicesPost: {
        required: ["client_id"],
        properties: {
          lines: {
            properties: { line: { type: "array", items: { properties: { unit_cost: { type: "number" } } } } },
          },
        },
      },
    },
  });
  expect((await call("freshbooks", "/objects/none/docs")).status).toBe(404);
  const whole = await call(null, "/elements/freshbooks/docs?version=-1");
  expect(whole.body).toMatchObject({
    definitions: { customersPost: { required: ["first_name", "last_name", "email"] } },
  });
  expect((await call(null, "/instances/425904/docs")).body).toEqual(whole.body);
  expect((await call("freshbooks", "/instances/docs")).body).toEqual(whole.body);
});

it("instances are listed by connector and by account", async () => {
  const { call } = await openSandbox();
  const all = await call(null, "/instances");
  expect((await call(null, "/accounts/instances")).body).toEqual(all.body);
  expect((await call(null, "/accounts/1/instances")).body).toEqual(all.body);
  expect(items(await call(null, "/elements/172/instances")).map(({ name }) => name)).toEqual([
    "FreshBooks Classic",
  ]);
});

it("an instance can be renamed, configured, disabled, enabled and deleted", async () => {
  const { call, door } = await openSandbox();
  const patch = (body: unknown) =>
    call(null, "/instances/425911", { method: "PATCH", body: JSON.stringify(body) });
  expect(
    await patch({
      name: "Renamed",
      tags: ["x"],
      configuration: { "event.notification.signature.key": "k", "company.name": "Other Ltd" },
    }),
  ).toMatchObject({
    status: 200,
    body: {
      name: "Renamed",
      tags: ["x"],
      configuration: { "event.notification.signature.key": "********", "company.name": "Other Ltd" },
    },
  });
  expect((await patch({ name: 7 })).status).toBe(400);
  expect((await call(null, "/instances/425911/enabled", { method: "DELETE" })).body).toMatchObject({
    disabled: true,
  });
  expect((await call("sage200", "/customers")).status).toBe(403);
  expect((await call("sage200", "/objects")).status).toBe(200);
  expect((await call(null, "/instances/425911/enabled", { method: "PUT" })).body).toMatchObject({
    disabled: false,
  });
  expect((await call("sage200", "/customers")).status).toBe(200);
  expect((await call(null, "/instances/425911", { method: "DELETE" })).status).toBe(200);
  expect((await call("sage200", "/objects")).status).toBe(401);
  expect((await call(null, "/instances/425911")).status).toBe(404);
  expect(items(await call(null, "/instances"))).toHaveLength(2);
  await door("/control", { reset: true });
  expect((await call(null, "/instances/425911")).body).toMatchObject({
    name: "Sage 200",
    tags: ["sandbox", "finance"],
  });
});

it("an answer carries the headers a browser may read, and a preflight is answered", async () => {
  const { call } = await openSandbox();
  const { headers } = await call("sage200", "/customers?pageSize=1");
  expect(headers.get("access-control-expose-headers")?.split(", ")).toEqual([
    ...["Elements-Returned-Count", "Elements-Total-Count", "Elements-Request-Id", "Elements-Next-Page-Token"],
    ...["Elements-Trace-Id", "Elements-Error", "Content-Disposition"],
  ]);
  expect(headers.get("elements-request-id")).toMatch(/^[0-9a-f]{24}$/);
  expect((await call("sage200", "/customers", { method: "OPTIONS" })).status).toBe(200);
});
