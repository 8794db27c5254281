import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { answers } from "./server.mjs";

const lookEveryMs = 5_000;
const starter = fileURLToPath(new URL("./start-again.mjs", import.meta.url));

/**
 * Starts the embedded PostgreSQL again when it has gone while the application runs: killed, or ended by the system for want of
 * memory. In a process of its own, so that recovering keeps nobody here waiting.
 * @param {{ dataDir: string, url: string, log: (line: string) => void, everyMs?: number }} options
 * @returns {{ stop(): void }} stop before the server is stopped
 */
export function keepRunning({ dataDir, url, log, everyMs = lookEveryMs }) {
  const port = Number(new URL(url).port);
  let starting;
  let isStopped = false;
  let said = "";
  const say = (line) => {
    if (line !== said) log(line);
    said = line;
  };
  const look = async () => {
    if (starting || (await answers(port)) || isStopped || starting) return;
    starting = spawn(process.execPath, [starter, dataDir, url], { stdio: ["ignore", "ignore", "pipe"] });
    let complaint = "";
    starting.stderr.on("data", (text) => {
      complaint += text;
    });
    starting.on("error", (error) => say(error.message));
    starting.on("close", (code) => {
      starting = undefined;
      if (!isStopped) say(code === 0 ? "The embedded PostgreSQL was started again." : complaint.trimEnd());
      if (code === 0) said = "";
    });
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return {
    stop() {
      isStopped = true;
      clearInterval(timer);
      starting?.kill();
    },
  };
}
