import { randomUUID } from "node:crypto";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import type { BulkError, BulkStatus } from "./bulk-jobs";
import { openTarget, type Target } from "./contract-target";
import { createOpenConnectors, type OpenConnectors } from "./open-connectors";
import { createFolder } from "./scripted-upstream";
import type { SendResult } from "./send-result";

// What this program takes for granted of Open Connectors, asked of a service: the sandbox in each of its settings, or a
// real account when somebody sets its variables. docs/contract-tests.md says what is created there.

const target: Target = await openTarget(process.env);
afterAll(() => target.stop());

const clientOf = (changes: Partial<Parameters<typeof createOpenConnectors>[0]> = {}) =>
  createOpenConnectors({
    baseUrl: target.baseUrl,
    userSecret: target.userSecret,
    organizationSecret: target.organizationSecret,
    tags: [],
    ...changes,
  });

/** Notes the callbacks that come. */
async function startReceiver() {
  const bodies: { path: string; body: string }[] = [];
  const server = http.createServer(async (request, response) => {
    bodies.push({ path: request.url ?? "", body: await text(request) });
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bodies,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function upload(client: OpenConnectors, csv: string, callbackUrl: string, attempt: string) {
  const folder = await createFolder();
  const headerBytes = Buffer.byteLength(csv.slice(0, csv.indexOf("\n") + 1));
  const path = await folder.write("contract.csv", csv);
  const sent = await client.sendBulk({
    connectionId: target.connectionId,
    objectName: target.objectName,
    fileName: "contract.csv",
    file: { path, headerBytes, start: headerBytes, end: Buffer.byteLength(csv) },
    metaData: { "callback-payload": { attempt } },
    callbackUrl,
    onConnected: async () => {},
  });
  await folder.remove();
  return sent;
}

describe("a service, whatever its settings,", () => {
  const client = clientOf();
  afterAll(() => client.close());

  test("lists the connection, its objects and their fields", async () => {
    const connection = await client.connection(target.connectionId);
    expect(connection).toMatchObject({ id: target.connectionId, usable: true });
    expect(JSON.stringify(await client.connections())).not.toContain(target.userSecret);
    expect(await client.objects(target.connectionId)).toContainEqual({ name: target.objectName });
    const fields = await client.fields(target.connectionId, target.objectName);
    expect(fields.length).toBeGreaterThan(0);
    expect(new Set(fields.map(({ path }) => path)).size).toBe(fields.length);
  });

  test("tells what it knows of the company and the connector", async () => {
    const facts = await client.facts(target.connectionId);
    for (const value of [facts.company, facts.address]) expect(value ?? "").not.toContain("****");
    expect([true, false, null]).toContain(facts.bulkUpload);
  });

  test("does not know an object or a bulk job that is not there", async () => {
    await expect(client.fields(target.connectionId, "noSuchObject")).rejects.toMatchObject({
      kind: "not_found",
    });
    await expect(client.bulkStatus(target.connectionId, "987654321987")).rejects.toMatchObject({
      name: "UpstreamError",
    });
  });

  test("refuses a secret that is wrong", async () => {
    const stranger = clientOf({ userSecret: "not-a-secret-of-anybody=" });
    await expect(stranger.connections()).rejects.toMatchObject({ kind: "unauthorized", status: 401 });
    await stranger.close();
  });

  test("shows records page by page", async () => {
    const path = (await client.fields(target.connectionId, target.objectName))[0]?.path ?? "id";
    const search = { where: { field: `${path}[*]`, values: ["nothing has this value"] } };
    const found = await client.findRecords(target.connectionId, target.objectName, search, { records: 400 });
    expect(found).toMatchObject({ records: [], how: "pages" });
  });
});

const { file } = target;
describe.skipIf(file === null).each(target.settings)("a service $name", (setting) => {
  const csv = file?.csv ?? "";
  const rows = parse(csv, { columns: true, skip_empty_lines: true });
  const attempt = randomUUID();
  /** Addresses at example.com differ from run to run, so that records of an earlier one are not taken for this one's. */
  const marked = (value: string) => value.replaceAll("@example.com", `-${attempt.slice(0, 8)}@example.com`);
  const client = clientOf();
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let sent: SendResult;
  let ended: BulkStatus;
  const errors: BulkError[] = [];

  beforeAll(async () => {
    receiver = await startReceiver();
    await target.set(setting);
    const callbackUrl = target.reachesUs ? receiver.url : "https://hubload.example.com";
    sent = await upload(client, marked(csv), `${callbackUrl}/${attempt}`, attempt);
    if (sent.kind !== "accepted") return;
    const { bulkJobId } = sent;
    await vi.waitFor(
      async () => {
        ended = await client.bulkStatus(target.connectionId, bulkJobId);
        expect(ended.state).not.toBe("active");
      },
      { timeout: 300_000, interval: 500 },
    );
    for await (const error of client.bulkErrors(target.connectionId, bulkJobId)) errors.push(error);
  }, 400_000);
  afterAll(async () => {
    await client.close();
    await receiver.close();
  });

  test("takes the file, and says by which job", () => {
    expect(sent).toMatchObject({ kind: "accepted", bulkJobId: expect.stringMatching(/./) });
    expect(sent.evidence.bodyBytesSent).toBe(sent.evidence.bodyBytes);
  });

  test("ends the job in a word that is known, with counts that agree with the rows and with the errors", () => {
    expect(ended.state).toBe(setting.ends ?? "completed");
    if (ended.state !== "completed") return expect(ended.message).not.toBeNull();
    const { total, failed } = ended;
    if (total !== null) expect([total, total + (failed ?? 0)]).toContain(rows.length);
    if (failed !== null) expect(errors).toHaveLength(failed);
    if (file?.failing !== null) expect(errors).toHaveLength(file?.failing ?? 0);
  });

  test("names a row and a reason for each failure", () => {
    for (const error of errors) {
      expect(error.reason).not.toBe("");
      expect(error.rowNum ?? 1).toBeGreaterThanOrEqual(0);
      expect(error.rowNum ?? 1).toBeLessThanOrEqual(rows.length + 1);
    }
  });

  test("lists the job as far as it lists jobs", async () => {
    const id = sent.kind === "accepted" ? sent.bulkJobId : "";
    const listed = await client.bulkJobs(target.connectionId, target.objectName);
    const found = listed.find((job) => job.id === id);
    if (setting.listed === "no") return expect(listed).toEqual([]);
    expect(found).toBeDefined();
    if (setting.listed === undefined) expect(found?.text).toContain(attempt);
  });

  test.runIf(target.reachesUs)("calls back as far as it calls back, about this job", async () => {
    if (setting.callback === false) return expect(receiver.bodies).toEqual([]);
    await expect.poll(() => receiver.bodies.length).toBe(1);
    expect(receiver.bodies[0]?.path).toBe(`/${attempt}`);
    // Under which name, and as text or number, differs.
    expect(receiver.bodies[0]?.body).toContain(sent.kind === "accepted" ? sent.bulkJobId : "no id");
  });

  test.runIf(file?.match !== null)(
    "has the records that did not fail, and nothing else of the file",
    async () => {
      const field = file?.match ?? "";
      const values = rows
        .map((row) => marked(z.record(z.string(), z.string()).parse(row)[field] ?? ""))
        .filter((value) => value !== "");
      const found = await client.findRecords(target.connectionId, target.objectName, {
        where: { field, values },
      });
      expect(found.complete).toBe(true);
      if (ended.state === "completed") expect(found.records).toHaveLength(rows.length - errors.length);
      if (!file?.deletes) return;
      for (const { id } of found.records)
        if (id !== null) await client.deleteRecord(target.connectionId, target.objectName, id);
      const left = await client.findRecords(target.connectionId, target.objectName, {
        where: { field, values },
      });
      expect(left.records).toEqual([]);
    },
  );
});
