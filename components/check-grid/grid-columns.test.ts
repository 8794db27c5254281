import { expect, it } from "vitest";
import type { Field } from "@/lib/api-contract/connections";
import type { Column } from "@/lib/csv/file-facts";
import type { Mapping } from "@/lib/mapping/mapping";
import { gridColumns, roomFor } from "./grid-columns";

const column = (index: number, label: string): Column => ({
  ...{ index, header: label, label, samples: [], filled: 1, maxLength: 5 },
});
const reason = { kind: "chosen" } as const;
const mapping: Mapping = {
  entries: [
    { field: "reference", source: { kind: "column", column: 2 }, reason },
    { field: "id", source: { kind: "column", column: 2 }, reason },
    { field: "name", source: { kind: "columns", columns: [0, 1], separator: " ", skipBlanks: true }, reason },
    { field: "country", source: { kind: "constant", value: "GB" }, reason },
  ],
};

it("shows the file's columns in their order, those that are not sent among them, then what is made", () => {
  const columns = gridColumns(
    mapping,
    [],
    ["First", "Last", "Ref", "Note"].map((label, at) => column(at, label)),
  );
  expect(columns.map(({ field, column, from }) => [field, column, from])).toEqual([
    [null, 0, "not sent"],
    [null, 1, "not sent"],
    ["reference", 2, "Ref"],
    ["id", 2, "Ref"],
    [null, 3, "not sent"],
    ["name", null, "First + Last"],
    ["country", null, "the same in every row"],
  ]);
});

it("says why a column takes no values", () => {
  const closed = gridColumns(mapping, [], []).map((one) => one.closed);
  expect(closed).toEqual([
    "put together from other columns, which can be edited",
    "the same in every row, as chosen at Map",
  ]);
});

it("leaves room for a day beside the one that stood in the file, and for a postcode", () => {
  const field = (path: string, more: Partial<Field>): Field => ({
    ...{ path, label: path, type: "string", required: null, readOnly: null },
    ...more,
  });
  const fields = [
    field("opened", { type: "date", mask: "yyyy-MM-dd'T'HH:mm:ss'Z'" }),
    field("postcode", {}),
    field("name", {}),
  ];
  const entries = fields.map(({ path }, at) => ({
    ...{ field: path, source: { kind: "column" as const, column: at }, reason },
  }));
  const widths = [10, 5, 20].map((maxLength, at) => ({ ...column(at, "x"), maxLength }));
  const rooms = gridColumns({ entries }, fields, widths).map(roomFor);
  expect(rooms[0]).toBeGreaterThanOrEqual("31.12.2025 2025-12-31T00:00:00Z".length);
  expect(rooms[1]).toBeGreaterThanOrEqual("1067 01067".length);
  expect(rooms[2]).toBeLessThan(25);
});
