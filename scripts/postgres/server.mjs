import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { tryPort } from "../launch/free-port.mjs";
import { LaunchError } from "../launch/launch-error.mjs";
import { commandLine, processMark } from "../launch/process-mark.mjs";

const startTimeoutMs = 120_000;
const largestLogBytes = 10 * 1024 * 1024;

/**
 * @typedef {"stopped" | "stale" | "starting" | "stopping" | "ready"} ServerState
 * @param {string} cluster
 * @param {string} mark what our servers carry on their command line
 * @returns {{ state: ServerState, port: number }}
 */
function serverState(cluster, mark) {
  const lines = readOrEmpty(join(cluster, "postmaster.pid")).split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!pid) return { state: "stopped", port };
  // A killed server leaves the file behind, perhaps as a zombie nobody reaps, or its number goes to another process.
  if (processMark(pid) === null || !commandLine(pid).includes(clusterName(mark)))
    return { state: "stale", port };
  const word = (lines[7] ?? "").trim();
  return { state: word === "ready" || word === "stopping" ? word : "starting", port };
}

const clusterName = (mark) => `cluster_name=hubload-${mark}`;

/**
 * Starts the server, or finds it running: it outlives an application that was killed. Call it under the launcher's lock.
 * @param {import("./home.mjs").Home} home
 * @param {string} dataDir
 * @param {Record<string, string>} settings
 * @returns {Promise<{ port: number, reused: boolean }>}
 */
export async function startServer(home, dataDir, settings) {
  const mark = readFileSync(join(dataDir, "mark"), "utf8").trim();
  const giveUpAt = Date.now() + startTimeoutMs;
  let reused = true;
  let reason = "it did not answer in time";
  while (Date.now() < giveUpAt) {
    const { state, port } = serverState(home.cluster, mark);
    if (state === "ready" && (await answers(port))) return { port, reused };
    if (state === "stale") rmSync(join(home.cluster, "postmaster.pid"), { force: true });
    if (state === "stopped" || state === "stale") {
      reused = false;
      const failure = launch(home, { ...settings, port: String(await choosePort(dataDir)) }, mark);
      if (failure && !failure.passing) throw cannotStart(home, failure.reason);
      if (failure) reason = failure.reason;
    }
    await delay(100);
  }
  throw cannotStart(home, reason);
}

/** Stops the server at once, ending its connections. Synchronous, so that it can be the last thing a process does. */
export function stopServer({ cluster, native, runner }) {
  runner.run(join(native, "bin/pg_ctl"), ["-D", cluster, "-m", "fast", "-w", "-t", "60", "stop"]);
}

/** A free port, chosen once and kept beside the data; another when somebody else has taken it meanwhile. */
async function choosePort(dataDir) {
  const file = join(dataDir, "port");
  const kept = Number(readOrEmpty(file));
  const port = (kept && (await tryPort(kept))) || (await tryPort(0));
  if (port !== kept) writeFileSync(file, String(port));
  return port;
}

function launch({ cluster, native, runner }, settings, mark) {
  const log = join(cluster, "server.log");
  const before = keepSmall(log);
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  const { status, output } = runner.run(join(native, "bin/pg_ctl"), [
    ...["-D", cluster, "-w", "-t", "60", "-l", log],
    ...["-o", [...options, `-c ${clusterName(mark)}`].join(" "), "start"],
  ]);
  if (status === 0) return null;
  const said = readOrEmpty(log).slice(before);
  const fatal = said.match(/(?:FATAL|PANIC):\s+(.*)/)?.[1];
  // Children of a killed server go within moments; a port can be taken between our look and the start.
  const passing = /pre-existing shared memory|lock file .* already exists|Address already in use/.test(said);
  return { reason: fatal ?? output.split("\n").at(-1), passing };
}

function keepSmall(log) {
  const size = statSync(log, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= largestLogBytes) return size;
  renameSync(log, `${log}.1`);
  return 0;
}

const cannotStart = ({ cluster }, reason) =>
  new LaunchError(
    `The embedded PostgreSQL does not start: ${reason}. Its log is ${join(cluster, "server.log")}.`,
  );

/** Whether a PostgreSQL answers: its protocol's SSLRequest gets one letter back, without a session. */
export function answers(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 5_000 });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => socket.write(Buffer.from("0000000804d2162f", "hex")));
    socket.once("data", () => end(true));
    socket.once("error", () => end(false));
    socket.once("timeout", () => end(false));
    socket.once("close", () => end(false));
  });
}

function readOrEmpty(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return "";
    throw error;
  }
}
