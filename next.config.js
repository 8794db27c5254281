import { everywhere, ofTheApi } from "./scripts/launch/security-headers.mjs";

/** @type {import("next").NextConfig} */
export default {
  // A test run builds into a folder of its own, so that a running demo is left alone.
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // Next completes a tsconfig.json with the folder it builds into, but leaves alone one that extends another.
  typescript: { tsconfigPath: process.env.NEXT_DIST_DIR ? "tsconfig.test.json" : "tsconfig.json" },
  typedRoutes: true,
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  images: { unoptimized: true },
  serverExternalPackages: ["pg", "pino", "better-auth", "kysely", "undici", "@tus/server"],
  async headers() {
    return [
      { source: "/:path*", headers: everywhere },
      { source: "/api/:path*", headers: ofTheApi },
    ];
  },
};
