import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../launch/process-mark.mjs";

/**
 * Ends the PostgreSQL servers that tests left behind in a folder that is about to go: an application that was killed
 * on purpose leaves its server running.
 * @param {string} folder
 */
export function endServersBelow(folder) {
  for (const entry of readdirSync(folder, { recursive: true })) {
    if (!entry.endsWith("postmaster.pid")) continue;
    const pid = Number(readFileSync(join(folder, entry), "utf8").split("\n")[0]);
    // SIGQUIT is PostgreSQL's immediate shutdown.
    if (pid > 0 && commandLine(pid).includes("cluster_name=hubload-")) process.kill(pid, "SIGQUIT");
  }
}
