import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * What tells one process from a later one with the same number: the boot and the moment it was started.
 * @param {number} pid
 * @returns {string | null} null when there is no such process, or only its zombie.
 */
export function processMark(pid) {
  return process.platform === "linux" ? markFromProc(pid) : markFromPs(pid);
}

/**
 * The command line of a running process, its words separated by blanks; empty when it cannot be read.
 * @param {number} pid
 */
export function commandLine(pid) {
  if (process.platform !== "linux") return ps(pid, "command=");
  return readOrEmpty(`/proc/${pid}/cmdline`).replaceAll("\0", " ");
}

function markFromProc(pid) {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  if (stat === "") return null;
  // proc(5): the name in brackets may hold anything; after it come the state and, 19 words later, the start time.
  const words = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (words[0] === "Z" || words[0] === "X") return null;
  return `${readOrEmpty("/proc/sys/kernel/random/boot_id").trim()}/${words[19]}`;
}

function markFromPs(pid) {
  const [state, ...started] = ps(pid, "stat=,lstart=").split(/\s+/);
  return !state || state.startsWith("Z") ? null : started.join(" ");
}

function ps(pid, format) {
  return (spawnSync("ps", ["-o", format, "-p", String(pid)], { encoding: "utf8" }).stdout ?? "").trim();
}

function readOrEmpty(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
