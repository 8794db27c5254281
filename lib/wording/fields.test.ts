import { describe, expect, it } from "vitest";
import { fieldName, fieldTakes } from "./fields";

describe("a field in words", () => {
  it.each([
    ["lines.line[*].unit_cost", "Line · Unit cost"],
    ["main_address.address_1", "Main address · Address 1"],
    ["contacts[*].first_name", "Contacts · First name"],
    ["C_EmailAddress", "C_EmailAddress"],
    ["email", "Email"],
    ["[*]", "[*]"],
  ])("the path %s reads %s", (path, words) => {
    expect(fieldName({ label: path, path })).toBe(words);
  });

  it("a label of its own is kept as it is", () => {
    expect(fieldName({ label: "E-mail address", path: "email" })).toBe("E-mail address");
  });

  it.each([
    [{ type: "string", maxLength: 60 }, "text, up to 60"],
    [{ type: "string" }, "text"],
    [{ type: "date", mask: "yyyy-MM-dd" }, "date, yyyy-MM-dd"],
    [{ type: "integer" }, "whole number"],
    [{ type: "string", allowedValues: [{ value: "a" }, { value: "b" }] }, "one of 2 values"],
    [{ type: "unknown" }, "type not known"],
  ] as const)("%j takes %s", (facts, words) => {
    expect(fieldTakes({ path: "x", label: "x", ...facts })).toBe(words);
  });
});
