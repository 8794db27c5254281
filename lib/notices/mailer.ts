import "server-only";
import { randomUUID } from "node:crypto";
import { type Selectable, sql } from "kysely";
import { hasEnded } from "../api-contract/status";
import type { Database } from "../database/database";
import type { NoticesTable } from "../database/people-tables";
import type { Jobs } from "../jobs/jobs";
import type { Log } from "../log";
import { mailText } from "./mail-text";
import type { Letter, Post } from "./smtp";

export interface Mailer {
  start(): void;
  /** Waits for the letter under way. */
  stop(): Promise<void>;
}

interface MailerOptions {
  database: Database;
  jobs: Pick<Jobs, "summaries">;
  post: Post;
  publicUrl: URL;
  log: Log;
  /** How often it is looked whether there is something to send. */
  everyMs?: number;
  /** The wait after the first failure; it doubles with each. */
  retryMs?: number;
}

type Notice = Pick<Selectable<NoticesTable>, "id" | "job_id" | "owner_id" | "kind" | "at" | "mail_tries">;
type End = "sent" | "skipped" | "given_up";

/** Longer than a try can last, so that nobody else begins one meanwhile. */
const leaseMinutes = 10;
const longestWaitMs = 60 * 60_000;
/** What nobody could be told within a day is not news any more. */
const newsHours = 24;

/**
 * Sends the notices as e-mail to whoever submitted the import. The table is the outbox: a notice is claimed with a lease,
 * handed over, and only then marked, so none is lost; whoever lost its lease marks nothing.
 */
export function createMailer(options: MailerOptions): Mailer {
  const { log, everyMs = 5_000 } = options;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> | undefined;
  let isStopping = false;
  const go = async () => {
    try {
      while (!isStopping && (await mailOne(options)));
    } catch (error) {
      log.warn({ error }, "notices could not be sent by e-mail");
    } finally {
      round = undefined;
    }
  };
  return {
    start() {
      timer ??= setInterval(() => {
        round ??= go();
      }, everyMs);
      timer.unref();
    },
    async stop() {
      isStopping = true;
      clearInterval(timer);
      await round;
    },
  };
}

/** @returns whether there was one */
async function mailOne(options: MailerOptions): Promise<boolean> {
  const { database } = options;
  const lease = randomUUID();
  const notice = await claim(database, lease);
  if (!notice) return false;
  const letter = await letterOf(options, notice);
  if (letter === null) {
    await finish(database, notice, lease, "skipped");
    return true;
  }
  try {
    await options.post(letter);
  } catch (error) {
    await failed(options, notice, lease, error);
    return true;
  }
  await finish(database, notice, lease, "sent");
  return true;
}

async function claim(database: Database, lease: string): Promise<Notice | undefined> {
  const { rows } = await sql<Notice>`
    update notices set mail_lease = ${lease}, mail_tries = mail_tries + 1,
      mail_next_at = now() + make_interval(mins => ${leaseMinutes})
    where id = (select id from notices where mail = 'waiting' and mail_next_at <= now()
      and at > now() - make_interval(hours => ${newsHours})
      order by mail_next_at limit 1 for update skip locked)
    returning id, job_id, owner_id, kind, at, mail_tries`.execute(database);
  return rows[0];
}

/** `null`: there is nobody to tell, it is not wanted, or it is not so any more. */
async function letterOf(
  { database, jobs, publicUrl }: MailerOptions,
  { id, job_id, owner_id, kind }: Notice,
): Promise<Letter | null> {
  const person = await database
    .selectFrom("user")
    .select(["name", "email"])
    .where("id", "=", owner_id)
    .executeTakeFirst();
  const settings = await database
    .selectFrom("notice_settings")
    .select("mail")
    .where("person_id", "=", owner_id)
    .executeTakeFirst();
  const now = await database
    .selectFrom("jobs")
    .select(["status", "needs_person"])
    .where("id", "=", job_id)
    .executeTakeFirst();
  const [job] = await jobs.summaries([job_id]);
  if (!person || !job || !now || settings?.mail === false) return null;
  const isStillSo = kind === "needs_you" ? now.needs_person : hasEnded(now.status);
  if (!isStillSo) return null;
  return {
    ...mailText(job, kind, publicUrl),
    to: { name: person.name, address: person.email },
    messageId: `<import-${job_id}.notice-${id}@${publicUrl.hostname}>`,
  };
}

async function finish(database: Database, { id }: Notice, lease: string, end: End): Promise<void> {
  await database
    .updateTable("notices")
    .set({ mail: end, mail_at: sql<Date>`now()`, mail_lease: null })
    .where("id", "=", id)
    .where("mail_lease", "=", lease)
    .execute();
}

/** Only codes are told: what a mail server says may repeat what it was sent. */
async function failed(options: MailerOptions, notice: Notice, lease: string, error: unknown): Promise<void> {
  const { database, log, retryMs = 30_000 } = options;
  const facts = { notice: notice.id, job: notice.job_id, tries: notice.mail_tries, ...codesOf(error) };
  if (isFinal(facts)) {
    log.error(facts, "the mail server refused a notice for good: it is not sent");
    await finish(database, notice, lease, "given_up");
    return;
  }
  const waitMs = Math.min(longestWaitMs, retryMs * 2 ** Math.min(notice.mail_tries - 1, 20));
  log.warn({ ...facts, againInMs: waitMs }, "a notice could not be sent by e-mail; it is tried again");
  await database
    .updateTable("notices")
    .set({ mail_lease: null, mail_next_at: sql<Date>`now() + ${waitMs} * interval '1 millisecond'` })
    .where("id", "=", notice.id)
    .where("mail_lease", "=", lease)
    .execute();
}

interface Codes {
  code: string | null;
  smtpStatus: number | null;
}

function codesOf(error: unknown): Codes {
  const { code = null, responseCode = null } =
    typeof error === "object" && error !== null ? (error as { code?: unknown; responseCode?: unknown }) : {};
  return {
    code: typeof code === "string" ? code : null,
    smtpStatus: typeof responseCode === "number" ? responseCode : null,
  };
}

/** The recipient or the letter was refused for good. RFC 5321, 4.2.1; a refused sign-in can be mended here. */
const isFinal = ({ code, smtpStatus }: Codes): boolean =>
  (code === "EENVELOPE" || code === "EMESSAGE") && smtpStatus !== null && smtpStatus >= 500;
