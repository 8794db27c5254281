import { type Kysely, sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../scripts/test-database.mjs";
import { generateJobs } from "../jobs/generate-jobs";
import { openDatabase, openPatiently } from "./database";
import { isPassingFault } from "./is-away";
import { isMigrated, migrate, shipped } from "./migrate";

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

test("imports of an earlier release keep their failed rows, grouped by reason as later ones are", async () => {
  const { url, drop } = await createTestDatabase();
  const { database, close } = openPatiently(url);
  const earlier = Object.entries(shipped).filter(([name]) => name <= "010-job-list");
  await migrate(database, Object.fromEntries(earlier));
  await generateJobs(database, 20);
  await sql`insert into record_outcomes (job_id, row, batch_index, reason)
    values ('j20', 2, 0, 'Row 2: the tax code T9 is unknown'), ('j20', 7, 0, 'Row 7: the tax code T9 is unknown'),
      ('j19', 1, 0, 'The name is too long')`.execute(database);
  await migrate(database);
  const { rows } = await sql`select f.job_id, f.rows::int, array_agg(o.row::int order by o.row) as named
    from failure_reasons f join record_outcomes o on o.reason_id = f.id group by f.id order by f.job_id`.execute(
    database,
  );
  expect(rows).toEqual([
    { job_id: "j19", rows: 1, named: [1] },
    { job_id: "j20", rows: 2, named: [2, 7] },
  ]);
  await close();
  await drop();
});
