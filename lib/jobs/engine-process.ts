import "server-only";
import path from "node:path";
import { z } from "zod";
import { openDatabase } from "../database/database";
import { createOpenConnectors } from "../open-connectors/open-connectors";
import { createUploads } from "../uploads/uploads";
import { homeUrl, quickPace } from "./engine-bench";
import { createJobs } from "./jobs";

/** One engine in a process of its own, for tests that kill and freeze it: `node … engine-process.ts <settings as JSON>`. */
const settings = z
  .object({
    databaseUrl: z.string(),
    directory: z.string(),
    upstreamUrl: z.string(),
    user: z.string(),
    organization: z.string(),
    leaseMs: z.number(),
    askAfterMs: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? "{}"));

const { database } = openDatabase(settings.databaseUrl);
const directory = path.resolve(settings.directory);
const say = (facts: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(facts)}\n`);
createJobs({
  database,
  uploads: createUploads({ database, directory, maxBytes: 1e9 }),
  openConnectors: createOpenConnectors({
    baseUrl: new URL(settings.upstreamUrl),
    userSecret: settings.user,
    organizationSecret: settings.organization,
    tags: [],
  }),
  upstreamUrl: homeUrl,
  publicUrl: new URL("http://127.0.0.1:9"),
  log: { info: say, warn: say, error: say },
  pace: { ...quickPace, leaseMs: settings.leaseMs, askAfterMs: settings.askAfterMs },
}).start();
process.stdout.write("started\n");
