import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { LaunchError } from "./launch/launch-error.mjs";
import { waitForLock } from "./launch/lock.mjs";
import { findBinaries } from "./postgres/binaries.mjs";
import { databaseName, ensureCluster } from "./postgres/cluster.mjs";
import { findHome } from "./postgres/home.mjs";
import { startServer, stopServer } from "./postgres/server.mjs";

const ourSettings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "40",
  shared_buffers: "32MB",
};

/**
 * Starts the PostgreSQL that comes with the npm packages, on 127.0.0.1 and a port of its own, its data in `dataDir`; or
 * finds the one that runs there already. It is nobody's child: it outlives a killed application, and the next start
 * finds it.
 *
 * @param {{ dataDir: string, log?: (line: string) => void, settings?: Record<string, string> }} options
 *   settings: parameters of postgresql.conf, plain words and numbers
 * @returns {Promise<{ url: string, reused: boolean, stop(): void }>} stop is synchronous and ends connections.
 * @throws {LaunchError} with one line that says what is in the way
 */
export async function startEmbeddedPostgres({ dataDir, log = () => {}, settings = {} }) {
  const folder = resolve(dataDir);
  if (/["$`\\\n]/.test(folder)) {
    throw new LaunchError(
      `The folder ${folder} has a character in its name that PostgreSQL's launcher cannot take.`,
    );
  }
  const binaries = findBinaries();
  openFolder(folder);
  const lock = await waitForLock(folder, "launcher", 180_000);
  try {
    const home = findHome(folder, binaries, log);
    ensureCluster(home, folder);
    const { port, reused } = await startServer(home, folder, { ...ourSettings, ...settings });
    const password = readFileSync(join(folder, "password"), "utf8").trim();
    return {
      url: `postgres://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`,
      reused,
      stop: () => stopServer(home),
    };
  } finally {
    lock.release();
  }
}

/** Ours alone; as root others may pass through, for the server runs as another user and owns a folder inside. */
function openFolder(folder) {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    mkdirSync(folder, { recursive: true, mode });
    chmodSync(folder, mode);
  } catch (error) {
    throw new LaunchError(`The folder ${folder} cannot be used: ${error.message}.`);
  }
}
