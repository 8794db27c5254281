import { expect, test } from "vitest";
import type { Bench } from "./engine-bench";
import { httpBenchOfEachTest } from "./http-bench";
import type { Upstream } from "./sandbox-bench";

let bench: Bench;
let upstream: Upstream;
httpBenchOfEachTest((...opened) => {
  [bench, upstream] = opened;
});

const byEmail = { action: "upsert", identifierFieldName: "C_EmailAddress", primaryKeyName: "C_EmailAddress" };

test("over HTTP a correction changes the records of the rows that were changed, and creates none", async () => {
  const place = { connectionId: upstream.idOf("eloqua"), objectName: "contact" };
  const header = "C_EmailAddress,C_FirstName\n";
  const job = await bench.submit(`${header}zoe@example.com,Zoe\nben@example.com,Ben\n`, place);
  await bench.until(job.id, "completed");
  const before = await upstream.records("eloqua", "contact");
  const { updates, key } = await bench.jobs.revision(job.id);
  expect({ updates, key }).toEqual({ updates: true, key: "C_EmailAddress" });
  const revision = await bench.submit(`${header}zoe@example.com,Zoë\n`, {
    ...place,
    ...{ parentJobId: job.id, revises: true, metaData: byEmail },
  });
  await bench.until(revision.id, "completed");
  const after = await upstream.records("eloqua", "contact");
  const named = (records: Record<string, unknown>[]) =>
    new Map(records.map(({ C_EmailAddress, C_FirstName }) => [C_EmailAddress, C_FirstName]));
  expect(after).toHaveLength(before.length);
  expect(named(after)).toEqual(new Map([...named(before), ["zoe@example.com", "Zoë"]]));
});

test("over HTTP rows of a connector that only creates are refused before anything is sent", async () => {
  const place = { connectionId: upstream.idOf("sage200"), objectName: "customers" };
  const csv = "reference,name\nZ1,Zoe\n";
  const job = await bench.submit(csv, place);
  await bench.until(job.id, ({ endedAt }) => endedAt !== null);
  const { uploads } = await upstream.ledger();
  expect((await bench.jobs.revision(job.id)).updates).not.toBe(true);
  const metaData = { ...byEmail, identifierFieldName: "reference" };
  await expect(
    bench.submit(csv, { ...place, ...{ parentJobId: job.id, revises: true, metaData } }),
  ).rejects.toMatchObject({ status: 409, code: "cannot_update" });
  expect((await upstream.ledger()).uploads).toEqual(uploads);
});
