import { expect, it } from "vitest";
import { items, type OpenSandbox, openSandbox } from "../test-client";

const idOf = (body: unknown) => String(Reflect.get(Object(body), "id"));

async function download({ call, ended }: OpenSandbox, path: string, body?: unknown) {
  const json = { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  const answer = await call("sage200", path, { method: "POST", ...(body ? json : {}) });
  expect(answer).toMatchObject({ status: 200, body: { status: "CREATED", instanceId: 425911 } });
  const id = idOf(answer.body);
  return { id, end: await ended("sage200", id) };
}

const select = (text: string) => `/hubs/finance/bulk/query?q=${encodeURIComponent(text)}`;

it("a query ends in a file that comes as CSV, JSON or lines", async () => {
  const sandbox = await openSandbox();
  const { id, end } = await download(
    sandbox,
    select("select reference, name from customers where balance > 0 limit 2"),
  );
  expect(end).toMatchObject({
    status: "COMPLETED",
    job_direction: "DOWNLOAD",
    recordsCount: 2,
    recordsFailedCount: 0,
  });
  const file = (accept: string) =>
    sandbox.call("sage200", `/bulk/${id}/customers`, { headers: { Accept: accept } });
  const csv = await file("text/csv");
  expect(csv.headers.get("content-type")).toBe("text/csv");
  expect(csv.headers.get("content-disposition")).toContain("customers.csv");
  expect(String(csv.body).split("\n")).toHaveLength(4);
  expect(csv.body).toMatch(/^reference,name\n/);
  const array = items(await file("application/json"));
  expect(array.map((record) => Object.keys(record))).toEqual([
    ["reference", "name"],
    ["reference", "name"],
  ]);
  const lines = String((await fetchText(sandbox, id)).trim()).split("\n");
  expect(lines.map((line): unknown => JSON.parse(line))).toEqual(array);
  const data = await sandbox.call("sage200", `/bulk/${id}/customers/data?pageSize=1`);
  expect(data.body).toEqual(array.slice(0, 1));
  expect(data.headers.get("elements-next-page-token")).not.toBeNull();
});

async function fetchText({ url, elementHeader }: OpenSandbox, id: string): Promise<string> {
  const headers = { Authorization: elementHeader("sage200"), Accept: "application/jsonl" };
  return (await fetch(`${url}/bulk/${id}/customers`, { headers })).text();
}

it("a download of criteria has one format, and another is answered 400", async () => {
  const sandbox = await openSandbox();
  const criteria = {
    objectName: "customers",
    format: "txt/csv",
    selectFields: ["reference"],
    where: "balance > 0",
  };
  const { id, end } = await download(sandbox, "/bulk/download", criteria);
  expect(end).toMatchObject({ fileFormat: "csv" });
  const ask = (accept: string) =>
    sandbox.call("sage200", `/bulk/${id}/customers`, { headers: { Accept: accept } });
  expect((await ask("text/csv")).body).toMatch(/^reference\n/);
  expect((await ask("application/json")).status).toBe(400);
  expect((await ask("application/jsonl")).status).toBe(400);
  expect((await sandbox.call("sage200", `/bulk/${id}/invoices`)).status).toBe(404);
  expect(items(await sandbox.call("sage200", "/bulk/jobs?where=job_direction='DOWNLOAD'"))).toHaveLength(1);
});

it("records can be asked for by the time of their last change", async () => {
  const sandbox = await openSandbox();
  const all = { objectName: "customers", format: "application/json" };
  expect(
    (await download(sandbox, "/bulk/download", { ...all, from: "2000-01-01" })).end.recordsCount,
  ).toBeGreaterThan(3);
  expect((await download(sandbox, "/bulk/download", { ...all, to: "2000-01-01" })).end.recordsCount).toBe(0);
});

it("what cannot be asked is answered 400", async () => {
  const { call, door, upload, ended } = await openSandbox();
  const post = (path: string, body?: string) =>
    call("sage200", path, {
      method: "POST",
      ...(body ? { body, headers: { "Content-Type": "application/json" } } : {}),
    });
  for (const text of [
    "select",
    "selec * from customers",
    "select * from customers where",
    "select * from customers where a",
  ]) {
    expect(await post(select(text))).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining("Error parsing query") },
    });
  }
  expect((await post("/bulk/query")).status).toBe(400);
  expect((await post(select("select * from nothing"))).status).toBe(400);
  expect((await post("/bulk/download", "{}")).status).toBe(400);
  expect((await post("/bulk/download", '{"objectName":"customers","format":"text/xml"}')).status).toBe(400);
  const id = await upload("sage200", "customers", "reference,name\nN1,New\n");
  await ended("sage200", id);
  expect((await call("sage200", `/bulk/${id}/customers`)).status).toBe(400);
  await door("/control", { bulkDownload: false });
  expect((await post(select("select * from customers"))).status).toBe(400);
});
