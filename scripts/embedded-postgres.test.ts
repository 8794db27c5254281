import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, describe, expect, it, vi } from "vitest";
import { startEmbeddedPostgres } from "./embedded-postgres.mjs";
import { keepRunning } from "./postgres/keep-running.mjs";

// Making a database is mostly waiting for the disk.
vi.setConfig({ testTimeout: 120_000 });

type Server = Awaited<ReturnType<typeof startEmbeddedPostgres>>;

const folders: string[] = [];
const servers: Server[] = [];
const isRoot = process.getuid?.() === 0;

/** A folder of our own; others may pass, so that as root the server's user can. */
function dataFolder(): string {
  const parent = mkdtempSync(join(tmpdir(), "hubload-postgres-"));
  chmodSync(parent, 0o711);
  folders.push(parent);
  return join(parent, "post gres's");
}

async function start(dataDir: string, log?: (line: string) => void): Promise<Server> {
  const server = await startEmbeddedPostgres({ dataDir, ...(log ? { log } : {}) });
  servers.push(server);
  return server;
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query(statement)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const postmaster = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, "cluster/postmaster.pid"), "utf8").split("\n")[0]);

afterEach(() => {
  for (const server of servers.splice(0)) server.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("the embedded PostgreSQL", () => {
  it("starts on an empty folder, keeps what was written and keeps its port", async () => {
    const dataDir = dataFolder();
    const first = await start(dataDir);
    expect(first.reused).toBe(false);
    await ask(first.url, "CREATE TABLE kept AS SELECT 41 AS number");
    first.stop();
    const second = await start(dataDir);
    expect(second).toMatchObject({ reused: false, url: first.url });
    expect(await ask(second.url, "SELECT number FROM kept")).toBe(41);
  });

  it("writes to disk before it acknowledges, listens on loopback alone and asks for a password", async () => {
    const { url } = await start(dataFolder());
    expect(await ask(url, "SHOW fsync")).toBe("on");
    expect(await ask(url, "SHOW data_checksums")).toBe("on");
    expect(await ask(url, "SHOW listen_addresses")).toBe("127.0.0.1");
    expect(await ask(url, "SHOW unix_socket_directories")).toBe("");
    const stranger = new URL(url);
    stranger.password = "wrong";
    await expect(ask(stranger.href, "SELECT 1")).rejects.toThrow("password authentication failed");
  });

  it("is found again by the next start when the application was killed", async () => {
    const dataDir = dataFolder();
    const script = `import(${JSON.stringify(join(import.meta.dirname, "embedded-postgres.mjs"))})
      .then(({ startEmbeddedPostgres }) => startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} }))
      .then(() => { process.stdout.write("up"); setInterval(() => {}, 1000); });`;
    const application = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    await once(application.stdout, "data");
    application.kill("SIGKILL");
    await once(application, "exit");
    const pid = postmaster(dataDir);
    const next = await start(dataDir);
    expect(next.reused).toBe(true);
    expect(postmaster(dataDir)).toBe(pid);
    expect(await ask(next.url, "SELECT 1")).toBe(1);
  });

  it("recovers when the server itself was killed, with every acknowledged row", async () => {
    const dataDir = dataFolder();
    const { url } = await start(dataDir);
    await ask(url, "CREATE TABLE acknowledged AS SELECT generate_series(1, 1000) AS n");
    process.kill(postmaster(dataDir), "SIGKILL");
    const again = await start(dataDir);
    expect(again.reused).toBe(false);
    expect(await ask(again.url, "SELECT count(*)::int FROM acknowledged")).toBe(1000);
  });

  it("is started again under its address when it goes while the application runs", async () => {
    const dataDir = dataFolder();
    const { url } = await start(dataDir);
    await ask(url, "CREATE TABLE kept AS SELECT 41 AS number");
    const said: string[] = [];
    const keeper = keepRunning({ dataDir, url, log: (line) => said.push(line), everyMs: 100 });
    try {
      process.kill(postmaster(dataDir), "SIGKILL");
      await vi.waitFor(() => expect(said).toEqual(["The embedded PostgreSQL was started again."]), {
        timeout: 60_000,
      });
      expect(await ask(url, "SELECT number FROM kept")).toBe(41);
    } finally {
      keeper.stop();
    }
  });

  it("does not mistake another process with the old number for its server", async () => {
    const dataDir = dataFolder();
    const { url, stop } = await start(dataDir);
    const file = join(dataDir, "cluster/postmaster.pid");
    const lines = readFileSync(file, "utf8").split("\n");
    stop();
    writeFileSync(file, [process.pid, ...lines.slice(1)].join("\n"));
    expect(await start(dataDir)).toMatchObject({ reused: false, url });
  });

  it("gives one server to launchers that start at once", async () => {
    const dataDir = dataFolder();
    const started = await Promise.all([start(dataDir), start(dataDir), start(dataDir)]);
    expect(new Set(started.map(({ url }) => url)).size).toBe(1);
    expect(started.filter(({ reused }) => !reused)).toHaveLength(1);
  });

  it("moves to another port when its own is taken", async () => {
    const dataDir = dataFolder();
    const { url, stop } = await start(dataDir);
    stop();
    const thief = createServer().listen({ port: Number(new URL(url).port), host: "127.0.0.1" });
    await once(thief, "listening");
    const moved = await start(dataDir);
    expect(new URL(moved.url).port).not.toBe(new URL(url).port);
    expect(await ask(moved.url, "SELECT 1")).toBe(1);
    thief.close();
  });

  it("starts over when the making of the database was cut off", async () => {
    const dataDir = dataFolder();
    (await start(dataDir)).stop();
    rmSync(join(dataDir, "cluster"), { recursive: true });
    spawnSync("mkdir", ["-p", join(dataDir, "draft-cut/cluster")]);
    expect(await ask((await start(dataDir)).url, "SELECT 1")).toBe(1);
    expect(existsSync(join(dataDir, "draft-cut"))).toBe(false);
  });

  it("says in one line what is wrong with the folder", async () => {
    const file = join(dataFolder(), "..", "file");
    writeFileSync(file, "");
    await expect(startEmbeddedPostgres({ dataDir: join(file, "data") })).rejects.toThrow(
      /^The folder .* cannot be used: [^\n]*$/,
    );
  });

  it("runs below a folder that others may not enter", async () => {
    const dataDir = dataFolder();
    chmodSync(join(dataDir, ".."), 0o700);
    const { url } = await start(dataDir);
    expect(await ask(url, "SELECT current_user")).toBe("hubload");
    if (isRoot) expect(ownerOf(postmaster(dataDir))).not.toBe(0);
  });
});

function ownerOf(pid: number): number {
  return Number(/^Uid:\t(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}
