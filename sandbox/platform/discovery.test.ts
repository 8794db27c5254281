import { expect, it } from "vitest";
import { z } from "zod";
import { items, openSandbox } from "../test-client";

it("lists the seed documents' objects in their order", async () => {
  const { call } = await openSandbox();
  expect((await call("eloqua", "/hubs/marketing/objects")).body).toEqual([
    "activities",
    "contact",
    "campaign",
    "list",
    "account",
  ]);
});

it("lists every object of FreshBooks Classic and of Sage 200", async () => {
  const { call } = await openSandbox();
  expect((await call("freshbooks", "/objects")).body).toEqual(
    "customers invoices items payments taxes vendors hooks expenses estimates projects tasks".split(" "),
  );
  expect((await call("sage200", "/objects")).body).toEqual(
    (
      "customers invoices payments paymentsReceipts products productsGroups productsPrices transactions banks " +
      "suppliers salesOrders warehouses"
    ).split(" "),
  );
});

it("answers objects instead of names when asked for the Helium version", async () => {
  const { call } = await openSandbox();
  const answer = await call("sage200", "/objects", { headers: { "Elements-Version": "Helium" } });
  expect(items(answer)[1]).toEqual({ name: "invoices", vendorName: "sales_invoices", type: "ceCanonical" });
});

it("tells lengths, masks, allowed values, required and read-only fields", async () => {
  const { call } = await openSandbox();
  const fieldsOf = async (key: string, object: string) => {
    const { body } = await call(key, `/objects/${object}/metadata`);
    const { fields } = z.object({ fields: z.array(z.record(z.string(), z.unknown())) }).parse(body);
    return new Map(fields.map((field) => [field.vendorPath, field]));
  };
  const sage = await fieldsOf("sage200", "customers");
  expect(sage.get("reference")).toMatchObject({
    type: "string",
    length: 8,
    vendorRequired: true,
    vendorReadOnly: false,
  });
  expect(sage.get("balance")).toMatchObject({ type: "number", vendorReadOnly: true, createable: false });
  expect(sage.get("account_opened")).toMatchObject({ type: "date", mask: "yyyy-MM-dd'T'HH:mm:ss'Z'" });
  expect(sage.get("main_address.postcode")).toMatchObject({ type: "string" });
  const payment = await fieldsOf("freshbooks", "payments");
  expect(payment.get("type")).toMatchObject({ vendorNativeType: "picklist", restrictedPicklist: true });
  expect(payment.get("type")?.picklistValues).toContainEqual({ value: "ACH", label: "ACH", active: true });
  const invoice = await fieldsOf("freshbooks", "invoices");
  expect(invoice.get("lines.line[*].unit_cost")).toMatchObject({ type: "number" });
  const contact = await fieldsOf("eloqua", "contact");
  const required = [...contact.values()].filter(({ vendorRequired }) => vendorRequired);
  expect(required.map(({ vendorPath }) => vendorPath)).toEqual(["C_EmailAddress"]);
});

it("lists only custom fields when asked, and answers 404 for an unknown object", async () => {
  const { call } = await openSandbox();
  const { body } = await call("sage200", "/objects/customers/metadata?customFieldsOnly=true");
  const { fields } = z.object({ fields: z.array(z.object({ vendorPath: z.string() })) }).parse(body);
  expect(fields).toHaveLength(20);
  expect(fields[0]?.vendorPath).toBe("analysis_code_1");
  expect((await call("freshbooks", "/objects/taxes/metadata?customFieldsOnly=true")).body).toEqual({
    fields: [],
  });
  expect((await call("sage200", "/objects/contacts/metadata")).status).toBe(404);
});

it("answers a ping, and tells what a connector can do", async () => {
  const { call } = await openSandbox();
  expect((await call("sage200", "/ping")).body).toMatchObject({ endpoint: "sage200" });
  expect((await call(null, "/elements/freshbooks/metadata")).body).toMatchObject({
    hub: "finance",
    bulk: { upload: true, download: true },
  });
  expect((await call(null, "/elements/none/metadata")).status).toBe(404);
});
