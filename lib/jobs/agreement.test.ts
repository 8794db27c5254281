import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Field } from "../api-contract/connections";
import type { SubmitJob } from "../api-contract/submit-job";
import { UpstreamError } from "../open-connectors/errors";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf, person } from "./engine-bench";
import { evidence } from "./fake-open-connectors";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const field = (path: string, more: Partial<Field> = {}): Field => ({
  path,
  label: path,
  type: "string",
  required: false,
  readOnly: false,
  ...more,
});
const mapped = [field("name"), field("email")];
const withTax = [...mapped, field("tax", { required: true })];

describe("the same file again", () => {
  const again = async (more: Partial<SubmitJob> = {}, who = person) =>
    bench.jobs.submit(who, randomUUID(), {
      connectionId: "1",
      objectName: "customers",
      uploadId: await bench.stage(csvOf(5), { ownerId: who.id }),
      fileName: "customers.csv",
      ...more,
    });

  test("is told with who sent it and as which import, to anybody, and goes on when that is meant", async () => {
    const first = await again();
    const other = { id: "person-2", name: "Noor" };
    await expect(again({}, other)).rejects.toMatchObject({
      status: 409,
      code: "sent_before",
      jobId: first.id,
      before: { number: first.number, by: "Jane Doe" },
    });
    expect((await again({ confirmed: true }, other)).number).toBe(2);
  });

  test("is known by the file it was made from, whatever was mapped out of it", async () => {
    const source = { sha256: "a".repeat(64) };
    await again({ source });
    const uploadId = await bench.stage("name\nother\n");
    await expect(again({ uploadId, source })).rejects.toMatchObject({ code: "sent_before" });
  });

  test("is told although the request names the import it was made from: only rows taken from it are another matter", async () => {
    const first = await again();
    await expect(again({ parentJobId: first.id })).rejects.toMatchObject({ code: "sent_before" });
  });

  test("is another matter for another object or connection", async () => {
    await again();
    await again({ objectName: "contacts" });
    await again({ connectionId: "2" });
  });

  test("is no reason to warn when nothing of the first was taken", async () => {
    bench.upstream.on.send = async () => ({
      kind: "refused",
      status: 400,
      reason: "No.",
      evidence,
    });
    const first = await again();
    bench.jobs.start();
    await bench.until(first.id, "rejected");
    await again();
  });

  test("twenty at once: one is taken, the others are told", async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => bench.stage(csvOf(5))));
    const results = await Promise.allSettled(ids.map((uploadId) => again({ uploadId })));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });
});

describe("fields that changed", () => {
  test("between mapping and submitting: nothing is taken until somebody says that it is meant", async () => {
    bench.upstream.on.fields = async () => withTax;
    await expect(bench.submit(csvOf(5), { fields: mapped, confirmed: false })).rejects.toMatchObject({
      status: 409,
      code: "fields_changed",
      message: expect.stringContaining("The field tax is required now"),
    });
    await bench.submit(csvOf(5), { fields: mapped, confirmed: true });
  });

  test("between submitting and sending: no byte leaves, the import says why, and going on sends it", async () => {
    bench.upstream.on.fields = async () => mapped;
    const job = await bench.submit(csvOf(5));
    bench.upstream.on.fields = async () => withTax;
    bench.jobs.start();
    const held = await bench.until(job.id, "paused");
    expect(held.message).toContain("The field tax is required now");
    expect(held.message).toContain("Nothing was sent");
    expect(bench.upstream.calls.send).toBe(0);
    await bench.jobs.control(job.id, { control: "resume" }, person);
    const ended = await bench.until(job.id, "completed");
    expect(ended.events.map(({ kind }) => kind)).toContain("fields_changed");
    const part = await bench.jobs.part(job.id, 0);
    expect(part?.attempts[0]?.fieldsSha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test("that only became shorter are told, and it is sent", async () => {
    bench.upstream.on.fields = async () => mapped;
    const job = await bench.submit(csvOf(5));
    bench.upstream.on.fields = async () => [field("name", { maxLength: 5 }), field("email")];
    bench.jobs.start();
    const ended = await bench.until(job.id, "completed");
    expect(ended.events.find(({ kind }) => kind === "fields_changed")?.detail).toContain(
      "at most 5 characters",
    );
  });

  test("that nobody can say are no reason to wait", async () => {
    bench.upstream.on.fields = async () => mapped;
    const job = await bench.submit(csvOf(5));
    bench.upstream.on.fields = () => Promise.reject(new UpstreamError("fault", "It has a fault."));
    bench.jobs.start();
    await bench.until(job.id, "completed");
  });
});
