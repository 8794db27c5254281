import { expect, it } from "vitest";
import { items, openSandbox } from "../test-client";

const send = (method: string, record: unknown) => ({
  method,
  body: JSON.stringify(record),
  headers: { "Content-Type": "application/json" },
});

it("a change leaves what it does not name, takes away what it sets to null, and is held against the rules", async () => {
  const { call } = await openSandbox();
  const [first] = items(await call("sage200", "/customers"));
  const path = `/customers/${first?.id}`;
  const changed = await call(
    "sage200",
    path,
    send("PATCH", { website: "https://example.com", on_hold: "1" }),
  );
  expect(changed).toMatchObject({
    status: 200,
    body: { ...first, website: "https://example.com", on_hold: true, date_time_updated: expect.any(String) },
  });
  expect(changed.headers.get("elements-element-instance-id")).toBe("425911");
  const cleared = await call("sage200", path, send("PATCH", { website: null }));
  expect(cleared.body).not.toHaveProperty("website");
  expect((await call("sage200", path, send("PATCH", { name: null }))).status).toBe(400);
  expect((await call("sage200", path, send("PATCH", { reference: first?.reference }))).status).toBe(200);
  const second = items(await call("sage200", "/customers"))[1];
  expect((await call("sage200", path, send("PATCH", { reference: second?.reference }))).body).toMatchObject({
    message: expect.stringContaining("already exists"),
  });
});

it("a replacement keeps only what the vendor itself sets", async () => {
  const { call } = await openSandbox();
  const [first] = items(await call("sage200", "/customers"));
  const { body } = await call(
    "sage200",
    `/customers/${first?.id}`,
    send("PUT", { reference: "NEW1", name: "New" }),
  );
  expect(body).toMatchObject({ id: first?.id, reference: "NEW1", name: "New", balance: first?.balance });
  expect(body).not.toHaveProperty("main_address");
  expect((await call("sage200", "/customers?where=reference='NEW1'")).body).toEqual([body]);
});

it("a deleted record is gone from lists and references, its number is not given again, its reference is free", async () => {
  const { call } = await openSandbox();
  const before = items(await call("sage200", "/customers"));
  const [first] = before;
  expect(await call("sage200", `/customers/${first?.id}`, { method: "DELETE" })).toMatchObject({
    status: 200,
  });
  expect((await call("sage200", `/customers/${first?.id}`)).status).toBe(404);
  expect((await call("sage200", `/customers/${first?.id}`, { method: "DELETE" })).status).toBe(404);
  expect(items(await call("sage200", "/customers")).map(({ id }) => id)).toEqual(
    before.slice(1).map(({ id }) => id),
  );
  const page = await call("sage200", "/customers?pageSize=2&page=2");
  expect(items(page).map(({ id }) => id)).toEqual(before.slice(3, 5).map(({ id }) => id));
  expect((await call("sage200", "/invoices", send("POST", { customer_id: first?.id }))).status).toBe(400);
  const again = await call(
    "sage200",
    "/customers",
    send("POST", { reference: first?.reference, name: "Again" }),
  );
  expect(again.status).toBe(200);
  expect(before.map(({ id }) => id)).not.toContain(Reflect.get(Object(again.body), "id"));
});

it("what can only be read is neither changed nor deleted", async () => {
  const { call } = await openSandbox();
  const [bank] = items(await call("sage200", "/banks"));
  expect((await call("sage200", `/banks/${bank?.id}`, send("PATCH", { code: "1" }))).status).toBe(400);
  expect((await call("sage200", `/banks/${bank?.id}`, { method: "DELETE" })).status).toBe(400);
});

it("records are narrowed to the fields asked for, and ordered by one of them", async () => {
  const { call } = await openSandbox();
  const fields = await call(
    "sage200",
    "/customers?fields=reference,main_address&orderBy=reference%20desc&pageSize=2",
  );
  const references = items(await call("sage200", "/customers"))
    .map(({ reference }) => String(reference))
    .sort()
    .reverse();
  expect(items(fields).map(({ reference }) => reference)).toEqual(references.slice(0, 2));
  expect(new Set(Object.keys(items(fields)[0] ?? {}))).toEqual(new Set(["main_address", "reference"]));
  const token = fields.headers.get("elements-next-page-token");
  const next = await call("sage200", `/customers?orderBy=reference%20desc&pageSize=2&nextPage=${token}`);
  expect(items(next).map(({ reference }) => reference)).toEqual(references.slice(2, 4));
  expect((await call("sage200", "/customers?orderBy=a%20b%20c")).status).toBe(400);
});

it("a list tells its total where the connector does", async () => {
  const { call } = await openSandbox();
  expect((await call("freshbooks", "/customers?pageSize=2")).headers.get("elements-total-count")).toBe("5");
  expect((await call("sage200", "/customers?pageSize=2")).headers.get("elements-total-count")).toBeNull();
});

it("nulls are stripped unless the instance says otherwise", async () => {
  const { call } = await openSandbox();
  const { body } = await call("freshbooks", "/taxes");
  expect(JSON.stringify(body)).not.toContain("null");
  await call(null, "/instances/425904", send("PATCH", { configuration: { "filter.response.nulls": false } }));
  const path = `/customers/${items(await call("freshbooks", "/customers"))[0]?.client_id}`;
  expect((await call("freshbooks", path)).body).toMatchObject({ fax: null, first_name: "Norm" });
});

it("a body of another kind is answered 415, an answer of another kind 406, another verb 405", async () => {
  const { call } = await openSandbox();
  const headers = { "Content-Type": "application/xml" };
  expect((await call("sage200", "/customers", { method: "POST", body: "<a/>", headers })).status).toBe(415);
  for (const path of ["/customers", "/objects", "/bulk/jobs"]) {
    expect((await call("sage200", path, { headers: { Accept: "application/xml" } })).status).toBe(406);
  }
  expect((await call("sage200", "/bulk/1", { method: "DELETE" })).status).toBe(405);
  expect((await call("sage200", "/bulk/jobs", { method: "PUT" })).status).toBe(405);
  expect((await call("sage200", "/customers", { method: "PUT" })).status).toBe(405);
  expect((await call(null, "/elements", { method: "PATCH" })).status).toBe(405);
});
