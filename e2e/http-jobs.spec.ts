import { randomUUID } from "node:crypto";
import type { APIRequestContext, APIResponse } from "@playwright/test";
import { endOfJob, type JobAnswer, jobOf, member, type RowAnswer, rowsOf } from "./fixtures/http-client";
import { sha256 } from "./fixtures/start-sandbox";
import { expect, test } from "./fixtures/test";
import { createUpload, locationOf, sendChunk, stage, uploadId } from "./fixtures/tus";

const header = "C_EmailAddress,C_FirstName\n";
const content = `${header}ann@example.com,Ann\nben@example.com,Ben\n`;

/** The journeys send the same rows again and again, and mean it. */
function submit(api: APIRequestContext, body: object, key: string = randomUUID()) {
  const data = { confirmed: true, ...body };
  return api.post("/api/jobs", { headers: { "Idempotency-Key": key }, data });
}

let contact: { connectionId: string; objectName: string; fileName: string };
let customers: typeof contact;
test.beforeEach(({ sandbox }) => {
  const idOf = (key: string) => sandbox.connections.find((connection) => connection.key === key)?.id ?? "";
  contact = { connectionId: idOf("eloqua"), objectName: "contact", fileName: "people.csv" };
  customers = { connectionId: idOf("sage200"), objectName: "customers", fileName: "customers.csv" };
});

test.describe("where to", () => {
  test("connections, objects and fields come from Open Connectors", async ({ api, sandbox }) => {
    const connections = await member<object[]>(await api.get("/api/connections"), "connections");
    expect(connections).toHaveLength(sandbox.connections.length);
    expect(connections).toContainEqual(
      expect.objectContaining({
        id: customers.connectionId,
        name: "Sage 200",
        connector: { key: "sage200", name: "Sage 200" },
      }),
    );
    const objects = await member<{ name: string }[]>(
      await api.get(`/api/connections/${contact.connectionId}/objects`),
      "objects",
    );
    const names = ["activities", "contact", "campaign", "list", "account"];
    expect(new Set(objects.map(({ name }) => name))).toEqual(new Set(names));
    const fields = await member<object[]>(
      await api.get(`/api/connections/${customers.connectionId}/objects/customers/fields`),
      "fields",
    );
    expect(fields).toContainEqual(
      expect.objectContaining({
        path: "reference",
        type: "string",
        required: true,
        readOnly: false,
        maxLength: 8,
      }),
    );
  });

  test("an unknown connection and an unknown object are 404", async ({ api }) => {
    for (const path of [
      "1/objects",
      "1/objects/contact/fields",
      `${contact.connectionId}/objects/ghost/fields`,
    ]) {
      const answer = await api.get(`/api/connections/${path}`);
      expect(answer.status(), path).toBe(404);
      expect(answer.headers()["content-type"]).toBe("application/problem+json");
    }
  });
});

test.describe("a job", () => {
  test("is taken once: the same key and body get the same answer, and upstream gets one file", async ({
    api,
    sandbox,
  }) => {
    const arrived = await sandbox.uploadsFromNowOn();
    const body = {
      ...contact,
      uploadId: await stage(api, content),
      sha256: sha256(content),
      unheardOf: "ignored",
    };
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => submit(api, body, key)));
    const jobs = await Promise.all(answers.map((answer) => member<JobAnswer>(answer, "job", 202)));
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(1);
    const job = await endOfJob(api, jobs[0]?.id ?? "");
    expect(job).toMatchObject({
      ...contact,
      status: "completed",
      rows: { total: 2, succeeded: 2, failed: 0, unknown: 0, notTried: 0 },
      batches: [{ index: 0, status: "completed", upstreamStatus: "COMPLETED", firstRow: 1, lastRow: 2 }],
      createdBy: { name: "admin@example.com" },
    });
    expect(await arrived()).toMatchObject([
      { object: "contact", bytes: content.length, sha256: sha256(content), id: job.batches[0]?.bulkJobId },
    ]);
    expect(
      await submit(api, body, key).then((answer) => member<JobAnswer>(answer, "job", 202)),
    ).toMatchObject({ id: job.id });
    const listed = await member<JobAnswer[]>(await api.get("/api/jobs"), "jobs");
    expect(listed.filter(({ id }) => id === job.id)).toHaveLength(1);
  });

  test("the same key with another body is 422, another key for the same upload 409 with the job", async ({
    api,
  }) => {
    const body = { ...contact, uploadId: await stage(api, content), sha256: sha256(content) };
    const key = randomUUID();
    const job = await member<JobAnswer>(await submit(api, body, key), "job", 202);
    expect((await submit(api, { ...body, fileName: "another.csv" }, key)).status()).toBe(422);
    const again = await submit(api, body);
    expect(again.status()).toBe(409);
    expect(await again.json()).toMatchObject({ jobId: job.id });
    await endOfJob(api, job.id);
  });

  test("an upload that is unfinished, unverified, unknown or empty makes none", async ({ api, sandbox }) => {
    const arrived = await sandbox.uploadsFromNowOn();
    const total = async () => (await member<{ all: number }>(await api.get("/api/jobs"), "counts")).all;
    const before = await total();

    const unfinished = locationOf(await createUpload(api, { sizeBytes: content.length }));
    await sendChunk(api, unfinished, { offset: 0, bytes: Buffer.from(content.slice(0, 10)) });
    const hash = sha256(content);
    const status = async (body: object) => (await submit(api, { ...contact, ...body })).status();
    expect(await status({ uploadId: uploadId(unfinished), sha256: hash })).toBe(409);
    expect(await status({ uploadId: await stage(api, content) })).toBe(422);
    expect(await status({ uploadId: await stage(api, content), sha256: sha256("other") })).toBe(422);
    expect(await status({ uploadId: "x".repeat(32), sha256: hash })).toBe(404);
    for (const nothing of ["", header]) {
      const empty = { uploadId: await stage(api, nothing), sha256: sha256(nothing) };
      expect(await status(empty), JSON.stringify(nothing)).toBe(422);
    }
    const withoutKey = await api.post("/api/jobs", { data: { ...contact, uploadId: "x" } });
    expect(withoutKey.status()).toBe(400);

    expect(await total()).toBe(before);
    expect(await arrived()).toEqual([]);
  });

  test("ends with each failed row, its rows in the person's file and the system's words", async ({ api }) => {
    const rows = ["NEW001,New one", "ALD004,Already there", "NEW002,New two", `NEW003,${"n".repeat(61)}`];
    const staged = `reference,name\n${rows.join("\n")}\n`;
    const body = {
      ...customers,
      uploadId: await stage(api, staged),
      sha256: sha256(staged),
      source: { rows: 5, fileRows: [[3, 4], 6, 9] },
      keptBack: [
        {
          fileRow: 7,
          values: { Reference: "TOO LONG BY FAR" },
          issues: [{ field: "reference", code: "max_length", message: "15 characters, 8 are allowed." }],
        },
      ],
    };
    const { id } = await member<JobAnswer>(await submit(api, body), "job", 202);
    const job = await endOfJob(api, id);
    expect(job).toMatchObject({
      status: "completed_with_failures",
      rows: { total: 4, succeeded: 2, failed: 2, unknown: 0, notTried: 0, keptBack: 1, excluded: 0 },
    });
    const failed: RowAnswer[] = await rowsOf(api, id, "failed");
    expect(failed).toMatchObject([
      { row: 2, fileRows: [4], outcome: "failed", values: { reference: "ALD004", name: "Already there" } },
      { row: 4, fileRows: [9], outcome: "failed", values: { reference: "NEW003" } },
    ]);
    expect(failed[0]?.reason).toContain("a customer with reference ALD004 already exists");
    expect(failed[1]?.reason).toContain("61 characters are too many");
    expect(await rowsOf(api, id, "kept_back")).toMatchObject([
      { row: null, fileRows: [7], values: { Reference: "TOO LONG BY FAR" } },
    ]);
  });

  test("the system's refusal of the whole file is told, and its rows are not tried", async ({
    api,
    sandbox,
  }) => {
    const arrived = await sandbox.uploadsFromNowOn();
    await sandbox.control({
      connection: "eloqua",
      uploadStatus: { status: 400, body: { message: "Contacts are closed today" } },
    });
    const body = { ...contact, uploadId: await stage(api, content), sha256: sha256(content) };
    const { id } = await member<JobAnswer>(await submit(api, body), "job", 202);
    const job = await endOfJob(api, id);
    expect(job).toMatchObject({
      status: "rejected",
      rows: { total: 2, succeeded: 0, failed: 0, unknown: 0, notTried: 2 },
      batches: [{ status: "refused", bulkJobId: null }],
    });
    expect(JSON.stringify(job)).toContain("Contacts are closed today");
    expect(await arrived()).toHaveLength(1);
  });

  test("an unknown one is 404", async ({ api }) => {
    expect((await api.get(`/api/jobs/${randomUUID()}`)).status()).toBe(404);
    expect((await api.get(`/api/jobs/${randomUUID()}/rows`)).status()).toBe(404);
    expect((await api.get("/api/jobs/1")).status()).toBe(404);
  });
});

test("the list is read page by page, newest first", async ({ api }) => {
  const ids: string[] = [];
  for (let made = 0; made < 3; made++) {
    const body = { ...contact, uploadId: await stage(api, content), sha256: sha256(content) };
    ids.unshift((await member<JobAnswer>(await submit(api, body), "job", 202)).id);
  }
  const listed: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const answer: APIResponse = await api.get(
      cursor === "" ? "/api/jobs" : `/api/jobs?cursor=${encodeURIComponent(cursor)}`,
    );
    listed.push(...(await member<JobAnswer[]>(answer, "jobs")).map(({ id }) => id));
    cursor = await member<string | null>(answer, "next");
  }
  expect(listed.slice(0, 3)).toEqual(ids);
  expect(new Set(listed).size).toBe(listed.length);
  for (const id of ids) expect((await endOfJob(api, id)).id).toBe((await jobOf(api, id)).id);
});
