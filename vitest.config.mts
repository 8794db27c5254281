import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };

// A test's suffix says where it runs: x.test.ts in Node, x.dom.test.tsx in jsdom.
export default defineConfig({
  test: {
    globalSetup: ["./scripts/vitest-global-setup.mjs"],
    projects: [
      {
        // `server-only` throws without this condition, as it should in a browser bundle.
        resolve: { alias, conditions: ["react-server"] },
        ssr: {
          resolve: { conditions: ["react-server", "node"], externalConditions: ["react-server", "node"] },
        },
        test: {
          name: "node",
          environment: "node",
          include: ["{lib,sandbox,scripts,app,components,bench}/**/*.test.{ts,mts}"],
          exclude: ["**/*.dom.test.ts"],
          setupFiles: ["./vitest.setup.ts"],
          // Longer than anything in them waits for, also on a crowded machine: what does not come is then said in words.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        // docs/contract-tests.md: the sandbox in every setting, or a real service.
        resolve: { alias, conditions: ["react-server"] },
        ssr: {
          resolve: { conditions: ["react-server", "node"], externalConditions: ["react-server", "node"] },
        },
        test: {
          name: "contract",
          environment: "node",
          include: ["lib/**/*.contract.ts"],
          setupFiles: ["./vitest.setup.ts"],
          testTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "dom",
          environment: "jsdom",
          include: ["{lib,components,app}/**/*.dom.test.{ts,tsx}"],
          setupFiles: ["./vitest.setup.ts", "./vitest.setup.dom.ts"],
          testTimeout: 30_000,
        },
      },
    ],
  },
});
