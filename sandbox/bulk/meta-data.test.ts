import { expect, it } from "vitest";
import { items, openSandbox } from "../test-client";

const json = { format: "json" };

it.each([
  ["an array", (records: unknown[]) => JSON.stringify(records, null, 2)],
  ["one per line", (records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join("")],
])("JSON records, %s, are taken with their lists", async (_name, write) => {
  const { call, upload, ended } = await openSandbox();
  const client_id = items(await call("freshbooks", "/customers"))[0]?.client_id;
  const line = [
    { name: 'Paper, "A4" {[', unit_cost: 2 },
    { name: "Ink", unit_cost: "3.5" },
  ];
  const records = [
    { client_id, number: "J-1", lines: { line } },
    { client_id: 7, notes: "\\" },
  ];
  const id = await upload("freshbooks", "invoices", write(records), { metaData: json });
  expect(await ended("freshbooks", id)).toMatchObject({
    recordsCount: 2,
    recordsFailedCount: 1,
    fileFormat: "json",
  });
  const [stored] = items(await call("freshbooks", "/invoices?where=number='J-1'"));
  expect(stored).toMatchObject({
    lines: {
      line: [
        { name: 'Paper, "A4" {[', unit_cost: 2 },
        { name: "Ink", unit_cost: 3.5 },
      ],
    },
  });
  expect(items(await call("freshbooks", `/bulk/${id}/errors`))).toMatchObject([{ rowNum: 2 }]);
});

it.each(["", "[1]", '{"a":', "oops", '[{"a":1},]x'])(
  "a file that is no JSON ends ABORTED: %s",
  async (text) => {
    const { upload, ended } = await openSandbox();
    const id = await upload("freshbooks", "taxes", text, { metaData: json });
    expect(await ended("freshbooks", id)).toMatchObject({ status: "ABORTED", error: expect.any(String) });
  },
);

it("with more than one record per batch, one bad row fails its batch and no other", async () => {
  const { call, reasons, upload, ended, door } = await openSandbox();
  const csv = "reference,name\nB1,One\nB2,Two\nB3,\nB4,Four\nB5,Five\n";
  const id = await upload("sage200", "customers", csv, { metaData: { bulkUploadRecordSize: 2 } });
  expect(await ended("sage200", id)).toMatchObject({
    status: "COMPLETED",
    recordsCount: 5,
    recordsFailedCount: 2,
  });
  expect(items(await call("sage200", `/bulk/${id}/errors`))).toMatchObject([
    { rowNum: 3, status: "name: a value is required" },
    { rowNum: 4, status: "not stored: row 3 of the same batch was refused" },
  ]);
  expect(items(await call("sage200", "/customers?where=reference LIKE 'B_'"))).toHaveLength(3);
  // What was taken back is free again.
  expect(await reasons("sage200", "customers", "reference,name\nB4,Four\n")).toEqual({});
  await door("/control", { batchFailure: false });
  const alone = await upload("sage200", "customers", "reference,name\nB6,Six\nB7,\n", {
    metaData: { bulkUploadRecordSize: 2 },
  });
  expect(await ended("sage200", alone)).toMatchObject({ recordsFailedCount: 1 });
});

it.each(["identifierFieldName", "primaryKeyName"])(
  "an upsert by %s changes what is there and creates the rest",
  async (key) => {
    const { call, upload, ended } = await openSandbox();
    const before = items(await call("eloqua", "/contact"));
    const csv =
      "C_EmailAddress,C_Title\nJANE@example.com,Director\nnew@example.com,Clerk\nnew@example.com,Editor\n";
    const id = await upload("eloqua", "contact", csv, {
      metaData: { action: "upsert", [key]: "C_EmailAddress" },
    });
    expect(await ended("eloqua", id)).toMatchObject({ recordsCount: 3, recordsFailedCount: 0 });
    const after = items(await call("eloqua", "/contact"));
    expect(after).toHaveLength(before.length + 1);
    expect(after[0]).toMatchObject({ id: before[0]?.id, C_FirstName: "Jane", C_Title: "Director" });
    expect(after.at(-1)).toMatchObject({ C_Title: "Editor" });
  },
);

it("an update creates nothing", async () => {
  const { call, upload, ended } = await openSandbox();
  const before = items(await call("eloqua", "/contact"));
  const metaData = { action: "update", identifierFieldName: "C_EmailAddress" };
  const csv = "C_EmailAddress,C_Title\njane@example.com,Director\nnew@example.com,Clerk\n";
  expect(await ended("eloqua", await upload("eloqua", "contact", csv, { metaData }))).toMatchObject({
    recordsFailedCount: 1,
  });
  expect(items(await call("eloqua", "/contact"))).toHaveLength(before.length);
});

it("an upsert creates where the connector has none", async () => {
  const { call, upload, ended, door } = await openSandbox();
  await door("/control", { connection: "eloqua", upsert: false });
  const before = items(await call("eloqua", "/contact"));
  const metaData = { action: "upsert", identifierFieldName: "C_EmailAddress" };
  await ended(
    "eloqua",
    await upload("eloqua", "contact", "C_EmailAddress\njane@example.com\n", { metaData }),
  );
  expect(items(await call("eloqua", "/contact"))).toHaveLength(before.length + 1);
});
