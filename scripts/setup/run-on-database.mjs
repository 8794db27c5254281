import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { claimApplication } from "../launch/application.mjs";
import { openDataFolder } from "../launch/data-folder.mjs";

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs a command of the program with its database, whether the application runs or not.
 * @param {string} command address of its file
 * @param {string[]} words
 * @returns {Promise<number>} its exit code
 */
export async function runOnDatabase(command, words) {
  if (existsSync(join(project, ".env"))) process.loadEnvFile(join(project, ".env"));
  const ordinaryUrl = process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`;
  if (process.env.DATABASE_URL) return runCommand(command, words, process.env.DATABASE_URL, ordinaryUrl);
  const folder = openDataFolder();
  // Held while we use the database, so that no application starts on it and finds it stopped under its feet.
  const claim = await claimApplication(folder, {}, "application");
  const { startEmbeddedPostgres } = await import("../embedded-postgres.mjs");
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), log: console.error });
  try {
    return runCommand(command, words, postgres.url, "running" in claim ? claim.running.url : ordinaryUrl);
  } finally {
    if ("lock" in claim) {
      postgres.stop();
      claim.lock.release();
    }
  }
}

/** The command is part of the program, in TypeScript, and runs as its server does. */
function runCommand(command, words, databaseUrl, publicUrl) {
  const file = fileURLToPath(command);
  return (
    spawnSync(process.execPath, ["--conditions=react-server", "--import", "tsx", file, ...words], {
      cwd: project,
      stdio: "inherit",
      // Not as words of the command: those are for every user of this computer to read.
      env: { ...process.env, DATABASE_URL: databaseUrl, PUBLIC_URL: publicUrl },
    }).status ?? 1
  );
}
