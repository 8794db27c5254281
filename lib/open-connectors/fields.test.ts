import { describe, expect, test } from "vitest";
import type { Field } from "@/lib/api-contract/connections";
import { toLabel } from "./field-label";
import { toFields } from "./fields";

const one = (item: Record<string, unknown>): Field | undefined =>
  toFields([{ vendorPath: "f", type: "string", ...item }])[0];

describe("type and mask", () => {
  test.each<[Record<string, unknown>, Field["type"], string?]>([
    [{ type: "string" }, "string"],
    [{ type: "number" }, "number"],
    [{ type: "integer" }, "integer"],
    [{ type: "boolean" }, "boolean"],
    [{ type: "Boolean" }, "boolean"],
    [{ type: "object" }, "object"],
    [{ type: "unknown" }, "unknown"],
    [{ type: "UNKNOWN" }, "unknown"],
    [{ type: "Address" }, "unknown"],
    [{ type: "days" }, "unknown"],
    [{ type: "constructor" }, "unknown"],
    [{ type: null }, "unknown"],
    [{ type: 7 }, "unknown"],
    [{ type: "array[string]" }, "array"],
    [{ type: "array[number]" }, "array"],
    [{ type: "array" }, "array"],
    [{ type: "number", format: "double" }, "number"],
    [{ type: "number", format: "int64" }, "number"],
    [{ type: "date" }, "date"],
    [{ type: "date", mask: "yyyy-MM-dd" }, "date", "yyyy-MM-dd"],
    [{ type: "date", mask: "" }, "date"],
    [{ type: "yyyy-MM-dd" }, "date", "yyyy-MM-dd"],
    [{ type: "yyyy-MM-dd'T'HH:mm:ssXXX" }, "date", "yyyy-MM-dd'T'HH:mm:ssXXX"],
    [{ type: "MM/dd/yyyy" }, "date", "MM/dd/yyyy"],
    [{ type: "dd/MM/yyyy" }, "date", "dd/MM/yyyy"],
    [{ type: "milliseconds" }, "date", "milliseconds"],
    [{ type: "string", format: "date-time" }, "date"],
    [{ type: "string", mask: "yyyy-MM-dd HH:mm:ss" }, "date", "yyyy-MM-dd HH:mm:ss"],
    [{ type: undefined, vendorNativeType: "string" }, "string"],
    [{ type: undefined, vendorNativeType: "Edm.String - StatusCollection" }, "unknown"],
  ])("%j is %s", (item, type, mask) => {
    expect(one(item)).toMatchObject({ type });
    expect(one(item)?.mask).toBe(mask);
  });
});

describe("flags", () => {
  test.each<[Record<string, unknown>, Field["required"], Field["readOnly"]]>([
    [{}, null, null],
    [{ vendorRequired: true, vendorReadOnly: false }, true, false],
    [{ vendorRequired: "true", vendorReadOnly: "false" }, true, false],
    [{ vendorRequired: "FALSE", vendorReadOnly: "TRUE" }, false, true],
    [{ vendorRequired: null, vendorReadOnly: "" }, null, null],
    [{ vendorRequired: "maybe" }, null, null],
    [{ vendorReadOnly: true, createable: "true" }, null, true],
    [{ vendorReadOnly: false, createable: "false" }, null, true],
    [{ createable: "false" }, null, true],
    [{ createable: true }, null, false],
    [{ createable: "true", updateable: "false" }, null, false],
  ])("%j: required %s, read-only %s; a missing flag is unknown, not false", (item, required, readOnly) => {
    expect(one(item)).toMatchObject({ required, readOnly });
  });
});

describe("allowed values", () => {
  const values = (item: Record<string, unknown>) => one(item)?.allowedValues;

  test.each<[unknown, unknown]>([
    [
      ["draft", "sent"],
      [{ value: "draft" }, { value: "sent" }],
    ],
    [
      [1, 2],
      [{ value: "1" }, { value: "2" }],
    ],
    [
      [true, false],
      [{ value: "true" }, { value: "false" }],
    ],
    [
      [
        { value: "a", label: "A!", active: true },
        { value: "b", label: "b", active: false },
      ],
      [{ value: "a", label: "A!" }],
    ],
    [[{ id: 3, name: "Three" }], [{ value: "3", label: "Three" }]],
    [[{ name: "only" }], [{ value: "only" }]],
    [[{ value: "", label: "None" }, { value: "x" }], [{ value: "x" }]],
    [["", "x", "x"], [{ value: "x" }]],
    [
      { de: "Germany", at: "Austria" },
      [
        { value: "de", label: "Germany" },
        { value: "at", label: "Austria" },
      ],
    ],
    [{ de: { label: "Germany" } }, [{ value: "de", label: "Germany" }]],
    ['["a","b"]', [{ value: "a" }, { value: "b" }]],
    ["a,b", undefined],
    [[], undefined],
    [[{ colour: "red" }], undefined],
    [["a", ["b"]], undefined],
    [null, undefined],
  ])("%j", (choices, expected) => {
    expect(values({ picklistValues: choices })).toEqual(expected);
    expect(values({ choices })).toEqual(expected);
  });

  test("that are only suggestions are no rule", () => {
    expect(values({ picklistValues: ["a"], restrictedPicklist: false })).toBeUndefined();
    expect(values({ picklistValues: ["a"], restrictedPicklist: "true" })).toEqual([{ value: "a" }]);
  });
});

describe("fields", () => {
  test("carry what the reference's samples say", () => {
    expect(
      toFields([
        {
          vendorReadOnly: true,
          updateable: "false",
          filterable: "true",
          createable: "false",
          vendorNativeType: "Edm.String - LeanLeadConsistencyStatusCodeCollection",
          type: "string",
          vendorPath: "ConsistencyStatusCode",
        },
        {
          type: "string",
          path: "custom_email",
          vendorPath: "custom_email",
          custom: true,
          displayName: "Email",
          vendorDisplayName: "E-mail",
          vendorRequired: false,
          vendorReadOnly: false,
          length: "60",
          description: "Where to write to",
          somethingNew: { a: 1 },
        },
      ]),
    ).toEqual([
      {
        path: "ConsistencyStatusCode",
        label: "Consistency status code",
        type: "string",
        required: null,
        readOnly: true,
      },
      {
        path: "custom_email",
        label: "Email",
        type: "string",
        required: false,
        readOnly: false,
        maxLength: 60,
        description: "Where to write to",
      },
    ]);
  });

  test("with one path are one field: what the first leaves open comes from the second", () => {
    expect(
      toFields([
        { vendorPath: "email", type: "unknown", vendorRequired: true },
        { vendorPath: "email", type: "string", vendorRequired: false, length: 80 },
      ]),
    ).toEqual([
      { path: "email", label: "Email", type: "string", required: true, readOnly: null, maxLength: 80 },
    ]);
  });

  test("go by the common path where the vendor's is missing, and are left out without any", () => {
    const items = [{ path: "name", type: "string" }, { type: "string" }, { vendorPath: "" }, null, "x", 7];
    expect(toFields(items).map(({ path }) => path)).toEqual(["name"]);
  });

  test("may have any name", () => {
    const names = ["__proto__", "constructor", "<script>alert(1)</script>", "a[*].b"];
    expect(toFields(names.map((vendorPath) => ({ vendorPath }))).map(({ path }) => path)).toEqual(names);
  });

  test("never lose their label to characters that do not show", () => {
    expect(one({ displayName: "\u202e\u0007" })?.label).toBe("f");
    expect(one({ displayName: "E-mail\r\naddress" })?.label).toBe("E-mail address");
  });
});

test.each([
  ["email", "Email"],
  ["first_name", "First name"],
  ["main_address.address_1", "Main address address 1"],
  ["lines.line[*].unit_cost", "Lines line unit cost"],
  ["C_EmailAddress", "C email address"],
  ["vatNumber", "Vat number"],
  ["VATNumber", "VAT number"],
  ["p_street1", "P street 1"],
  ["__proto__", "Proto"],
])("the path %s reads “%s”", (path, label) => {
  expect(toLabel(path)).toBe(label);
});
