import "server-only";
import { afterEach, beforeEach } from "vitest";
import { type Bench, type BenchOptions, createBench } from "./engine-bench";

/** Makes a database, and says how it is dropped. */
type CreateDatabase = () => Promise<{ url: string; drop(): Promise<void> }>;

/**
 * Gives each test of a file, or of a group, an engine of its own on a database of its own, that is at work.
 * @param take keeps it for the test
 */
export function benchOfEachTest(createTestDatabase: CreateDatabase, take: (bench: Bench) => void): void {
  restingBenchOfEachTest(createTestDatabase, (bench) => {
    bench.jobs.start();
    take(bench);
  });
}

/** As `benchOfEachTest`; the test says when it begins to work, and may begin another one instead. */
export function restingBenchOfEachTest(
  createTestDatabase: CreateDatabase,
  take: (bench: Bench) => void,
  options?: BenchOptions,
): void {
  let end: () => Promise<void>;
  beforeEach(async () => {
    const { url, drop } = await createTestDatabase();
    const bench = await createBench(url, options);
    take(bench);
    end = async () => {
      await bench.close();
      await drop();
    };
  });
  afterEach(() => end());
}
