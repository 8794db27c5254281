import { spawn } from "node:child_process";
import { once } from "node:events";

const running = new Set();

/**
 * Runs a command to its end in a process group of its own, so that its children can be ended with it.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, timeoutMs?: number, onOutput?: (text: string) => void }} options
 * @returns {Promise<{ ok: boolean, output: string }>}
 */
export async function run(command, args, { cwd, env = process.env, timeoutMs = 0, onOutput = () => {} }) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  let output = "";
  const take = (chunk) => {
    output += chunk;
    onOutput(chunk);
  };
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", take);
  const timer =
    timeoutMs > 0 &&
    setTimeout(() => {
      take(`\nStopped: it took longer than ${timeoutMs / 60_000} minutes.\n`);
      endGroup(child);
    }, timeoutMs);
  try {
    const [code] = await once(child, "close");
    return { ok: code === 0, output };
  } catch (error) {
    return { ok: false, output: `${output}${error.message}\n` };
  } finally {
    clearTimeout(timer);
    running.delete(child);
  }
}

/** Ends every command that still runs, with its children. */
export function endAll() {
  for (const child of running) endGroup(child);
}

function endGroup(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
