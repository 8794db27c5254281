import { type Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { openDatabase, openPatiently } from "./database";
import { isPassingFault } from "./is-away";
import { isMigrated, migrate } from "./migrate";

test("a migration may take longer than any query of the program", async () => {
  const { url, drop } = await createTestDatabase();
  const slow = {
    "001-slow": {
      async up(database: Kysely<unknown>) {
        await sql`select pg_sleep(6)`.execute(database);
      },
    },
  };
  const usual = openDatabase(url);
  const cutOff = await migrate(usual.database, slow).catch((error: unknown) => error);
  expect(isPassingFault(cutOff)).toBe(true);
  const patient = openPatiently(url);
  await migrate(patient.database, slow);
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(usual.database);
  expect(done.rows).toEqual([{ name: "001-slow" }]);
  for (const opened of [usual, patient]) await opened.close();
  await drop();
});

test("whether there is anything to migrate is known without the lock that another process may hold", async () => {
  const { url, drop } = await createTestDatabase();
  const { database, close } = openDatabase(url);
  expect(await isMigrated(database)).toBe(false);
  await migrate(database);
  const holder = openDatabase(url, { maxConnections: 1 });
  await holder.pool.query("select pg_advisory_lock(3853314791062309107)");
  expect(await isMigrated(database)).toBe(true);
  await sql`insert into kysely_migration (name, timestamp) values ('999-of-a-later-version', '')`.execute(
    database,
  );
  expect(await isMigrated(database)).toBe(false);
  await holder.close();
  await close();
  await drop();
});
