import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbeddedPostgres } from "./embedded-postgres.mjs";
import { waitForLock } from "./launch/lock.mjs";
import { processMark } from "./launch/process-mark.mjs";

const project = fileURLToPath(new URL("..", import.meta.url));
const owner = process.getuid?.() ?? 0;
const folder = join(
  tmpdir(),
  `hubload-test-${owner}-${createHash("sha256").update(project).digest("hex").slice(0, 8)}`,
);
const seats = join(folder, "runs");

/** The one PostgreSQL of all tests of this folder and user, started when it does not run. It may forget: fsync is off. */
function startTestServer() {
  return startEmbeddedPostgres({
    dataDir: folder,
    settings: {
      fsync: "off",
      synchronous_commit: "off",
      full_page_writes: "off",
      max_connections: "300",
    },
  });
}

/**
 * Keeps the tests' PostgreSQL running for this process; several test runs may share it.
 * @returns {Promise<() => Promise<void>>} what to call at the end: the last one to leave stops the server.
 */
export async function joinTestServer() {
  const seat = join(seats, String(process.pid));
  mkdirSync(seats, { recursive: true, mode: 0o711 });
  writeFileSync(seat, processMark(process.pid) ?? "");
  const server = await startTestServer();
  return async () => {
    const lock = await waitForLock(folder, "launcher", 60_000);
    try {
      rmSync(seat);
      if (isDeserted()) server.stop();
    } finally {
      lock.release();
    }
  };
}

/** Whether no test run that still lives has a seat. Clears away the seats of the others. */
function isDeserted() {
  return readdirSync(seats).every((pid) => {
    const seat = join(seats, pid);
    if (processMark(Number(pid)) === readFileSync(seat, "utf8")) return false;
    rmSync(seat);
    return true;
  });
}

/**
 * A fresh, empty database for one test file.
 * @returns {Promise<{ url: string, drop(): Promise<void> }>} drop also ends connections that are still open.
 */
export async function createTestDatabase() {
  const server = await startTestServer();
  const name = `test_${randomBytes(8).toString("hex")}`;
  await runOn(server.url, `CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(server.url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function runOn(url, statement) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
