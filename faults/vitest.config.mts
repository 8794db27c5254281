import { defineConfig } from "vitest/config";

/** A full disk needs a small one of its own, which only root can mount. */
const full = ["full-disk.test.ts", "full-database-disk.test.ts"];
/** Minutes of work, or a cluster that breaks down: `npm test` leaves them to `npm run test:faults`. */
const long = process.env.FAULTS === "share" ? ["large-import.test.ts", "full-database-disk.test.ts"] : [];
const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stdout.write(`NOT TESTED without root: ${full.join(", ")}\n`);

// One world of processes at a time; each file has its own.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["**/*.test.ts"],
    exclude: [...long, ...(isRoot ? [] : full)],
    environment: "node",
    fileParallelism: false,
    // Longer than anything in them waits for: what does not come is then said in words.
    testTimeout: 450_000,
    hookTimeout: 450_000,
    teardownTimeout: 60_000,
  },
});
