import { describe, expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { kindsOf } from "./control-bench";
import { type Bench, csvOf, person } from "./engine-bench";
import { type Accepted, acceptedAs, completed } from "./fake-open-connectors";
import { asked, because, decide, isAsked } from "./question-bench";
import { hideList, lost } from "./upstream-answers";

let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const other = { id: "person-2", name: "Noor" };

describe("send again", () => {
  test("sends the part once more, with the reason and the person in the trail", async () => {
    hideList(bench.upstream);
    const job = await asked(bench);
    await decide(bench, job.id, { choice: "send_again", ...because });
    const ended = await bench.until(job.id, "completed");
    expect(bench.upstream.accepted).toHaveLength(1);
    const trail = await bench.database
      .selectFrom("audit_events")
      .selectAll()
      .where("kind", "=", "decided_send_again")
      .executeTakeFirstOrThrow();
    expect(trail).toMatchObject({ actor_id: person.id, batch_index: 0 });
    expect(trail.detail).toContain("I looked in Sage");
    const part = await bench.jobs.part(ended.id, 0);
    expect(part?.attempts.map(({ status }) => status)).toEqual(["settled", "accepted"]);
  });

  test("the first one turns up afterwards: the alarm is raised, and nothing else changes", async () => {
    const show = hideList(bench.upstream);
    const job = await asked(bench, { arrives: true });
    await decide(bench, job.id, { choice: "send_again", ...because });
    await bench.until(job.id, "completed");
    show();
    const warned = await bench.until(job.id, ({ events }) =>
      events.some(({ kind }) => kind === "possible_duplicate"),
    );
    expect(warned.status).toBe("completed");
    expect(warned.events.find(({ kind }) => kind === "possible_duplicate")?.detail).toContain("job 1000");
    expect(bench.warnings.join()).toContain("possible duplicate");
  });
});

describe("it arrived as", () => {
  test("a bulk job the upstream knows is followed to its end", async () => {
    hideList(bench.upstream);
    const job = await asked(bench, { arrives: true });
    await decide(bench, job.id, { choice: "arrived", bulkJobId: "1000", ...because });
    const ended = await bench.until(job.id, "completed");
    expect(ended.batches[0]?.bulkJobId).toBe("1000");
    expect(bench.upstream.calls.send).toBe(1);
    expect(kindsOf(ended)).toContain("decided_arrived");
  });

  test("one that nobody knows, or that is another part's, is refused and nothing changes", async () => {
    const done = await bench.submit(csvOf(4), { connectionId: "1" });
    bench.jobs.start();
    await bench.until(done.id, "completed");
    hideList(bench.upstream);
    bench.upstream.on.send = async () => lost;
    const job = await bench.submit(csvOf(5), { connectionId: "1" });
    await bench.until(job.id, isAsked);
    await expect(
      decide(bench, job.id, { choice: "arrived", bulkJobId: "77", ...because }),
    ).rejects.toMatchObject({
      status: 422,
      code: "bulk_job_unknown",
    });
    await expect(
      decide(bench, job.id, { choice: "arrived", bulkJobId: "1000", ...because }),
    ).rejects.toMatchObject({
      status: 409,
      code: "bulk_job_taken",
    });
    expect((await bench.jobs.get(job.id))?.status).toBe("needs_decision");
  });
});

test("drop: the rows stay not confirmed, what comes after is not sent", async () => {
  hideList(bench.upstream);
  bench.upstream.on.send = async () => lost;
  const job = await bench.submit(csvOf(200));
  bench.jobs.start();
  await bench.until(job.id, isAsked);
  const dropped = await decide(bench, job.id, { choice: "drop", ...because });
  expect(dropped).toMatchObject({ status: "stopped", rows: { unknown: 10, notTried: 190, succeeded: 0 } });
  expect(dropped.batches[0]?.status).toBe("decided");
  expect(bench.upstream.calls.send).toBe(1);
});

test("two people decide at once: the first counts, the second is told what was decided and by whom", async () => {
  hideList(bench.upstream);
  const job = await asked(bench);
  const results = await Promise.allSettled([
    decide(bench, job.id, { choice: "send_again", ...because }, 0, person),
    decide(bench, job.id, { choice: "drop", ...because }, 0, other),
  ]);
  const refused = results.filter((result) => result.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(refused[0]?.reason).toMatchObject({ status: 409, code: "decided_already" });
  expect(String(refused[0]?.reason)).toMatch(/Jane Doe|Noor/);
  const decided = await bench.database
    .selectFrom("audit_events")
    .select("kind")
    .where("kind", "like", "decided_%")
    .execute();
  expect(decided).toHaveLength(1);
});

test("a screen that shows an earlier question decides nothing about the next one", async () => {
  hideList(bench.upstream);
  bench.upstream.on.send = async () => lost;
  const job = await bench.submit(csvOf(5));
  bench.jobs.start();
  await bench.until(job.id, isAsked);
  await decide(bench, job.id, { choice: "send_again", ...because });
  await bench.until(job.id, isAsked);
  await expect(decide(bench, job.id, { choice: "send_again", ...because })).rejects.toMatchObject({
    status: 409,
  });
  expect(bench.upstream.calls.send).toBe(2);
});

test("what is not asked cannot be decided", async () => {
  const job = await bench.submit(csvOf(5));
  bench.jobs.start();
  await bench.until(job.id, "completed");
  for (const choice of ["send_again", "drop", "take_lookup"] as const)
    await expect(decide(bench, job.id, { choice, ...because })).rejects.toMatchObject({ status: 409 });
  await expect(decide(bench, "nobody", { choice: "drop", ...because })).rejects.toMatchObject({
    status: 404,
  });
});

test("one bulk job is never believed for two parts: the second answer is one without a usable id", async () => {
  let first: Accepted | undefined;
  bench.upstream.on.send = async (_upload, accept) => {
    first ??= await accept();
    first.status = completed(5);
    return acceptedAs(first);
  };
  const one = await bench.submit(csvOf(5), { connectionId: "1" });
  bench.jobs.start();
  await bench.until(one.id, "completed");
  const two = await bench.submit(csvOf(6), { connectionId: "1" });
  const question = await bench.until(two.id, isAsked);
  expect(question.batches[0]?.bulkJobId).toBeNull();
  expect(question.events.find(({ kind }) => kind === "unknown")?.detail).toContain("another part's already");
});
