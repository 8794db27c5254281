import { randomBytes } from "node:crypto";
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { LaunchError } from "../launch/launch-error.mjs";

/** The one role and the one database of the embedded server. */
export const databaseName = "hubload";

const draftPrefix = "draft-";

/**
 * Makes the cluster when there is none. It gets its name when it is complete, so that a start that was cut off leaves
 * nothing that looks like a database.
 * @param {import("./home.mjs").Home} home
 * @param {string} dataDir where password and mark are kept, readable for us alone
 */
export function ensureCluster(home, dataDir) {
  if (existsSync(join(home.cluster, "PG_VERSION"))) return checkCluster(home, dataDir);
  const parent = dirname(home.cluster);
  for (const entry of readdirSync(parent)) {
    if (entry.startsWith(draftPrefix)) rmSync(join(parent, entry), { recursive: true, force: true });
  }
  const draft = mkdtempSync(join(parent, draftPrefix));
  try {
    const { password } = fillDraft(home, draft);
    writeFileSync(join(dataDir, "password"), password, { mode: 0o600 });
    writeFileSync(join(dataDir, "mark"), randomBytes(8).toString("hex"), { mode: 0o600 });
    renameSync(join(draft, "cluster"), home.cluster);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function fillDraft({ native, runner }, draft) {
  const cluster = join(draft, "cluster");
  const passwordFile = join(draft, "password");
  const password = randomBytes(24).toString("base64url");
  mkdirSync(cluster, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (runner.account) {
    for (const path of [draft, cluster, passwordFile])
      chownSync(path, runner.account.uid, runner.account.gid);
  }
  mustRun(runner, join(native, "bin/initdb"), [
    ...["-D", cluster, "-U", databaseName, "-A", "scram-sha-256", `--pwfile=${passwordFile}`],
    ...["-E", "UTF8", "--locale=C", "--data-checksums"],
  ]);
  // The single-user mode needs neither a port nor a client.
  const single = ["--single", "-D", cluster, "-c", "log_min_messages=error", "postgres"];
  mustRun(runner, join(native, "bin/postgres"), single, `CREATE DATABASE ${databaseName};\n`);
  return { password };
}

function mustRun(runner, binary, args, input) {
  const { status, output } = runner.run(binary, args, input);
  if (status === 0 && !/^(ERROR|FATAL|PANIC)/m.test(output)) return;
  const reason = output.split("\n").filter(Boolean).at(-1) ?? "no message";
  throw new LaunchError(`The embedded PostgreSQL could not make its database: ${reason}`);
}

function checkCluster({ cluster, native, runner }, dataDir) {
  const us = runner.account?.uid ?? process.getuid();
  if (statSync(cluster).uid !== us) {
    throw new LaunchError(
      `The database in ${cluster} belongs to another user. Start as the user who made it, or set DATA_DIR to another folder.`,
    );
  }
  const made = readFileSync(join(cluster, "PG_VERSION"), "utf8").trim();
  const here = runner.run(join(native, "bin/postgres"), ["--version"]).output.match(/\d+/)?.[0];
  if (made !== here) {
    throw new LaunchError(
      `The database in ${cluster} was made by PostgreSQL ${made}, and this is PostgreSQL ${here}: install the version of Hubload that made it.`,
    );
  }
  for (const name of ["password", "mark"]) {
    if (!existsSync(join(dataDir, name)))
      throw new LaunchError(`${join(dataDir, name)} is missing: bring it back from a backup of the folder.`);
  }
}
