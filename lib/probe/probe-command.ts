import "server-only";
import { probeLines } from "@/lib/wording/probe";
import { createMemory } from "../connections/remembered";
import { openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { readEnv } from "../env";
import { UpstreamError } from "../open-connectors/errors";
import { createOpenConnectors } from "../open-connectors/open-connectors";
import { createProbe } from "./probe";

const usage =
  'Say which connection, by its id: npm run probe -- 425904 [--object customers] [--company "Example Trading Ltd"]';

/**
 * `npm run probe -- <connection>`: says what it will do, does it, and prints the answers. Called by scripts/probe.mjs,
 * which fills in DATABASE_URL.
 * @returns the exit code
 */
export async function probe(
  words: readonly string[],
  environment: Record<string, string | undefined>,
  say: (line: string) => void,
): Promise<number> {
  const given = readWords(words);
  // Sessions are not used here; the secret may be one that only `npm start` makes.
  const read = readEnv({ ...environment, SESSION_SECRET: "unused".padEnd(32, "-") });
  const problems = given === undefined ? [usage] : "problems" in read ? read.problems : [];
  if (given === undefined || "problems" in read) {
    problems.forEach(say);
    return 1;
  }
  const { env } = read;
  const { database, close } = openDatabase(env.databaseUrl, { maxConnections: 2 });
  const openConnectors = createOpenConnectors({
    baseUrl: env.openConnectorsUrl,
    userSecret: env.userSecret,
    organizationSecret: env.organizationSecret,
    connectionsFile: env.connectionsFile,
    tags: env.tags,
    proxy: { https: env.httpsProxy, except: env.noProxy },
    onWarning: say,
  });
  try {
    await migrate(database);
    const asked = createProbe({ database, openConnectors, publicUrl: env.publicUrl });
    const memory = createMemory(database, env.openConnectorsUrl.href);
    const remembered = await memory.of(given.connectionId);
    // On the command line only a mark that an administrator made counts.
    const plan = await asked.plan({ ...given, isTest: remembered?.environment === "test" });
    plan.says.forEach(say);
    if (plan.creates === null && given.typedName === undefined)
      say(`On the command line: --company "${plan.nameToType}"`);
    const report = await asked.run(plan);
    for (const { question, answer } of probeLines(report.answers)) say(`${question}: ${answer}`);
    if (plan.creates !== null) say(`Deleted again: ${report.deleted} records.`);
    report.problems.forEach(say);
    return report.problems.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    say(error.message);
    return 1;
  } finally {
    await openConnectors.close();
    await close();
  }
}

function readWords(words: readonly string[]) {
  const [connectionId, ...options] = words;
  if (connectionId === undefined || connectionId.startsWith("--")) return undefined;
  const given: { connectionId: string; objectName?: string; typedName?: string } = { connectionId };
  for (let at = 0; at < options.length; at += 2) {
    const value = options[at + 1];
    if (value === undefined) return undefined;
    if (options[at] === "--object") given.objectName = value;
    else if (options[at] === "--company") given.typedName = value;
    else return undefined;
  }
  return given;
}
