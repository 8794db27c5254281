import "server-only";
import type { ProbeAnswers } from "@/lib/api-contract/probe";
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
    const plan = await asked.plan({ ...given, isTest: false });
    plan.says.forEach(say);
    if (plan.creates === null && given.typedName === undefined)
      say(`On the command line: --company "${plan.nameToType}"`);
    const report = await asked.run(plan);
    inWords(report.answers).forEach(say);
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

/** One line for each answer; what stays open is said to. */
export function inWords(answers: ProbeAnswers): string[] {
  const open = "not known";
  const bases = ["0", "1", "1, and the header line is counted: the first record is 2"];
  const { status, jobList, callback } = answers;
  const names = (shape: Record<string, string>) => Object.keys(shape).join(", ");
  const lines: [string, string][] = [
    ["Rows are counted from", answers.rowBase === null ? open : (bases[answers.rowBase] ?? open)],
    [
      "Status of a job",
      status ? `${status.form} (${names(status.shape)}); ${status.words.join(" → ")}` : open,
    ],
    ["Its total", answers.totalCountsFailed === null ? open : totalInWords(answers.totalCountsFailed)],
    ["A failed row", answers.rowError ? names(answers.rowError) : open],
    ["List of jobs", jobList ? `${listInWords(jobList)} (${names(jobList.shape)})` : open],
    ["Callback", callback === "none" ? "none came" : callback ? names(callback.shape) : open],
    ["Quotes, commas, accents", answers.quoting ?? open],
    ["Byte order mark", answers.byteOrderMark ?? open],
    ["CRLF", answers.crlf ?? open],
    ["JSON lines", answers.jsonLines ?? open],
  ];
  return lines.map(([what, answer]) => `${what}: ${answer}`);
}

const totalInWords = (countsFailed: boolean) =>
  countsFailed ? "counts the failed rows as well" : "leaves the failed rows out";

function listInWords({ listed, marked }: NonNullable<ProbeAnswers["jobList"]>): string {
  if (!listed) return "does not show the job";
  return marked ? "shows the job with its mark" : "shows the job, without a mark of ours";
}
