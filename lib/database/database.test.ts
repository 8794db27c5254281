import { createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { checkReach, withinReach } from "./check-reach";
import { openDatabase } from "./database";
import { isDatabaseAway, isPassingFault } from "./is-away";

const thrownBy = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test("no query takes longer than five seconds, and the server's own limit comes first", async () => {
  const { url, drop } = await createTestDatabase();
  const usual = openDatabase(url);
  expect(usual.pool.options).toMatchObject({
    connectionTimeoutMillis: 4_000,
    statement_timeout: 4_000,
    query_timeout: 5_000,
  });
  await usual.close();
  const { database, close } = openDatabase(url, { statementTimeoutMs: 50, queryTimeoutMs: 20_000 });
  expect(isPassingFault(await thrownBy(sql`select pg_sleep(20)`.execute(database)))).toBe(true);
  await close();
  await drop();
});

test("what a process that is gone had locked in an open transaction is free again by itself", async () => {
  const { url, drop } = await createTestDatabase();
  const { pool, close } = openDatabase(url);
  const shown = async (name: string) => (await pool.query(`show ${name}`)).rows[0]?.[name];
  expect(await shown("idle_in_transaction_session_timeout")).toBe("15s");
  expect(await shown("lock_timeout")).toBe("30s");
  await close();
  await drop();
});

test("a query without an answer fails as one to a database that is away, and its connection is not used again", async () => {
  const { url, drop } = await createTestDatabase();
  const { database, pool, close } = openDatabase(url, { maxConnections: 1, queryTimeoutMs: 2_000 });
  const pid = () => sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(database);
  const before = (await pid()).rows[0]?.pid;
  const inTransaction = database.transaction().execute((open) => sql`select pg_sleep(20)`.execute(open));
  expect(isDatabaseAway(await thrownBy(inTransaction))).toBe(true);
  // The very next query has a connection that answers.
  expect((await pid()).rows[0]?.pid).not.toBe(before);
  expect(pool.totalCount).toBe(1);
  await close();
  await drop();
});

test("a host that takes connections and says nothing costs a query no longer than the time to connect", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  const url = `postgres://somebody:a-password@127.0.0.1:${address.port}/hubload`;
  const { database, close } = openDatabase(url, { connectTimeoutMs: 200 });
  const begun = performance.now();
  const error = await thrownBy(checkReach(database, url));
  // Without that limit it would be four seconds.
  expect(performance.now() - begun).toBeLessThan(3_500);
  expect(error).toMatchObject({
    message: expect.stringMatching(
      `^DATABASE_URL: PostgreSQL cannot be used at 127.0.0.1:${address.port}/hubload: `,
    ),
  });
  expect(String(error)).not.toContain("a-password");
  await close();
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test("a database that goes away while a start is at work with it is named as one that cannot be reached", async () => {
  const url = "postgres://somebody:a-password@127.0.0.1:5432/hubload";
  const failing = (error: Error) => thrownBy(withinReach(url, () => Promise.reject(error)));
  const away = await failing(new Error("Query read timeout"));
  expect(String(away)).toBe(
    "Error: DATABASE_URL: PostgreSQL cannot be used at 127.0.0.1:5432/hubload: Query read timeout",
  );
  const other = new Error("999-later is not known to this release");
  expect(await failing(other)).toBe(other);
});
