import { sql } from "kysely";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../../scripts/test-database.mjs";
import { generateJobs } from "../../jobs/generate-jobs";
import { openDatabase } from "../database";
import { migrate } from "../migrate";
import { begunFromMigration } from "./018-begun-from";

test("of what named a parent before, an import made of its rows keeps it with its root, and the others are begun from it", async () => {
  const { url, drop } = await createTestDatabase();
  const { database, close } = openDatabase(url);
  await migrate(database);
  await sql`alter table jobs drop constraint jobs_family`.execute(database);
  await sql`alter table jobs drop column begun_from_id`.execute(database);
  await generateJobs(database, 5);
  // 2 named 1 and took no row of it; 3 was made of a row of 2, 4 of one of 1; 5 named nobody.
  await sql`update jobs set parent_job_id = 'j1', root_job_id = 'j1' where id in ('j2', 'j4')`.execute(
    database,
  );
  await sql`update jobs set parent_job_id = 'j2', root_job_id = 'j1' where id = 'j3'`.execute(database);
  await sql`insert into child_records (parent_job_id, held, row, child_job_id, child_row)
    values ('j2', false, 1, 'j3', 1), ('j1', false, 1, 'j4', 1)`.execute(database);
  await begunFromMigration.up(database);
  const { rows } = await sql`select id, parent_job_id as parent, root_job_id as root, begun_from_id as begun
    from jobs order by number`.execute(database);
  const nothing = { parent: null, root: null, begun: null };
  expect(rows).toEqual([
    { id: "j1", ...nothing },
    { id: "j2", ...nothing, begun: "j1" },
    { id: "j3", ...nothing, parent: "j2", root: "j2" },
    { id: "j4", ...nothing, parent: "j1", root: "j1" },
    { id: "j5", ...nothing },
  ]);
  const half = sql`update jobs set parent_job_id = 'j1' where id = 'j5'`.execute(database);
  await expect(half).rejects.toThrow("jobs_family");
  await close();
  await drop();
});
