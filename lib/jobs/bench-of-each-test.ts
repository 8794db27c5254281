import "server-only";
import { afterEach, beforeEach } from "vitest";
import { type Bench, type BenchOptions, createBench } from "./engine-bench";

interface Options extends BenchOptions {
  /** Whether the engine is at work from the beginning; else the test starts it, or another one. It is, if nothing is said. */
  isAtWork?: boolean;
}

/**
 * Gives each test of a file, or of a group, an engine of its own on a database of its own.
 * @param createTestDatabase makes the database, and says how it is dropped
 * @param take keeps it for the test
 */
export function benchOfEachTest(
  createTestDatabase: () => Promise<{ url: string; drop(): Promise<void> }>,
  take: (bench: Bench) => void,
  { isAtWork = true, ...options }: Options = {},
): void {
  let end: () => Promise<void>;
  beforeEach(async () => {
    const { url, drop } = await createTestDatabase();
    const bench = await createBench(url, options);
    if (isAtWork) bench.jobs.start();
    take(bench);
    end = async () => {
      await bench.close();
      await drop();
    };
  });
  afterEach(() => end());
}
