import "server-only";
import { afterEach, beforeEach } from "vitest";
import { type Bench, createBench } from "./engine-bench";

/**
 * Gives each test of a file an engine of its own, on a database of its own, that is at work.
 * @param createTestDatabase makes the database, and says how it is dropped
 * @param take keeps it for the test
 */
export function benchOfEachTest(
  createTestDatabase: () => Promise<{ url: string; drop(): Promise<void> }>,
  take: (bench: Bench) => void,
): void {
  let end: () => Promise<void>;
  beforeEach(async () => {
    const { url, drop } = await createTestDatabase();
    const bench = await createBench(url);
    bench.jobs.start();
    take(bench);
    end = async () => {
      await bench.close();
      await drop();
    };
  });
  afterEach(() => end());
}
