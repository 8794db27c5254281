import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Job } from "../api-contract/jobs";
import { UpstreamError } from "../open-connectors/errors";
import type { SendResult } from "../open-connectors/send-result";
import { restingBenchOfEachTest } from "./bench-of-each-test";
import { type Bench, csvOf } from "./engine-bench";
import { evidence } from "./fake-open-connectors";

const hour = 3_600_000;
let bench: Bench;
restingBenchOfEachTest(createTestDatabase, (made) => {
  bench = made;
});

const isHeld = ({ connectionHold }: Job) => connectionHold?.kind === "unauthorized";
const tokenRefused = async () => {
  throw new UpstreamError("unauthorized", "The token is not accepted.", { status: 401 });
};

test("a connection whose token was refused goes on as soon as a part of it can be asked about again, whatever the answer", async () => {
  const { status } = bench.upstream.on;
  bench.upstream.on.status = tokenRefused;
  const check = { shortest: hour, longest: hour, longestWait: hour, many: 1, rare: hour };
  bench.another({ connectionCheckMs: check, neverSeenMs: hour, notVisibleMs: hour }).start();
  const running = await bench.submit(csvOf(5), { connectionId: "1" });
  await bench.until(running.id, isHeld);
  const waiting = await bench.submit(csvOf(5), { connectionId: "1" });
  expect((await bench.until(waiting.id, isHeld)).rows).toMatchObject({ notTried: 5 });
  bench.upstream.on.status = async (job) => {
    if (job !== bench.upstream.accepted[0]) return status(job);
    throw new UpstreamError("not_found", "There is no such job.", { status: 404 });
  };
  await bench.until(waiting.id, "completed");
  bench.upstream.on.status = status;
  await bench.until(running.id, "completed");
  expect(bench.warnings.filter((text) => text.includes("its token is refused"))).toHaveLength(1);
});

test("a part that is refused for its token, though the connection seems to work, is sent ever more rarely", async () => {
  const refusal: SendResult = {
    kind: "refused",
    status: 401,
    reason: "Open Connectors does not accept the token.",
    evidence: { ...evidence, httpStatus: 401, bodyBytesSent: 0 },
  };
  bench.upstream.on.send = async () => refusal;
  const check = { shortest: 20, longest: 20, longestWait: hour, many: 100, rare: hour };
  bench.another({ connectionCheckMs: check }).start();
  const { id } = await bench.submit(csvOf(5));
  const longestHold = async () => {
    const { rows } = await sql<{ ms: number }>`
      select (extract(epoch from until - since) * 1000)::float8 as ms from connection_holds`.execute(
      bench.database,
    );
    return rows[0]?.ms ?? 0;
  };
  // Twenty milliseconds, doubled five times and halved by chance at the most.
  await expect.poll(longestHold, { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(320);
  expect(bench.upstream.calls.send).toBeLessThanOrEqual(12);
  expect((await bench.until(id, "paused")).rows).toMatchObject({ notTried: 5, failed: 0 });
});
