import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { type Database, openDatabase } from "../database/database";
import { migrate } from "../database/migrate";
import { generateJobs } from "../jobs/generate-jobs";
import { readSummaries } from "../jobs/job-summaries";
import { createMailer, type Mailer } from "./mailer";
import { createNotices } from "./notices";
import { createPost } from "./smtp";

interface Arrived {
  to: string[];
  raw: string;
}

const password = "p%40ss-that-nobody-sees";
const publicUrl = new URL("https://hubload.example.com");
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

let database: Database;
let end: () => Promise<void>;
let server: SMTPServer;
let port: number;
let arrived: Arrived[] = [];
/** What the server answers to the next recipients; `null`: it takes them. */
let refusals: (number | null)[] = [];
let mailers: Mailer[] = [];

beforeAll(async () => {
  const { url, drop } = await createTestDatabase();
  const opened = openDatabase(url);
  database = opened.database;
  await migrate(database);
  await generateJobs(database, 30);
  await sql`create table "user" (id text primary key, name text, email text, role text, "createdAt" timestamptz)`.execute(
    database,
  );
  await sql`insert into "user" (id, name, email) values ('p1', ${"Jane\r\nBcc: eve@example.com"}, 'jane@example.com')`.execute(
    database,
  );
  server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: (auth, _session, done) =>
      auth.password === decodeURIComponent(password)
        ? done(null, { user: auth.username })
        : done(new Error("no")),
    onRcptTo(_address, _session, done) {
      const status = refusals.shift() ?? null;
      done(
        status === null
          ? undefined
          : Object.assign(new Error(`not now ${password}`), { responseCode: status }),
      );
    },
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        arrived.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString("utf8"),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.server.address() as AddressInfo).port;
  end = async () => {
    await new Promise<void>((resolve) => server.close(resolve));
    await opened.close();
    await drop();
  };
});
afterAll(() => end());

beforeEach(async () => {
  arrived = [];
  refusals = [];
  mailers = [];
  vi.clearAllMocks();
  await database.deleteFrom("notices").execute();
  await database.deleteFrom("notice_settings").execute();
});
afterEach(() => Promise.all(mailers.map((mailer) => mailer.stop())));

function start(from = "hubload@example.com") {
  const mailer = createMailer({
    ...{ database, publicUrl, log, everyMs: 5, retryMs: 20 },
    jobs: { summaries: (ids) => readSummaries(database, ids) },
    post: createPost({ url: new URL(`smtp://hubload:${password}@127.0.0.1:${port}`), from }),
  });
  mailers.push(mailer);
  mailer.start();
}

const note = (job: string, kind: "ended" | "needs_you") =>
  database.insertInto("notices").values({ job_id: job, owner_id: "p1", kind }).execute();
const states = async () =>
  (await database.selectFrom("notices").select("mail").orderBy("id").execute()).map(({ mail }) => mail);
const until = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

/** Quoted-printable, RFC 2045, 6.7. */
const plain = (raw: string) =>
  Buffer.from(
    raw
      .replace(/=\r\n/g, "")
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

test("whoever submitted an import gets one letter that says what became of it, however many send", async () => {
  await database
    .updateTable("jobs")
    .set({ status: "completed_with_failures" })
    .where("id", "=", "j20")
    .execute();
  for (let at = 0; at < 5; at += 1) await note("j20", "ended");
  for (let at = 0; at < 4; at += 1) start();
  await until(async () => expect(await states()).toEqual(Array.from({ length: 5 }, () => "sent")));
  expect(arrived).toHaveLength(5);
  const ids = arrived.map(({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1]);
  expect(new Set(ids).size).toBe(5);
  const text = plain(arrived[0]?.raw ?? "");
  expect(text).toContain("Subject: Import 20: Done, 2 failed, customers in Company 6");
  expect(text).toContain("8 of 10 customers created in Company 6. 2 failed.");
  expect(text).toContain("https://hubload.example.com/jobs/j20");
  expect(arrived[0]?.to).toEqual(["jane@example.com"]);
});

test("what a mail server does not take now is tried again, as the same letter, and the log keeps its secrets", async () => {
  refusals = [451, 451];
  await note("j7", "ended");
  start();
  await until(async () => expect(await states()).toEqual(["sent"]));
  expect(arrived).toHaveLength(1);
  expect(log.warn).toHaveBeenCalledTimes(2);
  const logged = JSON.stringify(log.warn.mock.calls);
  expect(logged).toContain('"smtpStatus":451');
  expect(logged).not.toContain("ss-that-nobody-sees");
});

test("a server that cannot be reached is tried again; a recipient refused for good is said once and left", async () => {
  const listening = port;
  port = 1;
  await note("j7", "ended");
  start();
  await until(() => expect(log.warn).toHaveBeenCalled());
  await mailers[0]?.stop();
  port = listening;
  expect(JSON.stringify(log.warn.mock.calls)).toContain('"smtpStatus":null');
  refusals = [550];
  start();
  await until(async () => expect(await states()).toEqual(["given_up"]));
  expect(log.error).toHaveBeenCalledOnce();
  expect(arrived).toEqual([]);
});

test("names of files, systems and people add no header and no recipient", async () => {
  await database
    .updateTable("jobs")
    .set({
      file_name: "a.csv\r\nBcc: eve@example.com\r\n\r\n<b>hello</b>",
      connection_name: "Sage\r\nTo: eve@example.com\u2028\u202E",
    })
    .where("id", "=", "j8")
    .execute();
  await note("j8", "ended");
  start();
  await until(async () => expect(await states()).toEqual(["sent"]));
  const [letter] = arrived;
  expect(letter?.to).toEqual(["jane@example.com"]);
  const headers = (letter?.raw ?? "").split("\r\n\r\n")[0] ?? "";
  expect(
    headers
      .replace(/\r\n[ \t]+/g, " ")
      .split("\r\n")
      .filter((line) => /^(to|cc|bcc):/i.test(line)),
  ).toHaveLength(1);
  expect(headers).toContain("Content-Type: text/plain");
  expect(plain(letter?.raw ?? "")).toContain("File: a.csv Bcc: eve@example.com <b>hello</b>");
});

test("what is not so any more, and what is not wanted, is not sent; what is older than a day is no news", async () => {
  await note("j9", "needs_you");
  start();
  await until(async () => expect(await states()).toEqual(["skipped"]));
  const board = createNotices({
    database,
    jobs: { summaries: (ids) => readSummaries(database, ids) },
    sendsMail: true,
  });
  await board.wantMail({ id: "p1" }, false);
  expect((await board.list({ id: "p1" })).mail).toBe(false);
  await note("j7", "ended");
  await until(async () => expect(await states()).toEqual(["skipped", "skipped"]));
  await board.wantMail({ id: "p1" }, true);
  await database
    .insertInto("notices")
    .values({ job_id: "j7", owner_id: "p1", kind: "ended", at: new Date(Date.now() - 25 * 3_600_000) })
    .execute();
  await note("j7", "ended");
  await until(async () => expect(await states()).toEqual(["skipped", "skipped", "waiting", "sent"]));
  expect(arrived).toHaveLength(1);
});
