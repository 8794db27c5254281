import { expect, it } from "vitest";
import { items, numberAt, openSandbox } from "../test-client";

const post = (record: unknown) => ({ method: "POST", body: JSON.stringify(record) });

it("a record is created, answered in full, and read by its id", async () => {
  const { call } = await openSandbox();
  const created = await call(
    "freshbooks",
    "/hubs/finance/invoices",
    post({
      client_id: numberAt(items(await call("freshbooks", "/customers"))[0], "client_id"),
      lines: {
        line: [
          { name: "A", unit_cost: "1.5" },
          { name: "B", unit_cost: 2 },
        ],
      },
    }),
  );
  expect(created).toMatchObject({
    status: 200,
    body: {
      status: "draft",
      lines: {
        line: [
          { name: "A", unit_cost: 1.5 },
          { name: "B", unit_cost: 2 },
        ],
      },
    },
  });
  expect(created.headers.get("elements-element-instance-id")).toBe("425904");
  const id = Reflect.get(Object(created.body), "invoice_id");
  expect((await call("freshbooks", `/invoices/${id}`)).body).toEqual(created.body);
  expect((await call("freshbooks", "/invoices/1")).status).toBe(404);
});

it("an invoice of Sage 200 is answered with its number alone", async () => {
  const { call } = await openSandbox();
  const customer_id = numberAt(items(await call("sage200", "/customers"))[0], "id");
  const { body } = await call("sage200", "/invoices", post({ customer_id }));
  expect(body).toEqual({ urn: expect.any(Number) });
  const urn = Reflect.get(Object(body), "urn");
  expect(items(await call("sage200", `/invoices?where=urn=${urn}`))).toMatchObject([{ customer_id }]);
});

it("a record the vendor refuses is answered 400 with the vendor's own words", async () => {
  const { call } = await openSandbox();
  expect(await call("sage200", "/customers", post({ reference: "ALD004", name: "Acme" }))).toMatchObject({
    status: 400,
    body: {
      message: "Invalid request. reference: a customer with reference ALD004 already exists",
      providerMessage: expect.stringContaining("already exists"),
    },
  });
  expect((await call("sage200", "/customers", { method: "POST", body: "{" })).status).toBe(400);
  expect((await call("sage200", "/nothing", post({}))).status).toBe(404);
});

it("records are paged by token or by page, alone and with a search", async () => {
  const { call, upload, ended } = await openSandbox();
  const rows = Array.from(
    { length: 450 },
    (_, index) => `n${index},${index % 2 ? "O'Neill" : "Other"}\n`,
  ).join("");
  await ended("eloqua", await upload("eloqua", "list", `name,description\n${rows}`));
  const walk = async (path: string) => {
    const sizes: number[] = [];
    const names: unknown[] = [];
    let token: string | null = "";
    while (token !== null) {
      const answer = await call("eloqua", token === "" ? path : `${path}&nextPage=${token}`);
      sizes.push(items(answer).length);
      names.push(...items(answer).map(({ name }) => name));
      token = answer.headers.get("elements-next-page-token");
    }
    return { sizes, different: new Set(names).size };
  };
  expect(await walk("/list?x=1")).toEqual({ sizes: [200, 200, 51], different: 451 });
  const where = encodeURIComponent("description='O''Neill'");
  expect(await walk(`/list?pageSize=100&where=${where}`)).toEqual({ sizes: [100, 100, 25], different: 225 });
  const second = items(await call("eloqua", `/list?pageSize=10&page=2&where=${where}`));
  expect(second.map(({ name }) => name)).toEqual(
    [21, 23, 25, 27, 29, 31, 33, 35, 37, 39].map((n) => `n${n}`),
  );
});

it("numbers are compared as numbers, and a field that is not there matches only !=", async () => {
  const { call } = await openSandbox();
  const names = async (where: string) =>
    items(await call("sage200", `/customers?where=${encodeURIComponent(where)}`)).map(
      ({ reference }) => reference,
    );
  expect(await names("balance >= 251 AND balance<'400'")).toEqual(["HAR021", "KES002"]);
  expect(await names("main_address.city != 'London'")).toEqual([]);
  expect(await names("website='x'")).toEqual([]);
  expect(await names("website!='x' AND reference > 'M'")).toEqual(["MAR017"]);
});
