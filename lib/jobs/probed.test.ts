import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import type { Bench } from "./engine-bench";
import { evidence } from "./fake-open-connectors";

let bench: Bench;
restingBenchOfEachTest(
  createTestDatabase,
  (made) => {
    bench = made;
  },
  // Without the probe's answer nobody would be asked while this test lasts.
  { pace: { askAfterMs: 600_000, looksMs: [10, 300_000] } },
);

test("where the probe found neither mark nor callback, a person is asked at once and told why", async () => {
  const answers = { jobList: { listed: true, marked: false, shape: {} }, callback: "none" };
  await bench.database
    .insertInto("probes")
    .values({
      ...{ connection_id: "c-1", object_name: null, left_records: "[]", problems: "[]" },
      answers: JSON.stringify(answers),
    })
    .execute();
  bench.upstream.on.send = async (_upload, accept) => {
    await accept();
    return { kind: "unknown", reason: "The answer was lost.", evidence };
  };
  bench.upstream.on.list = async () => [];
  bench.jobs.start();
  const job = await bench.submit("name,email\nAnn,ann@example.com\n", { connectionId: "c-1" });
  const asked = await bench.until(job.id, "needs_decision");
  expect(asked.message).toContain("shows no mark of ours and calls nobody back");
});
