import "server-only";
import { mkdirSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { type AlreadySentRows, createAlreadySent } from "./already-sent/already-sent";
import { type Auth, createAuth } from "./auth/auth";
import { type Connections, createConnections } from "./connections/connections";
import { createHealth } from "./connections/health";
import { createMemory } from "./connections/remembered";
import { checkReach, withinReach } from "./database/check-reach";
import { type Database, openDatabase, openPatiently } from "./database/database";
import { isMigrated, migrate } from "./database/migrate";
import { createDraftSweeper } from "./drafts/draft-sweeper";
import { createDrafts, type Drafts } from "./drafts/drafts";
import { type Env, env, isLoopback } from "./env";
import { createEvidence, type Evidence } from "./evidence/evidence";
import { toBaseUrl } from "./jobs/begun-elsewhere";
import { createJobs, type Jobs } from "./jobs/jobs";
import { defaultPace } from "./jobs/pace";
import { createLayouts, type Layouts } from "./layouts/layouts";
import { createLive, type Live } from "./live/live";
import { createLog, type Log } from "./log";
import { createMailer, type Mailer } from "./notices/mailer";
import { createNotices, type NoticeBoard } from "./notices/notices";
import { createPost } from "./notices/smtp";
import { createOpenConnectors, type OpenConnectors } from "./open-connectors/open-connectors";
import { type CallbackHook, createCallbackHook } from "./probe/callback-hook";
import { createProbe } from "./probe/probe";
import { createProbeRuns, type ProbeRuns } from "./probe/probe-runs";
import { createReadBacks, type ReadBacks } from "./read-back/read-back";
import { createRefusals, type EarlierRefusals } from "./refusals/refusals";
import { createReports, type Reports } from "./reports/reports";
import { createRetention, type Retention } from "./retention/retention";
import { createUploads, type Uploads } from "./uploads/uploads";

/** Uploads: Open Connectors takes 6 GB; 5 GB leaves room for what multipart adds. Reference, limits. */
const maxUploadBytes = 5 * 1024 ** 3;

export interface Services {
  env: Env;
  log: Log;
  database: Database;
  pool: pg.Pool;
  auth: Auth;
  openConnectors: OpenConnectors;
  connections: Connections;
  probe: ProbeRuns;
  /** Where callbacks of the probe are handed over. */
  probeCallbacks: CallbackHook;
  uploads: Uploads;
  jobs: Jobs;
  reports: Reports;
  /** Reads rows that are done back out of the connected system. */
  readBacks: ReadBacks;
  retention: Retention;
  evidence: Evidence;
  /** Knows again what was accepted before. */
  alreadySent: AlreadySentRows;
  /** Knows again what was refused before. */
  refusals: EarlierRefusals;
  /** Saved layouts, and what finished jobs teach. */
  layouts: Layouts;
  /** Unfinished imports. */
  drafts: Drafts;
  draftSweeper: ReturnType<typeof createDraftSweeper>;
  /** Tells those who watch what changes. */
  live: Live;
  /** What people are told of. */
  notices: NoticeBoard;
  /** Tells them by e-mail; `null`: no mail server is named. */
  mailer: Mailer | null;
  /** Origins that count as this application's own. */
  origins: string[];
  close(): Promise<void>;
}

// Next bundles routes, pages and instrumentation apart: a module-level variable would exist three times.
const held = globalThis as typeof globalThis & { __hubloadServices?: Services };

/** The composition root: makes every long-lived object once per process, from the environment. */
export function services(): Services {
  held.__hubloadServices ??= createServices(env());
  return held.__hubloadServices;
}

function createServices(env: Env): Services {
  const log = createLog([
    env.userSecret,
    env.organizationSecret ?? "",
    env.sessionSecret,
    ...env.signatureKeys,
    decodeURIComponent(env.httpsProxy?.password ?? ""),
    decodeURIComponent(env.mail?.url.password ?? ""),
  ]);
  const { database, pool, close } = openDatabase(env.databaseUrl);
  const origins = ownOrigins(env.publicUrl);
  const auth = createAuth({
    pool,
    database,
    secret: env.sessionSecret,
    publicUrl: env.publicUrl,
    origins,
    say: (line) => process.stdout.write(`${line}\n`),
    now: Date.now,
  });
  const upstreamUrl = toBaseUrl(env.openConnectorsUrl.href);
  const memory = createMemory(database, upstreamUrl);
  const openConnectors = createOpenConnectors({
    baseUrl: env.openConnectorsUrl,
    userSecret: env.userSecret,
    ...(env.organizationSecret === undefined ? {} : { organizationSecret: env.organizationSecret }),
    ...(env.connectionsFile === undefined ? {} : { connectionsFile: env.connectionsFile }),
    tags: env.tags,
    proxy: { https: env.httpsProxy, except: env.noProxy },
    onWarning: (message) => log.warn({}, message),
    onHeard: createHealth(memory, (error) => log.error({ error }, "how a connection is was not kept")),
  });
  const connections = createConnections({ database, memory, openConnectors });
  const directory = path.resolve(env.dataDir, "uploads");
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const uploads = createUploads({ database, directory, maxBytes: maxUploadBytes });
  const { placeOf } = connections;
  const { publicUrl } = env;
  const pace = { ...defaultPace, batches: env.partSizes };
  const jobs = createJobs({
    ...{ database, uploads, openConnectors, placeOf, upstreamUrl, publicUrl, log, pace },
  });
  const layouts = createLayouts(database);
  const drafts = createDrafts({
    ...{ database, upstreamUrl },
    people: async () => (await auth.people()).people,
  });
  const draftSweeper = createDraftSweeper(drafts, log);
  const remembering = {
    database,
    uploads,
    upstreamUrl,
    log,
    secret: env.sessionSecret,
    keeps: env.keepsRows,
  };
  const alreadySent = createAlreadySent(remembering);
  const refusals = createRefusals(remembering);
  const live = createLive(jobs, log);
  const notices = createNotices({ database, jobs, sendsMail: env.mail !== undefined });
  const mailer = env.mail
    ? createMailer({ database, jobs, publicUrl, log, post: createPost(env.mail) })
    : null;
  const probeCallbacks = createCallbackHook(publicUrl);
  const hook = hearsCallbacks(env) ? probeCallbacks : undefined;
  const probe = createProbeRuns(
    createProbe({ database, openConnectors, publicUrl, ...(hook ? { hook } : {}) }),
    log,
  );
  return {
    ...{ env, log, database, pool, auth, origins, close },
    ...{
      openConnectors,
      connections,
      probe,
      probeCallbacks,
      uploads,
      jobs,
      alreadySent,
      refusals,
      reports: createReports(database),
      readBacks: createReadBacks({ database, uploads, openConnectors }),
      evidence: createEvidence({ database, jobs }),
      retention: createRetention({ database, uploads, log, days: env.retentionDays }),
      layouts,
      drafts,
      draftSweeper,
      live,
      notices,
      mailer,
    },
  };
}

/** Whether Open Connectors can reach this program: never on this computer's own address from elsewhere. */
const hearsCallbacks = ({ callbacks, publicUrl, openConnectorsUrl }: Env): boolean =>
  callbacks && !(isLoopback(publicUrl.hostname) && !isLoopback(openConnectorsUrl.hostname));

/** On this computer `localhost` and `127.0.0.1` with the same port are the same server. */
function ownOrigins(publicUrl: URL): string[] {
  if (!isLoopback(publicUrl.hostname)) return [publicUrl.origin];
  return ["localhost", "127.0.0.1", "[::1]"].map((host) => {
    const spelled = new URL(publicUrl);
    spelled.hostname = host;
    return spelled.origin;
  });
}

/** Everything that has to stand before the first request: schema, first administrator, workers. */
export async function startServices(): Promise<void> {
  const { auth, uploads, jobs, mailer, alreadySent, refusals, retention, draftSweeper } = services();
  const { env, log, openConnectors } = services();
  if (env.callbacks && !hearsCallbacks(env))
    log.info(
      {},
      `Open Connectors cannot call back to ${env.publicUrl.origin}: imports are followed by asking. CALLBACKS=off silences this line.`,
    );
  if (env.organizationSecret === undefined) await checkConnectionsFile(openConnectors);
  await checkReach(services().database, env.databaseUrl);
  await withinReach(env.databaseUrl, async () => {
    await migrateDatabase(services());
    await auth.prepare({ email: env.adminEmail, password: env.adminPassword, demo: env.demo });
    await uploads.recover();
  });
  jobs.start();
  mailer?.start();
  alreadySent.start();
  refusals.start();
  retention.start();
  draftSweeper.start();
}

/** With nothing to migrate, as after every fault, only short queries are made. */
async function migrateDatabase({ env, database, auth }: Services): Promise<void> {
  if ((await isMigrated(database)) && (await auth.isMigrated())) return;
  const patient = openPatiently(env.databaseUrl);
  try {
    await migrate(patient.database);
    await auth.migrate(patient.pool);
  } finally {
    await patient.close();
  }
}

/** A file that cannot be used is said at the start, not when the first person opens the wizard. */
async function checkConnectionsFile(openConnectors: OpenConnectors): Promise<void> {
  try {
    await openConnectors.connections();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`OPEN_CONNECTORS_CONNECTIONS: ${reason}`, { cause });
  }
}

/** Stops the workers, lets what is being sent end, and closes the database. */
export async function stopServices(): Promise<void> {
  services().draftSweeper.stop();
  await services().mailer?.stop();
  await services().alreadySent.stop();
  await services().refusals.stop();
  await services().retention.stop();
  await services().jobs.stop();
  await services().close();
}
