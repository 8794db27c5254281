const everywhere = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "Strict-Transport-Security", value: "max-age=31536000" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=()" },
];

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
      // Pages get their policy, with a nonce, from proxy.ts.
      {
        source: "/api/:path*",
        headers: [
          { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'; sandbox" },
        ],
      },
    ];
  },
};
