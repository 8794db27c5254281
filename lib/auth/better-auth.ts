import "server-only";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import type pg from "pg";

const sessionSeconds = 12 * 60 * 60;

export interface BetterAuthOptions {
  pool: pg.Pool;
  secret: string;
  publicUrl: URL;
  /** Origins a signed-in page may call from. */
  origins: string[];
}

/** Local accounts by better-auth: nobody signs up, a session lasts twelve hours. */
export function createBetterAuth({ pool, secret, publicUrl, origins }: BetterAuthOptions) {
  return betterAuth({
    appName: "Hubload",
    baseURL: publicUrl.origin,
    basePath: "/api/auth",
    secret,
    trustedOrigins: origins,
    database: pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 8, maxPasswordLength: 128 },
    session: { expiresIn: sessionSeconds, disableSessionRefresh: true },
    user: {
      additionalFields: { role: { type: "string", required: true, defaultValue: "operator", input: false } },
    },
    // Failed sign-ins are limited by sign-in-limit.ts; better-auth would also refuse successful ones.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: "hubload",
      useSecureCookies: publicUrl.protocol === "https:",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" },
    },
  });
}

export type BetterAuth = ReturnType<typeof createBetterAuth>;

/** Arbitrary but fixed: processes that start together migrate one after another. */
const migrationLock = 4_823_017;

/** Whether its tables are as they should be. */
export async function isBetterAuthMigrated({ options }: BetterAuth): Promise<boolean> {
  const { toBeCreated, toBeAdded } = await getMigrations(options);
  return toBeCreated.length + toBeAdded.length === 0;
}

/**
 * Creates or extends better-auth's tables. Safe when several processes start at once.
 * @param options.pool has two connections or more: one keeps the lock
 */
export async function migrateBetterAuth(options: BetterAuthOptions): Promise<void> {
  const client = await options.pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    const { runMigrations } = await getMigrations(createBetterAuth(options).options);
    await runMigrations();
  } finally {
    await client.query("select pg_advisory_unlock($1)", [migrationLock]);
    client.release();
  }
}
