import { describe, expect, test } from "vitest";
import { rowIdentity } from "./row-identity";

describe("how rows are told again", () => {
  test.each([
    [["name", "reference", "email"], "reference"],
    [["email", "last_name"], "email"],
    [["C_FirstName", "C_EmailAddress"], "C_EmailAddress"],
    [["main_address.postcode", "code"], "code"],
    [["lines[*].code", "date"], null],
  ])("%j by %s", (header, key) => expect(rowIdentity(undefined, header).keyField).toBe(key));

  test("the key somebody chose goes before any name, when it is sent", () => {
    expect(rowIdentity({ key: "name" }, ["name", "reference"]).keyField).toBe("name");
    expect(rowIdentity({ key: "gone" }, ["name", "reference"]).keyField).toBe("reference");
  });

  test("constants with a placeholder are left out, plain ones are not; a mapping of another form says nothing", () => {
    const entry = (field: string, value: string) => ({ field, source: { kind: "constant", value } });
    const mapping = { entries: [entry("note", "import {import}"), entry("country", "GB"), { odd: true }] };
    expect([...rowIdentity(mapping, ["note", "country"]).without]).toEqual(["note"]);
    expect([...rowIdentity("text", ["note"]).without]).toEqual([]);
  });
});
