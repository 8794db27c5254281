import { expect, test } from "vitest";
import { jsonOf, type SubmittedRows } from "./submission";

const body = { connectionId: "c1", objectName: "customers", uploadId: "u1", fileName: 'a "b".csv' };
const read = async (rows: SubmittedRows, source?: { rows: number }) =>
  JSON.parse(await jsonOf(source === undefined ? body : { ...body, source }, rows).text());

test("what is said of rows stands in the body as if it had been written with it", async () => {
  const rows = {
    fileRows: new Blob(["[[2,9]]"]),
    keptBack: new Blob(['[{"fileRow":4}', ',{"fileRow":5}]']),
    excluded: new Blob(["[]"]),
  };
  const said = { keptBack: [{ fileRow: 4 }, { fileRow: 5 }], excluded: [] };
  expect(await read(rows, { rows: 9 })).toEqual({
    ...body,
    ...said,
    source: { rows: 9, fileRows: [[2, 9]] },
  });
  expect(await read(rows)).toEqual({ ...body, ...said, source: { fileRows: [[2, 9]] } });
});

test("rows of which nothing is said are left out", async () => {
  expect(await read({}, { rows: 9 })).toEqual({ ...body, source: { rows: 9 } });
  expect(await read({})).toEqual({ ...body, source: {} });
});
