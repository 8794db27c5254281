import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { openDatabase } from "./database";
import { isDatabaseAway } from "./is-away";

test("a query without an answer fails as one to a database that is away, later than the server's own limit", async () => {
  const { url, drop } = await createTestDatabase();
  const usual = openDatabase(url);
  expect(usual.pool.options).toMatchObject({ statement_timeout: 60_000, query_timeout: 65_000 });
  await usual.close();
  const { database, close } = openDatabase(url, { queryTimeoutMs: 50 });
  const error = await sql`select pg_sleep(20)`.execute(database).catch((thrown: unknown) => thrown);
  expect(isDatabaseAway(error)).toBe(true);
  await close();
  await drop();
});
