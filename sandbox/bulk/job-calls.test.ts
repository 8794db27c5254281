import { describe, expect, it } from "vitest";
import { items, openSandbox, patience } from "../test-client";

const contacts = (count: number) =>
  `C_EmailAddress\n${Array.from({ length: count }, (_, index) => `n${index}@example.com\n`).join("")}`;

describe("the errors of a job", () => {
  it("are one item per failed row, paged: of 37, 30 and a token, then 7 and none", async () => {
    const { call, upload, ended } = await openSandbox();
    const csv = `name,rate\n${"VAT,abc\n".repeat(37)}`;
    const id = await upload("freshbooks", "taxes", csv);
    expect(await ended("freshbooks", id)).toMatchObject({
      status: "COMPLETED",
      recordsCount: 37,
      recordsFailedCount: 37,
    });
    const first = await call("freshbooks", `/hubs/finance/bulk/${id}/errors?pageSize=30`);
    expect(items(first)).toHaveLength(30);
    expect(first.headers.get("elements-returned-count")).toBe("30");
    expect(items(first)[0]).toEqual({
      rowNum: 1,
      status: 'rate: "abc" is not a number',
      response: expect.stringContaining("fail"),
    });
    const token = first.headers.get("elements-next-page-token");
    const second = await call("freshbooks", `/bulk/${id}/errors?pageSize=30&nextPage=${token}`);
    expect(items(second).map(({ rowNum }) => rowNum)).toEqual([31, 32, 33, 34, 35, 36, 37]);
    expect(second.headers.get("elements-returned-count")).toBe("7");
    expect(second.headers.get("elements-next-page-token")).toBeNull();
    expect(items(await call("freshbooks", `/bulk/${id}/errors`))).toHaveLength(37);
  });

  it("cannot be paged with a wrong size or token", async () => {
    const { call, upload } = await openSandbox();
    const id = await upload("eloqua", "contact", contacts(1));
    for (const query of ["pageSize=0", "pageSize=x", "pageSize=1001", "nextPage=oops"]) {
      expect((await call("eloqua", `/bulk/${id}/errors?${query}`)).status).toBe(400);
    }
  });
});

describe("a job", () => {
  it("is unknown to other connections, and so is an id that was never given", async () => {
    const { call, upload } = await openSandbox();
    const id = await upload("eloqua", "contact", contacts(1));
    expect((await call("sage200", `/bulk/${id}/status`)).status).toBe(404);
    expect((await call("eloqua", "/bulk/1/status")).status).toBe(404);
    expect((await call("eloqua", "/bulk/1/errors")).status).toBe(404);
  });

  it("is cancelled where it stands: rows that are done stay done", async () => {
    const { call, upload, status, ended } = await openSandbox({ recordsPerSecond: 200 });
    const id = await upload("eloqua", "contact", contacts(100_000));
    await expect
      .poll(async () => Number((await status("eloqua", id)).recordsCount ?? 0), patience)
      .toBeGreaterThan(3);
    const answer = await call("eloqua", `/bulk/${id}/cancel`, { method: "PUT" });
    expect(answer).toMatchObject({ status: 200, body: { id, status: "CANCELLATION_PENDING" } });
    const { status: word, recordsCount } = await ended("eloqua", id);
    expect(word).toBe("CANCELLED");
    expect(recordsCount).toBeLessThan(100_000);
    const created = items(await call("eloqua", "/contact?pageSize=1000"));
    expect(created.filter(({ C_EmailAddress }) => /^n\d/.test(String(C_EmailAddress)))).toHaveLength(
      Number(recordsCount),
    );
  });

  it("that has ended is not changed by a cancel", async () => {
    const { call, upload, ended } = await openSandbox();
    const id = await upload("eloqua", "contact", contacts(2));
    const before = await ended("eloqua", id);
    expect((await call("eloqua", `/bulk/${id}/cancel`, { method: "PUT" })).body).toEqual(before);
  });

  it("is in the list with its markers, newest first, and found by the four fields", async () => {
    const { call, upload, ended } = await openSandbox();
    const metaData = { "callback-payload": { attempt: "a-1" } };
    const first = await upload("eloqua", "contact", contacts(2), {
      metaData,
      callbackUrl: "http://127.0.0.1:1/a",
    });
    const second = await upload("eloqua", "account", "M_CompanyName\nAcme\n");
    await ended("eloqua", first);
    await ended("eloqua", second);
    const all = items(await call("eloqua", "/bulk/jobs"));
    expect(all.map(({ id }) => id)).toEqual([Number(second), Number(first)]);
    expect(all[1]).toEqual({
      id: Number(first),
      instanceId: 425937,
      status: "COMPLETED",
      job_state: null,
      job_direction: "UPLOAD",
      object_name: "contact",
      record_count: 2,
      error_count: 0,
      fileFormat: "csv",
      createdDate: expect.any(Number),
      completion_time: expect.any(Number),
      job_query: null,
      job_reset_attempt: 0,
      notification_url: "http://127.0.0.1:1/a",
      metadata: metaData,
    });
    const found = async (where: string) =>
      items(await call("eloqua", `/bulk/jobs?where=${encodeURIComponent(where)}`)).map(({ id }) => id);
    expect(await found("object_name='contact' AND job_direction='UPLOAD'")).toEqual([Number(first)]);
    expect(await found("record_count > 1")).toEqual([Number(first)]);
    expect(await found("job_status='COMPLETED'")).toHaveLength(2);
    expect(await found("job_direction='DOWNLOAD'")).toEqual([]);
    const page = await call("eloqua", "/bulk/jobs?pageSize=1");
    expect(items(page)).toHaveLength(1);
    const token = page.headers.get("elements-next-page-token");
    expect(items(await call("eloqua", `/bulk/jobs?pageSize=1&nextPage=${token}`))[0]?.id).toBe(Number(first));
    expect(items(await call("sage200", "/bulk/jobs"))).toEqual([]);
  });

  it("is refused a search that cannot be read", async () => {
    const { call } = await openSandbox();
    for (const where of ["object_name", "object_name='a' OR", "='a'", "object_name 'a' 'b'", "a='b' AND"]) {
      const answer = await call("eloqua", `/bulk/jobs?where=${encodeURIComponent(where)}`);
      expect(answer).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining("Error parsing") },
      });
    }
  });
});

it("downloads are not enabled", async () => {
  const { call } = await openSandbox();
  expect((await call("eloqua", "/bulk/query?q=select", { method: "POST" })).status).toBe(400);
  expect((await call("eloqua", "/bulk/download", { method: "POST" })).status).toBe(400);
});
