import "server-only";
import { type Kysely, type Migration, sql } from "kysely";

/**
 * An import is made of open rows of a family, and then has both a parent and a root, or it was begun from another one with
 * rows of its own, and has neither.
 */
export const begunFromMigration: Migration = {
  async up(database: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(database);
  },
};

const statements = [
  `alter table jobs add column begun_from_id text references jobs (id)`,
  // What names a parent and took no row of it belongs to no family.
  `update jobs set begun_from_id = parent_job_id, parent_job_id = null, root_job_id = null
    where parent_job_id is not null
      and not exists (select from child_records c where c.child_job_id = jobs.id)`,
  `with recursive family as (
    select id, id as root from jobs where parent_job_id is null and id in (select parent_job_id from jobs)
    union all select j.id, f.root from jobs j join family f on j.parent_job_id = f.id)
    update jobs set root_job_id = family.root from family
    where family.id = jobs.id and family.root <> jobs.id and jobs.root_job_id is distinct from family.root`,
  `update settlements s set root_job_id = coalesce(j.root_job_id, j.id)
    from settled_rows r join jobs j on j.id = r.job_id
    where r.settlement_id = s.id and s.root_job_id <> coalesce(j.root_job_id, j.id)`,
  `update accepted_rows a set family_id = coalesce(j.root_job_id, j.id)
    from jobs j where j.id = a.job_id and a.family_id <> coalesce(j.root_job_id, j.id)`,
  `alter table jobs add constraint jobs_family check (
    (parent_job_id is null) = (root_job_id is null) and (parent_job_id is null or begun_from_id is null))`,
  `create index jobs_by_beginning on jobs (begun_from_id) where begun_from_id is not null`,
];
