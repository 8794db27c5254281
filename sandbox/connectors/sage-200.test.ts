import { expect, it } from "vitest";
import { items, numberAt, openSandbox } from "../test-client";

it("a Sage 200 customer needs a reference and a name, within their lengths and not there yet", async () => {
  const { reasons } = await openSandbox();
  const csv = [
    "reference,name,website,credit_limit,on_hold,account_opened,main_address.postcode",
    "NEW001,Acme,https://www.example.com,2500.50,false,2024-02-29T00:00:00Z,EC1A 1BB",
    "ald004,Acme again,,,,,",
    "NEW002,,,,,,",
    "   ,Acme,,,,,",
    `NEW000003,${"n".repeat(61)},,,,,`,
    'NEW004,Acme,,"2,500",yes,2023-02-29T00:00:00Z,',
    "NEW005,Acme,,1e3,1,2024-02-29,",
    "NEW006,Acme,,,0,2024-02-29T00:00:00,",
    "NEW001,Acme,,,,,",
  ].join("\n");
  expect(await reasons("sage200", "customers", csv)).toEqual({
    2: "reference: a customer with reference ald004 already exists",
    3: "name: a value is required",
    4: "reference: a value is required",
    5: "reference: 9 characters are too many, at most 8 are allowed; name: 61 characters are too many, at most 60 are allowed",
    6: 'credit_limit: "2,500" is not a number; on_hold: "yes" is neither true nor false; account_opened: "2023-02-29T00:00:00Z" is not a day of the calendar',
    7: "credit_limit: \"1e3\" is not a number; account_opened: \"2024-02-29\" is not a date of the form yyyy-MM-dd'T'HH:mm:ss'Z'",
    9: "reference: a customer with reference NEW001 already exists",
  });
});

it("a created customer is stored typed, nested and completed, and read-only values are the vendor's", async () => {
  const { call, reasons } = await openSandbox();
  const csv =
    "reference,name,credit_limit,on_hold,main_address.city,balance,id,contacts[*].first_name\nNEW001,Zoë,2500.50,1,Leeds,99,7,Jane\n";
  expect(await reasons("sage200", "customers", csv)).toEqual({});
  const [created] = items(await call("sage200", "/customers?where=reference='NEW001'"));
  expect(created).toEqual({
    id: expect.any(Number),
    reference: "NEW001",
    name: "Zoë",
    credit_limit: 2500.5,
    on_hold: true,
    main_address: { city: "Leeds" },
    contacts: [{ first_name: "Jane" }],
    account_status_type: "AccountStatusActive",
    exchange_rate_type: "ExchangeRateSingle",
    account_type: "TradingAccountTypeOpenItem",
    date_time_created: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    date_time_updated: expect.any(String),
  });
  expect(created?.id).not.toBe(7);
});

it("invoices, payments and products refer to records that exist in the same company", async () => {
  const { call, reasons } = await openSandbox();
  const customer = numberAt(items(await call("sage200", "/customers"))[0], "id");
  const bank = numberAt(items(await call("sage200", "/banks?where=code='1200'"))[0], "id");
  const group = numberAt(items(await call("sage200", "/productsGroups"))[0], "id");
  expect(
    await reasons("sage200", "invoices", `customer_id,reference\n${customer},A\n1,B\n,C\n${customer}.5,D\n`),
  ).toEqual({
    2: "customer_id: no customer with id 1 exists",
    3: "customer_id: a value is required",
    4: `customer_id: "${customer}.5" is not a whole number`,
  });
  const payments = `customer_id,bank_id,cheque_value\n${customer},${bank},200.00\n${customer},${customer},1\n2,${bank},1.005\n`;
  for (const object of ["payments", "paymentsReceipts"]) {
    expect(await reasons("sage200", object, payments)).toEqual({
      2: `bank_id: no bank with id ${customer} exists`,
      3: 'customer_id: no customer with id 2 exists; cheque_value: "1.005" has 3 decimal places, at most 2 are allowed',
    });
  }
  const products = `code,name,product_group_id\nNEW,New,${group}\nnew,Again,${group}\nOTHER,Other,5\nPAPER-A4,Paper,${group}\n`;
  expect(await reasons("sage200", "products", products)).toEqual({
    2: "code: a product with code new already exists",
    3: "product_group_id: no product group with id 5 exists",
    4: "code: a product with code PAPER-A4 already exists",
  });
});

it("a record can refer to one that an earlier upload created", async () => {
  const { call, reasons } = await openSandbox();
  await reasons("sage200", "customers", "reference,name\nNEW001,New\n");
  const created = numberAt(items(await call("sage200", "/customers?where=reference='NEW001'"))[0], "id");
  expect(await reasons("sage200", "invoices", `customer_id\n${created}\n${created + 1}\n`)).toEqual({
    2: `customer_id: no customer with id ${created + 1} exists`,
  });
});

it.each([
  ["banks", "code", "a bank can be read but not created"],
  ["transactions", "reference", "a transaction can be read but not created"],
  ["productsGroups", "code", "a product group can be read but not created"],
  ["productsPrices", "price", "a product price can be read but not created"],
])("%s cannot be created", async (object, field, reason) => {
  const { call, reasons } = await openSandbox();
  const before = items(await call("sage200", `/${object}`)).length;
  expect(before).toBeGreaterThan(0);
  expect(await reasons("sage200", object, `${field}\n1\n`)).toEqual({ 1: reason });
  expect(items(await call("sage200", `/${object}`))).toHaveLength(before);
});

it("an order's lines are complete or absent", async () => {
  const { call, reasons } = await openSandbox();
  const customer = numberAt(items(await call("sage200", "/customers"))[0], "id");
  const header = "customer_id,document_no,lines[*].line_type,lines[*].product_id,lines[*].line_quantity";
  expect(
    await reasons("sage200", "salesOrders", `${header}\n${customer},SO1,,,\n${customer},SO2,Standard,4,2\n`),
  ).toEqual({
    2: [
      "lines[0].warehouse_id: a value is required",
      "lines[0].code: a value is required",
      "lines[0].description: a value is required",
      "lines[0].product_id: no product with id 4 exists",
    ].join("; "),
  });
});
