import { afterEach, describe, expect, test } from "vitest";
import { toBulkState } from "./bulk-jobs";
import type { OpenConnectorsOptions } from "./open-connectors";
import { answerJson, clientOf, instanceItem, type Script, startUpstream } from "./scripted-upstream";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function clientBy(script: Script, options: Partial<OpenConnectorsOptions> = {}) {
  const upstream = await startUpstream((request, response) =>
    request.url.endsWith("/instances")
      ? answerJson(response, [instanceItem({ id: 1 })])
      : script(request, response),
  );
  const client = clientOf(upstream.url, options);
  cleanUps.push(upstream.close, client.close);
  const calls = () =>
    upstream.requests
      .slice(1)
      .map(
        ({ method, url }) =>
          `${method} ${decodeURIComponent(url.replace("/elements/api-v2/hubs/finance", ""))}`,
      );
  return { client, calls };
}

const queryOf = (url: string) => new URL(url, "http://x").searchParams;

describe("status words", () => {
  test.each([
    ["COMPLETED", "completed"],
    ["COMPLETE", "completed"],
    ["completed", "completed"],
    [" Completed ", "completed"],
    ["ERROR", "errored"],
    ["ABORTED", "aborted"],
    ["CANCELLED", "cancelled"],
    ["CANCELED", "cancelled"],
    ["CREATED", "active"],
    ["STARTED", "active"],
    ["RUNNING", "active"],
    ["CANCELLATION_PENDING", "active"],
    ["COMPLETED_WITH_ERRORS", "active"],
    ["FAILED", "active"],
    ["", "active"],
    [null, "active"],
  ])("%j is %s", (word, state) => {
    expect(toBulkState(word)).toBe(state);
  });
});

describe("the status of a bulk job", () => {
  test.each<[string, unknown, unknown]>([
    [
      "as observed",
      {
        id: "42114492",
        instanceId: 425904,
        status: "COMPLETED",
        object_name: "customers",
        job_direction: "UPLOAD",
        recordsCount: 60,
        recordsFailedCount: 1,
        vendorJobId: null,
      },
      { upstreamStatus: "COMPLETED", state: "completed", total: 60, failed: 1, message: null },
    ],
    [
      "as text",
      { status: "Running", recordsCount: "60", recordsFailedCount: " 0 " },
      { upstreamStatus: "Running", state: "active", total: 60, failed: 0, message: null },
    ],
    [
      "of version 3",
      { id: 1, recordCount: 5, jobStatus: "ABORTED", statusMessage: "No known column", errorCount: 5 },
      { upstreamStatus: "ABORTED", state: "aborted", total: 5, failed: 5, message: "No known column" },
    ],
    [
      "of the swagger",
      {
        batchId: 1,
        message: "m",
        numOfLeadsProcessed: 7,
        numOfRowsFailed: 2,
        numOfRowsWithWarning: 0,
        status: "Complete",
      },
      { upstreamStatus: "Complete", state: "completed", total: 7, failed: 2, message: "m" },
    ],
    [
      "of the seed pages",
      { id: "1234", status: "COMPLETE" },
      { state: "completed", total: null, failed: null },
    ],
    [
      "with an error",
      { status: "ERROR", error: '{"message":"Vendor down"}' },
      { state: "errored", message: "Vendor down" },
    ],
    ["without a word", { id: "1" }, { upstreamStatus: null, state: "active" }],
    [
      "with counts that are none",
      { status: "RUNNING", recordsCount: -1, recordsFailedCount: "many" },
      { total: null, failed: null },
    ],
    ["in a list of one", [{ status: "RUNNING" }], { upstreamStatus: "RUNNING" }],
  ])("%s", async (_, body, expected) => {
    const { client, calls } = await clientBy((_request, response) => answerJson(response, body));
    expect(await client.bulkStatus("1", "42/1")).toMatchObject(expected as Record<string, unknown>);
    expect(calls()).toEqual(["GET /bulk/42/1/status"]);
  });

  test("of a job nobody knows is not found", async () => {
    const { client } = await clientBy((_, response) => answerJson(response, {}, { status: 404 }));
    await expect(client.bulkStatus("1", "9")).rejects.toMatchObject({
      kind: "not_found",
      message: expect.stringContaining("bulk job 9"),
    });
  });

  test.each(['"COMPLETED"', "[]", "null", "7"])("is not made up from %s", async (body) => {
    const { client } = await clientBy((_, response) => void response.end(body));
    await expect(client.bulkStatus("1", "9")).rejects.toMatchObject({ kind: "unusable_answer" });
  });
});

describe("the list of bulk jobs", () => {
  const job = {
    id: 1722,
    status: "RUNNING",
    job_direction: "UPLOAD",
    object_name: "customers",
    record_count: 41,
    createdDate: 1542829826619,
    notification_url: "https://hubload.example.com/api/callbacks/bulk/attempt-1",
  };

  test("is searched by direction and object, with quotes doubled, and keeps each item's text", async () => {
    const { client, calls } = await clientBy((_, response) => answerJson(response, [job]));
    expect(await client.bulkJobs("1", "O'Neil's")).toEqual([
      {
        id: "1722",
        upstreamStatus: "RUNNING",
        objectName: "customers",
        records: 41,
        createdAt: 1542829826619,
        text: JSON.stringify(job),
      },
    ]);
    expect(calls()).toEqual(["GET /bulk/jobs?where=job_direction='UPLOAD' AND object_name='O''Neil''s'"]);
  });

  test("takes older names, one object for a list, and leaves out downloads and items without an id", async () => {
    const older = {
      job_id: 3,
      job_status: "COMPLETED",
      objectName: "x",
      recordCount: "2",
      createdDate: "2026-11-21T10:00:00Z",
    };
    const single = await clientBy((_, response) => answerJson(response, older));
    expect(await single.client.bulkJobs("1", "x")).toEqual([
      expect.objectContaining({
        id: "3",
        upstreamStatus: "COMPLETED",
        objectName: "x",
        records: 2,
        createdAt: Date.UTC(2026, 10, 21, 10),
      }),
    ]);
    const mixed = await clientBy((_, response) =>
      answerJson(response, [{ ...job, job_direction: "DOWNLOAD" }, { status: "x" }, null, {}]),
    );
    expect(await mixed.client.bulkJobs("1", "x")).toEqual([]);
  });

  test.each([400, 404])("is read whole where the search is answered with %i", async (status) => {
    const { client, calls } = await clientBy(({ url }, response) =>
      url.includes("where")
        ? answerJson(response, { message: "no" }, { status })
        : answerJson(response, [job]),
    );
    expect(await client.bulkJobs("1", "customers")).toHaveLength(1);
    expect(calls()[1]).toBe("GET /bulk/jobs");
  });

  test("is read over its pages", async () => {
    const { client } = await clientBy(({ url }, response) => {
      const isLast = queryOf(url).get("nextPage") === "2";
      answerJson(
        response,
        [{ ...job, id: isLast ? 2 : 1 }],
        isLast ? {} : { headers: { "elements-next-page-token": "2" } },
      );
    });
    expect((await client.bulkJobs("1", "customers")).map(({ id }) => id)).toEqual(["1", "2"]);
  });

  test("that cannot be read is an error, not an empty list", async () => {
    const { client } = await clientBy((_, response) => answerJson(response, {}, { status: 500 }));
    await expect(client.bulkJobs("1", "customers")).rejects.toMatchObject({ kind: "fault" });
  });
});

describe("cancelling", () => {
  test("is one PUT, answered with a status", async () => {
    const { client, calls } = await clientBy((_, response) =>
      answerJson(response, { status: "CANCELLATION_PENDING" }),
    );
    expect(await client.cancelBulk("1", "42")).toMatchObject({
      upstreamStatus: "CANCELLATION_PENDING",
      state: "active",
    });
    expect(calls()).toEqual(["PUT /bulk/42/cancel"]);
  });

  test("reads the status where the answer says nothing", async () => {
    const { client, calls } = await clientBy(({ method }, response) =>
      method === "PUT" ? void response.end() : answerJson(response, { status: "CANCELLED" }),
    );
    expect(await client.cancelBulk("1", "42")).toMatchObject({ state: "cancelled" });
    expect(calls()).toEqual(["PUT /bulk/42/cancel", "GET /bulk/42/status"]);
  });

  test("is not tried again by itself", async () => {
    const { client, calls } = await clientBy((_, response) => answerJson(response, {}, { status: 503 }));
    await expect(client.cancelBulk("1", "42")).rejects.toMatchObject({ kind: "fault" });
    expect(calls()).toHaveLength(1);
  });
});
