import "server-only";
import { afterEach, beforeEach } from "vitest";
import { startSandbox } from "../../sandbox/server";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import type { Bench } from "./engine-bench";
import type { Pace } from "./pace";
import { openEngine, openUpstream, type Upstream } from "./sandbox-bench";

/**
 * Gives each test of a file a stand-in of its own, and an engine that speaks with it over HTTP, at work on a database of
 * its own.
 * @param take keeps both for the test
 */
export function httpBenchOfEachTest(
  take: (bench: Bench, upstream: Upstream) => void,
  pace?: Partial<Pace>,
): void {
  let end: () => Promise<void>;
  beforeEach(async () => {
    const upstream = await openUpstream(startSandbox);
    const engine = await openEngine(upstream, await createTestDatabase(), pace);
    take(engine.bench, upstream);
    end = async () => {
      await engine.close();
      await upstream.close();
    };
  });
  afterEach(() => end());
}
