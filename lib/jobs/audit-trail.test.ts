import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { type BatchStatus, batchStatuses } from "../api-contract/status";
import { readTrails } from "./audit-trail";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { ben } from "./control-bench";
import { type Bench, csvOf } from "./engine-bench";
import { everyEvent } from "./every-event";
import { ImpossibleStep, moveBatch } from "./job-store";
import { type BatchEvent, step } from "./state-machine";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

/** The shortest way of events that leads a planned batch to a status. */
function wayTo(wanted: BatchStatus, bulkJobId: string): BatchEvent[] {
  const ways: { status: BatchStatus; events: BatchEvent[] }[] = [{ status: "planned", events: [] }];
  for (const { status, events } of ways) {
    if (status === wanted) return events;
    for (const event of everyEvent(bulkJobId)) {
      const next = step({ status, bulkJobId: null, upstreamStatus: null }, event);
      if (next === "impossible" || ways.some((way) => way.status === next.status)) continue;
      ways.push({ status: next.status, events: [...events, event] });
    }
  }
  throw new Error(`nothing leads to ${wanted}`);
}

async function move(jobId: string, index: number, event: BatchEvent): Promise<void> {
  await bench.database.transaction().execute(async (transaction) => {
    const held = await transaction
      .selectFrom("batches")
      .select(["job_id", "index", "fence", "hints"])
      .where("job_id", "=", jobId)
      .where("index", "=", index)
      .executeTakeFirstOrThrow();
    const told = { kind: event.kind, detail: "What happened.", evidence: { seen: index } };
    await moveBatch(transaction, held, { event, nextMs: null, told });
  });
}

const entries = (jobId: string, index: number) =>
  bench.database
    .selectFrom("audit_events")
    .select(["kind", "detail", "evidence"])
    .where("job_id", "=", jobId)
    .where("batch_index", "=", index)
    .orderBy("id")
    .execute();

const eventCount = everyEvent("").length;

describe("every status and every event, through the database", () => {
  test.each(batchStatuses)(
    "a %s batch: what can happen to it leaves one entry with its evidence, what cannot leaves none",
    async (status) => {
      const job = await bench.submit(csvOf(eventCount), { parts: { most: 1 } });
      expect(job.batches).toHaveLength(eventCount);
      for (const { index } of job.batches) {
        const bulkJobId = `bulk-${index}`;
        for (const event of wayTo(status, bulkJobId)) await move(job.id, index, event);
        const before = await entries(job.id, index);
        const event = everyEvent(bulkJobId)[index];
        if (!event) throw new Error(`no event ${index}`);
        const next = step({ status, bulkJobId: null, upstreamStatus: null }, event);
        if (next === "impossible") {
          await expect(move(job.id, index, event)).rejects.toBeInstanceOf(ImpossibleStep);
          expect(await entries(job.id, index)).toEqual(before);
          continue;
        }
        await move(job.id, index, event);
        const [added, ...more] = (await entries(job.id, index)).slice(before.length);
        expect(more).toEqual([]);
        expect(added).toEqual({
          kind: event.kind,
          detail: "What happened.",
          evidence: { seen: index, transition: { event: event.kind, from: status, to: next.status } },
        });
      }
    },
  );
});

describe("parts that are not sent any more", () => {
  const drops = async (jobId: string) =>
    (await readTrails(bench.database))
      .filter(({ job_id }) => job_id === jobId)
      .map(({ transitions }) => transitions);
  const dropped = [{ event: "drop", from: "planned", to: "dropped" }];

  test("have an entry each, with the person who cancelled or dropped them, and one line on the import's page", async () => {
    const cancelled = await bench.submit(csvOf(30), { parts: { most: 10 } });
    await bench.jobs.control(cancelled.id, { control: "cancel" }, ben);
    expect(await drops(cancelled.id)).toEqual([dropped, dropped, dropped]);
    const paused = await bench.submit(csvOf(30), { parts: { most: 10 } });
    const { hold } = await bench.jobs.control(paused.id, { control: "pause" }, ben);
    const after = await bench.jobs.control(paused.id, { control: "drop", hold: hold?.number }, ben);
    expect(await drops(paused.id)).toEqual([dropped, dropped, dropped]);
    expect(after.events.map(({ kind }) => kind)).toEqual(["submitted", "paused", "dropped"]);
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from audit_events
      where kind = 'part_dropped' and actor_id = ${ben.id}`.execute(bench.database);
    expect(rows[0]?.count).toBe(6);
  });
});
