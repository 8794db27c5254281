import "server-only";
import { z } from "zod";
import { type PartSizes, partSizes } from "./api-contract/parts";

/**
 * The program's configuration. The only reader of process.env (the two instrumentation files excepted); parsed once,
 * when first asked for, so that a build needs none of it.
 */
export interface Env {
  /** Base URL of the platform API, ending in `/elements/api-v2`. Open Connectors reference, base URLs. */
  openConnectorsUrl: URL;
  userSecret: string;
  /** With it, connections are read from `GET /instances`; without it, from `connectionsFile`. */
  organizationSecret: string | undefined;
  connectionsFile: string | undefined;
  /** Only instances with one of these tags are offered; empty: all. */
  tags: string[];
  /** Keys of the callback hash, each tried; empty: callbacks are unsigned hints. */
  signatureKeys: string[];
  /** `false` only silences the line that says that no callback ever came. */
  callbacks: boolean;
  /** What Open Connectors is called through; `undefined`: directly. */
  httpsProxy: URL | undefined;
  /** What is called directly all the same; see lib/open-connectors/proxy.ts. */
  noProxy: string | undefined;
  host: string;
  port: number;
  publicUrl: URL;
  dataDir: string;
  databaseUrl: string;
  sessionSecret: string;
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  demo: boolean;
  /** Where notices are sent as e-mail from; `undefined`: nowhere. */
  mail: { url: URL; from: string } | undefined;
  /** Rows of an import are removed so many days after it has ended; `null`: never. */
  retentionDays: number | null;
  /** Whether fingerprints are kept of rows that were accepted or refused, where an administrator does not forbid it. */
  keepsRows: boolean;
  /** How imports are cut into parts. */
  partSizes: PartSizes;
}

/** Set by Next: `next dev` needs eval for its error overlay. */
export const isDevelopment = process.env.NODE_ENV === "development";

/** Where this build lies: a test run has a folder of its own. */
export const buildFolder = (): string => process.env.NEXT_DIST_DIR ?? ".next";

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]", "::1"];
export const isLoopback = (host: string): boolean =>
  loopbackHosts.includes(host) || host.endsWith(".localhost");

const text = z.string().trim().min(1, "is missing");
/** It goes into a header: one line, nothing that cannot be seen. */
const secret = text.regex(/^[\x20-\x7e]+$/, "must be one line of plain characters");
const list = z
  .string()
  .default("")
  .transform((value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter((item) => item !== ""),
  );
const onOff = (whenUnset: boolean) =>
  z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum(["", "1", "0", "on", "off", "true", "false"], "must be on or off"))
    .default("")
    .transform((value) => (value === "" ? whenUnset : ["1", "on", "true"].includes(value)));
const partSize = z.coerce
  .number<string>("must be whole numbers")
  .int("must be whole numbers")
  .min(1, "must be at least 1")
  .max(1_000_000);
const url = (pattern: (value: URL) => string | undefined) =>
  text.transform((value, context) => {
    const parsed = URL.canParse(value) ? new URL(value) : undefined;
    const problem = parsed ? pattern(parsed) : "is not a URL";
    if (parsed && problem === undefined) return parsed;
    context.addIssue({ code: "custom", message: problem ?? "is not a URL" });
    return z.NEVER;
  });

function httpsUnlessLoopback(value: URL): string | undefined {
  if (value.username !== "" || value.password !== "") return "must not carry a user name or password";
  if (value.protocol === "https:") return undefined;
  if (value.protocol === "http:" && isLoopback(value.hostname)) return undefined;
  return "must begin with https:// (http:// is accepted for this computer only, such as http://localhost:3000)";
}

/** Often written without `http://`. */
const proxy = text
  .transform((value) => (value.includes("://") ? value : `http://${value}`))
  .pipe(
    url(({ protocol, username, password }) => {
      if (protocol !== "http:" && protocol !== "https:") return "must begin with http:// or https://";
      return isDecodable(username) && isDecodable(password)
        ? undefined
        : "holds a % that has to be written as %25";
    }),
  );

function isDecodable(value: string): boolean {
  try {
    decodeURIComponent(value);
    return true;
  } catch {
    return false;
  }
}

const mailServer = url(({ protocol, hostname, username, password }) => {
  if (protocol !== "smtp:" && protocol !== "smtps:") return "must begin with smtp:// or smtps://";
  if (hostname === "") return "names no mail server";
  return isDecodable(username) && isDecodable(password)
    ? undefined
    : "holds a % that has to be written as %25";
});

const variables = z.object({
  OPEN_CONNECTORS_URL: url((value) => {
    if (!value.pathname.replace(/\/$/, "").endsWith("/elements/api-v2"))
      return "must end in /elements/api-v2";
    return httpsUnlessLoopback(value);
  }),
  OPEN_CONNECTORS_USER_SECRET: secret,
  OPEN_CONNECTORS_ORGANIZATION_SECRET: secret.optional(),
  OPEN_CONNECTORS_CONNECTIONS: text.optional(),
  OPEN_CONNECTORS_TAGS: list,
  OPEN_CONNECTORS_SIGNATURE_KEYS: list,
  CALLBACKS: onOff(true),
  // Both spellings are in use; where both are set, curl and others take the small letters.
  HTTPS_PROXY: proxy.optional(),
  https_proxy: proxy.optional(),
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
  HOST: z.string().trim().min(1).default("127.0.0.1"),
  PORT: z.coerce.number("must be a port number").int().min(1).max(65_535).default(3000),
  PUBLIC_URL: url(httpsUnlessLoopback).optional(),
  DATA_DIR: z.string().trim().min(1).default("./data"),
  DATABASE_URL: text.refine((value) => /^postgres(ql)?:\/\//.test(value), "must begin with postgres://"),
  SESSION_SECRET: text.min(32, "must have at least 32 characters"),
  ADMIN_EMAIL: z.email("is not an e-mail address").optional(),
  ADMIN_PASSWORD: z
    .string()
    .min(8, "must have at least 8 characters")
    .max(128, "must have at most 128 characters")
    .optional(),
  DEMO: onOff(false),
  SMTP_URL: mailServer.optional(),
  MAIL_FROM: z.email("is not an e-mail address").optional(),
  RETENTION_DAYS: z.coerce
    .number("must be a whole number of days")
    .int("must be a whole number of days")
    .min(1, "must be at least 1")
    .max(36_500)
    .optional(),
  REMEMBER_ROWS: onOff(true),
  PART_SIZES: list.pipe(z.array(partSize)).transform((sizes) => (sizes.length > 0 ? sizes : partSizes.sizes)),
  PART_WHOLE_UP_TO: z.coerce
    .number("must be a whole number")
    .int("must be a whole number")
    .min(0)
    .max(1_000_000)
    .default(partSizes.wholeUpTo),
});

/** Parses a set of variables. Empty strings count as unset. */
export function readEnv(source: Record<string, string | undefined>): { env: Env } | { problems: string[] } {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = variables.safeParse(given);
  const problems = [...(parsed.success ? [] : parsed.error.issues.map(inWords)), ...contradictions(given)];
  if (!parsed.success || problems.length > 0) return { problems };
  const value = parsed.data;
  return {
    env: {
      openConnectorsUrl: value.OPEN_CONNECTORS_URL,
      userSecret: value.OPEN_CONNECTORS_USER_SECRET,
      organizationSecret: value.OPEN_CONNECTORS_ORGANIZATION_SECRET,
      connectionsFile: value.OPEN_CONNECTORS_CONNECTIONS,
      tags: value.OPEN_CONNECTORS_TAGS,
      signatureKeys: value.OPEN_CONNECTORS_SIGNATURE_KEYS,
      callbacks: value.CALLBACKS,
      httpsProxy: value.https_proxy ?? value.HTTPS_PROXY,
      noProxy: value.no_proxy ?? value.NO_PROXY,
      host: value.HOST,
      port: value.PORT,
      publicUrl: value.PUBLIC_URL ?? new URL(`http://localhost:${value.PORT}`),
      dataDir: value.DATA_DIR,
      databaseUrl: value.DATABASE_URL,
      sessionSecret: value.SESSION_SECRET,
      adminEmail: value.ADMIN_EMAIL,
      adminPassword: value.ADMIN_PASSWORD,
      demo: value.DEMO,
      mail:
        value.SMTP_URL && value.MAIL_FROM !== undefined
          ? { url: value.SMTP_URL, from: value.MAIL_FROM }
          : undefined,
      retentionDays: value.RETENTION_DAYS ?? null,
      keepsRows: value.REMEMBER_ROWS,
      partSizes: { wholeUpTo: value.PART_WHOLE_UP_TO, sizes: value.PART_SIZES },
    },
  };
}

/** What no variable shows by itself. Looked at even when others are wrong, so that one start names everything. */
function contradictions(given: Record<string, string | undefined>): string[] {
  const problems: string[] = [];
  const has = (name: keyof z.input<typeof variables>) => given[name] !== undefined;
  if (!has("OPEN_CONNECTORS_ORGANIZATION_SECRET") && !has("OPEN_CONNECTORS_CONNECTIONS"))
    problems.push(
      "OPEN_CONNECTORS_ORGANIZATION_SECRET is missing (or name a file of connections in OPEN_CONNECTORS_CONNECTIONS)",
    );
  if (has("ADMIN_PASSWORD") && !has("ADMIN_EMAIL"))
    problems.push("ADMIN_EMAIL is missing: ADMIN_PASSWORD is the password of that account");
  if (has("SMTP_URL") !== has("MAIL_FROM"))
    problems.push(
      has("SMTP_URL")
        ? "MAIL_FROM is missing: the address that e-mail through SMTP_URL comes from"
        : "SMTP_URL is missing: the mail server that MAIL_FROM sends through",
    );
  if (onOff(false).safeParse(given.DEMO).data && !isLoopback(given.HOST ?? "127.0.0.1"))
    problems.push("DEMO listens on this computer only: leave HOST unset or set it to 127.0.0.1");
  return problems;
}

function inWords(issue: z.core.$ZodIssue): string {
  const name = String(issue.path[0]);
  const missing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
  return `${name} ${missing ? "is missing" : issue.message}`;
}

let parsed: Env | undefined;

/** @throws Error naming every variable that is missing or malformed, a line each. */
export function env(): Env {
  if (parsed) return parsed;
  const read = readEnv(process.env);
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  parsed = read.env;
  return parsed;
}
