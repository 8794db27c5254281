// npm run reset-password -- someone@example.com: prints a one-time link, whether the application runs or not.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { claimApplication } from "./launch/application.mjs";
import { openDataFolder } from "./launch/data-folder.mjs";
import { LaunchError, toPrint } from "./launch/launch-error.mjs";

const project = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  process.exitCode = await main(process.argv[2]);
} catch (error) {
  console.error(toPrint(error));
  process.exitCode = 1;
}

async function main(email) {
  if (!email?.includes("@"))
    throw new LaunchError("Say whose: npm run reset-password -- someone@example.com");
  if (existsSync(join(project, ".env"))) process.loadEnvFile(join(project, ".env"));
  const ordinaryUrl = process.env.PUBLIC_URL || `http://localhost:${process.env.PORT || 3000}`;
  if (process.env.DATABASE_URL) return runCommand(email, process.env.DATABASE_URL, ordinaryUrl);
  const folder = openDataFolder();
  // Held while we use the database, so that no application starts on it and finds it stopped under its feet.
  const claim = await claimApplication(folder, {});
  const { startEmbeddedPostgres } = await import("./embedded-postgres.mjs");
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), log: console.error });
  try {
    return runCommand(email, postgres.url, "running" in claim ? claim.running.url : ordinaryUrl);
  } finally {
    if ("lock" in claim) {
      postgres.stop();
      claim.lock.release();
    }
  }
}

/** The command is part of the program, in TypeScript, and runs as its server does. */
function runCommand(email, databaseUrl, publicUrl) {
  const command = fileURLToPath(import.meta.resolve("./setup/reset-password-command.mjs"));
  return (
    spawnSync(process.execPath, ["--conditions=react-server", "--import", "tsx", command, email], {
      cwd: project,
      stdio: "inherit",
      // Not as words of the command: those are for every user of this computer to read.
      env: { ...process.env, DATABASE_URL: databaseUrl, PUBLIC_URL: publicUrl },
    }).status ?? 1
  );
}
