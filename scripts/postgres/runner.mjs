import { spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { LaunchError } from "../launch/launch-error.mjs";

/**
 * @typedef {{ uid: number, gid: number }} Account
 * @typedef {{ account: Account | null, run(binary: string, args: string[], input?: string): { status: number | null, output: string } }} Runner
 */

/** Lets a process of another account pass closed folders on its way to its own: measured with util-linux 2.38. */
const passingClosedFolders = ({ uid, gid }) => [
  "setpriv",
  `--reuid=${uid}`,
  `--regid=${gid}`,
  "--clear-groups",
  "--securebits=+no_setuid_fixup",
  "--inh-caps=+dac_override",
  "--ambient-caps=+dac_override",
];

/** Runs the binaries as whoever we are. */
export function plainRunner() {
  return { account: null, run: (binary, args, input) => run([binary, ...args], {}, input) };
}

/**
 * PostgreSQL refuses to run as root, so root runs it as an account without rights.
 * @param {Account} account
 * @param {string} native the folder of the binaries
 * @param {string} folder where the cluster's folder is or will be
 * @returns {Runner | null} null when that account can reach one of the two in no way.
 */
export function unprivilegedRunner(account, native, folder) {
  const ways = [
    (binary, args, input) => run([binary, ...args], account, input),
    (binary, args, input) => run([...passingClosedFolders(account), binary, ...args], {}, input),
  ];
  const trial = mkdtempSync(join(folder, "trial-"));
  try {
    chownSync(trial, account.uid, account.gid);
    const works = (way) =>
      way("/bin/sh", [
        "-c",
        'cd "$1" && test -w . && "$2" --version',
        "sh",
        trial,
        join(native, "bin/postgres"),
      ]);
    const way = ways.find((candidate) => works(candidate).status === 0);
    return way ? { account, run: way } : null;
  } finally {
    rmSync(trial, { recursive: true });
  }
}

/**
 * The account to run as: whoever owns the cluster, else "hubload" where that user exists, else "nobody".
 * @param {string} cluster
 * @returns {Account}
 */
export function accountFor(cluster) {
  if (existsSync(cluster)) {
    const { uid, gid } = statSync(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  const user = ["hubload", "nobody"].map((name) => users.find((fields) => fields[0] === name)).find(Boolean);
  if (!user)
    throw new LaunchError(
      "PostgreSQL does not run as root, and there is no user nobody. Start as another user.",
    );
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

function run([command, ...args], identity, input) {
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    ...identity,
    input: input ?? "",
    cwd: "/",
    // None of the caller's PG… variables, and messages in one language.
    env: { PATH: process.env.PATH ?? "/usr/bin:/bin", LC_ALL: "C", TZ: "UTC" },
    encoding: "utf8",
    timeout: 120_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return { status, output: error ? error.message : `${stdout}${stderr}`.trim() };
}
