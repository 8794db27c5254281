import { expect, it } from "vitest";
import { items, numberAt, openSandbox } from "../test-client";

it("a FreshBooks customer needs both names and an e-mail address, which others may share", async () => {
  const { reasons } = await openSandbox();
  const csv = [
    "first_name,last_name,email,organization,contacts.contact[*].email",
    "Jane,Doe,jane@example.com,Acme,",
    "Jane,Doe,jane@example.com,Acme,second@example.com",
    "Jane,,jane@example.com,Acme,",
    ",,,Acme,",
  ].join("\n");
  expect(await reasons("freshbooks", "customers", csv)).toEqual({
    3: "last_name: a value is required",
    4: "first_name: a value is required; last_name: a value is required; email: a value is required",
  });
});

it("a password is taken and never shown", async () => {
  const { call, reasons } = await openSandbox();
  await reasons(
    "freshbooks",
    "customers",
    "first_name,last_name,email,password\nJane,Doe,j@example.com,secret\n",
  );
  const [created] = items(await call("freshbooks", "/customers?where=email='j@example.com'"));
  expect(created).toMatchObject({ first_name: "Jane", language: "en", currency_code: "USD" });
  expect(created).not.toHaveProperty("password");
});

it("an invoice names a client that exists, a known status and numbers in its lines", async () => {
  const { call, reasons } = await openSandbox();
  const client = numberAt(items(await call("freshbooks", "/customers"))[0], "client_id");
  const csv = [
    "client_id,status,date,lines.line[*].name,lines.line[*].unit_cost,lines.line[*].type",
    `${client},sent,2024-02-29,Paper,11.99,Item`,
    `${client},Sent,2024-02-29,Paper,11.99,Item`,
    "7,,2024-02-29,Paper,11.99,Item",
    `${client},,29/02/2024,Paper,£11.99,Hours`,
  ].join("\n");
  expect(await reasons("freshbooks", "invoices", csv)).toEqual({
    2: 'status: "Sent" is not one of draft, sent, viewed, paid, partial, disputed, pending, auto-paid, retry, failed, declined',
    3: "client_id: no customer with id 7 exists",
    4: 'date: "29/02/2024" is not a date of the form yyyy-MM-dd; lines.line[0].unit_cost: "£11.99" is not a number; lines.line[0].type: "Hours" is not one of Item, Time',
  });
  const [created] = items(await call("freshbooks", "/invoices?where=date='2024-02-29'"));
  expect(created).toMatchObject({ lines: { line: [{ name: "Paper", unit_cost: 11.99, type: "Item" }] } });
});

it("a payment names an invoice, a client or both", async () => {
  const { call, reasons } = await openSandbox();
  const client = numberAt(items(await call("freshbooks", "/customers"))[0], "client_id");
  const invoice = numberAt(items(await call("freshbooks", "/invoices"))[0], "invoice_id");
  const csv = [
    "client_id,invoice_id,amount,type",
    `${client},,15.0,Credit`,
    `,${invoice},15,Bank Transfer`,
    `${client},${invoice},15,`,
    ",,15,Check",
    `,${invoice},15,Cheque`,
  ].join("\n");
  const failed = await reasons("freshbooks", "payments", csv);
  expect(Object.keys(failed)).toEqual(["4", "5"]);
  expect(failed[4]).toBe("a payment names an invoice_id, a client_id or both");
  expect(failed[5]).toContain('type: "Cheque" is not one of Cash, Check,');
});

it("the payloads of the vendor's own tests are taken", async () => {
  const { call } = await openSandbox();
  const client_id = numberAt(items(await call("freshbooks", "/customers"))[0], "client_id");
  const task_id = numberAt(items(await call("freshbooks", "/tasks"))[0], "task_id");
  const payloads: Record<string, unknown> = {
    customers: { first_name: "Jane", last_name: "Doe", organization: "Acme", email: "jane@example.com" },
    items: { name: "Paper", description: "A4", unit_cost: "11.99", quantity: "1", inventory: "10" },
    taxes: { name: "VAT", rate: "3", number: "1222222", compound: 0 },
    payments: { type: "Credit", client_id, amount: 15.0, notes: "Thanks" },
    vendors: { email: "contractor@example.com", task_id },
  };
  for (const [object, payload] of Object.entries(payloads)) {
    const answer = await call("freshbooks", `/${object}`, { method: "POST", body: JSON.stringify(payload) });
    expect([object, answer.status]).toEqual([object, 200]);
  }
});

it("a hook can be read but not created", async () => {
  const { reasons } = await openSandbox();
  expect(await reasons("freshbooks", "hooks", "event,uri\ninvoice.create,https://example.com\n")).toEqual({
    1: "a hook can be read but not created",
  });
});
