import { spawn } from "node:child_process";
import { once } from "node:events";
import { atMost } from "../launch/ending.mjs";

/**
 * A program of ours that runs until it is told to stop. It is out of reach of the terminal's Ctrl-C, so that the order
 * of stopping is ours, and ends by itself when this process is killed.
 * @param {string} project
 * @param {string[]} args of node
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} onOutput
 */
export function startService(project, args, env, onOutput) {
  const endWithParent = import.meta.resolve("./end-with-parent.mjs");
  const child = spawn(process.execPath, ["--import", endWithParent, ...args], {
    cwd: project,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output = (output + text).slice(-20_000);
      onOutput(text);
    });
  }
  const ended = once(child, "exit").then(([code]) => code);
  return {
    ended,
    output: () => output,
    async stop() {
      child.kill("SIGTERM");
      await atMost(ended, 45_000);
      child.kill("SIGKILL");
    },
  };
}
