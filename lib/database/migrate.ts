import "server-only";
import { type Migration, Migrator, sql } from "kysely";
import type { Database } from "./database";
import { jobsMigration } from "./migrations/001-jobs";
import { probesMigration } from "./migrations/002-probes";
import { connectionsMigration } from "./migrations/003-connections";
import { controlMigration } from "./migrations/004-control";
import { decisionsMigration } from "./migrations/005-decisions";
import { jobListMigration } from "./migrations/010-job-list";
import { layoutsMigration } from "./migrations/011-layouts";
import { draftsMigration } from "./migrations/012-drafts";
import { familiesMigration } from "./migrations/013-families";
import { alreadySentMigration } from "./migrations/014-already-sent";
import { reportsMigration } from "./migrations/015-reports";
import { noticesMigration } from "./migrations/016-notices";
import { refusalsMigration } from "./migrations/017-refusals";
import { begunFromMigration } from "./migrations/018-begun-from";
import { readBacksMigration } from "./migrations/018-read-backs";

/** In order; a name, once released, is never changed. A static list, so that the bundler takes every file along. */
export const shipped: Readonly<Record<string, Migration>> = {
  "001-jobs": jobsMigration,
  "002-probes": probesMigration,
  "003-connections": connectionsMigration,
  "004-control": controlMigration,
  "005-decisions": decisionsMigration,
  "010-job-list": jobListMigration,
  "011-layouts": layoutsMigration,
  "012-drafts": draftsMigration,
  "013-families": familiesMigration,
  "014-already-sent": alreadySentMigration,
  "015-reports": reportsMigration,
  "016-notices": noticesMigration,
  "017-refusals": refusalsMigration,
  "018-begun-from": begunFromMigration,
  "018-read-backs": readBacksMigration,
};

/**
 * Brings the database to the present schema. Safe when several processes start at once: kysely's Migrator holds an
 * advisory lock.
 * @param database of `openPatiently`: a migration of a large table takes longer than any query of the program may
 * @throws the migration's own error; what it did is rolled back.
 */
export async function migrate(database: Database, migrations = shipped): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}

/**
 * Whether there is nothing to do, asked without a lock: a start after a fault then waits for nobody, not even for what is
 * left of a process that died while it migrated.
 */
export async function isMigrated(database: Database): Promise<boolean> {
  const table = await sql<{
    there: boolean;
  }>`select to_regclass('kysely_migration') is not null as there`.execute(database);
  if (!table.rows[0]?.there) return false;
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  const names = new Set(done.rows.map(({ name }) => name));
  const wanted = Object.keys(shipped);
  return names.size === wanted.length && wanted.every((name) => names.has(name));
}
