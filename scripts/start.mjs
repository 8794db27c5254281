// Starts the application: fills in what the environment leaves open, and runs Next in this process.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { claimApplication, healthUrl, waitForHealth } from "./launch/application.mjs";
import { openDataFolder, sessionSecret } from "./launch/data-folder.mjs";
import { atMost, endOnSignal, stopPatienceMs } from "./launch/ending.mjs";
import { toPrint } from "./launch/launch-error.mjs";
import { checkNode } from "./launch/node-version.mjs";
import { listen, loadApplication, requireBuild } from "./launch/web-server.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));
// A log that cannot be written (its disk is full, its reader is gone) must not end the program.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
const dev = process.argv.includes("--dev");

try {
  await start();
} catch (error) {
  console.error(toPrint(error));
  process.exit(1);
}

async function start() {
  const advice = checkNode();
  if (advice) console.error(advice);
  if (existsSync(join(project, ".env"))) process.loadEnvFile(join(project, ".env"));
  if (!dev) requireBuild(project);
  const host = process.env.HOST || "127.0.0.1";
  const port = portNumber(process.env.PORT || "3000");
  const url = process.env.PUBLIC_URL || `http://localhost:${port}`;
  const folder = openDataFolder();
  const claim = await claimApplication(folder, { url, health: healthUrl(host, port) }, seat(port));
  if ("running" in claim) return end(`Hubload is already running: ${claim.running.url}`);
  process.on("exit", () => claim.lock.release());
  const { server, open } = await listen(host, port, url);
  const opening = openDatabase(folder);
  endOnSignal(() => stop(server, opening));
  Object.assign(process.env, {
    ...{ HOST: host, PUBLIC_URL: url, DATA_DIR: folder, DATABASE_URL: await opening },
    SESSION_SECRET: process.env.SESSION_SECRET || sessionSecret(folder),
    ...{
      NODE_ENV: dev ? "development" : "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_MANUAL_SIG_HANDLE: "true",
    },
  });
  // What the application writes from here on is for its own user.
  process.umask(0o077);
  open(await loadApplication({ folder: project, dev, port }));
  await waitForHealth(healthUrl(host, port));
  console.log(`Hubload is ready: ${url}`);
}

/** With a database of their own several may share a folder, each on its port; with the embedded one, one alone. */
function seat(port) {
  return process.env.DATABASE_URL ? `application-${port}` : "application";
}

/** The database of DATABASE_URL, or the embedded one, which ends when this process does. */
async function openDatabase(folder) {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const { startEmbeddedPostgres } = await import("./embedded-postgres.mjs");
  const { keepRunning } = await import("./postgres/keep-running.mjs");
  const place = { dataDir: join(folder, "postgres"), log: console.error };
  const postgres = await startEmbeddedPostgres(place);
  const keeper = keepRunning({ ...place, url: postgres.url });
  process.prependListener("exit", () => {
    keeper.stop();
    postgres.stop();
  });
  return postgres.url;
}

/** No new requests, workers to their end, connections closed; the database follows at exit. */
async function stop(server, opening) {
  server.close();
  server.closeIdleConnections();
  await opening.catch(() => {});
  await atMost(Promise.resolve(globalThis.__hubloadStop?.()), stopPatienceMs);
  server.closeAllConnections();
}

/** A malformed PORT is reported with everything else by the application; until then any port will do. */
function portNumber(text) {
  const port = Number(text);
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : 0;
}

function end(line) {
  console.log(line);
  process.exit(0);
}
