import { expect, test } from "vitest";
import { readFieldName, readName } from "./read-name";

const readings = (name: string, keepsOwner = (_: string) => false) =>
  readName(name, keepsOwner).map(({ core, role }) => (role === null ? core : `${core} (${role})`));

test.each([
  ["Billing City", "city (main)"],
  ["Shipping Zip/Postal Code", "zippostalcode (shipping)"],
  ["POAddressLine1", "addressline1 (main)"],
  ["SACity", "city (shipping)"],
  ["Address 1: City", "city (main)"],
  ["Addr 2 - City", "city (other)"],
  ["Address 1 - Street", "address (main)"],
  ["E-mail 1 - Value", "email"],
  ["Default Address Company", "company (main)"],
  ["Person - Email - Work", "email (main)"],
  ["*InvoiceDate", "date (main)"],
  ["Customer VAT number", "vatnumber"],
  ["Kunden-Nr.", "kundennumber"],
  ["Kreditlimit (Debitor)", "kreditlimit"],
  ["A.B.N.", "abn"],
  ["Artikelgewicht", "gewicht"],
  ["Faxnr.", "faxnumber"],
])("%s can be read as %s", (name, reading) => {
  expect(readings(name)).toContain(reading);
});

test("the whole name is the first reading", () => {
  expect(readName("Billing City", () => false)[0]).toEqual({ core: "billingcity", role: null, distance: 0 });
});

test("a name is not read as the record's own when the record names a record of that kind", () => {
  expect(readings("Client number")).toContain("number");
  expect(readings("Client number", (word) => word === "client")).not.toContain("number");
});

test("the number of an article is not read as the record's own", () => {
  expect(readings("Artikelnummer")).toEqual(["artikelnumber"]);
});

test("the name of a person is not the name of the record", () => {
  expect(readings("Contact name")).not.toContain("name");
});

test("what says which one is read off fields, their owner is not", () => {
  expect(readFieldName("p_code").map(({ core, role }) => [core, role])).toContainEqual(["postcode", "main"]);
  expect(readFieldName("client_id").map(({ core }) => core)).toEqual(["clientid"]);
});

test("a name without letters or digits has no reading", () => {
  expect(readings(" – ")).toEqual([]);
});
