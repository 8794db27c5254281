import { defineConfig } from "vitest/config";

/** A full disk needs a small one of its own, which only root can mount. */
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stdout.write("NOT TESTED without root: full-disk.test.ts\n");

// One world of processes at a time; each file has its own.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    exclude: isRoot ? [] : ["full-disk.test.ts"],
    environment: "node",
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
  },
});
