import { expect, it } from "vitest";
import type { Column } from "@/lib/csv/file-facts";
import type { Mapping } from "@/lib/mapping/mapping";
import { gridColumns } from "./grid-columns";

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
