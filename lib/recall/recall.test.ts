import { expect, test } from "vitest";
import { layoutContentSchema } from "@/lib/api-contract/layouts";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { headerSet } from "./header-set";
import { driftWords, recallLayout, toLayout } from "./layout";
import { recall } from "./recall";

const field = (path: string, more: Partial<TargetField> = {}): TargetField => ({
  ...{ path, label: path, type: "string", required: null, readOnly: null },
  ...more,
});
const chosen = { kind: "chosen" } as const;
const mapping: Mapping = {
  entries: [
    { field: "code", source: { kind: "column", column: 0 }, reason: chosen },
    {
      field: "address",
      source: { kind: "columns", columns: [1, 2], separator: ", ", skipBlanks: true },
      reason: chosen,
    },
    { field: "country", source: { kind: "constant", value: "GB" }, reason: chosen },
  ],
  ignored: [3],
  mode: "upsert",
  key: "code",
};
const columns = ["Code", "Street", "Town", "Remarks"];
const fields = ["code", "address", "country"].map((path) => field(path));

test("the order, the case and the spaces of column names do not tell two sets apart, another name does", () => {
  expect(headerSet(["Town", " code ", "Street  name"])).toBe(headerSet(["Code", "street name", "TOWN"]));
  expect(headerSet(["Code", "Town"])).not.toBe(headerSet(["Code", "Towns"]));
  expect(headerSet(["a,b"])).not.toBe(headerSet(["a", "b"]));
});

test("columns in another order feed the same fields", () => {
  const {
    mapping: now,
    gone,
    missing,
  } = recall({ columns, mapping }, ["town", "remarks", "CODE", "Street"], fields);
  expect(now.entries.map(({ field, source }) => [field, source])).toEqual([
    ["address", { kind: "columns", columns: [3, 0], separator: ", ", skipBlanks: true }],
    ["code", { kind: "column", column: 2 }],
    ["country", { kind: "constant", value: "GB" }],
  ]);
  expect(now).toMatchObject({ mode: "upsert", key: "code", ignored: [1] });
  expect({ gone, missing }).toEqual({ gone: [], missing: [] });
});

test("a field that is gone or cannot be written is left out and named, and no record is matched by it", () => {
  const readOnly = [field("code", { readOnly: true }), field("country")];
  const { mapping: now, gone } = recall({ columns, mapping }, columns, readOnly);
  expect(gone).toEqual(["code", "address"]);
  expect(now).toEqual({ ignored: [3], entries: [expect.objectContaining({ field: "country" })] });
});

test("a column that is gone is named; what is joined is joined from the others", () => {
  const { mapping: now, missing } = recall({ columns, mapping }, ["Street"], fields);
  expect(missing).toEqual(["Code", "Town"]);
  expect(now.entries.map(({ field }) => field)).toEqual(["address", "country"]);
  expect(now.entries[0]?.source).toMatchObject({ columns: [0] });
});

test("a saved layout asks for what differs each time, and says how the fields have moved since", () => {
  const content = toLayout({
    ...{ mapping, columns, reading: {}, policy: "all_or_nothing", ask: ["country"] },
    fields: [field("code", { required: true }), field("address"), field("country")],
  });
  expect(layoutContentSchema.parse(JSON.parse(JSON.stringify(content)))).toEqual(content);
  const now = [
    field("code", { required: true }),
    field("country"),
    field("tax_code", { label: "Tax code", required: true }),
  ];
  const recalled = recallLayout(content, columns, now);
  expect(recalled.mapping.entries.map(({ field }) => field)).toEqual(["code"]);
  expect(recalled.ask).toEqual([{ path: "country", label: "country" }]);
  expect(driftWords(recalled)).toBe("new required field Tax code; address is gone");
  expect(driftWords(recallLayout(content, columns, fields))).toBeNull();
});
