import "server-only";
import type { Selectable } from "kysely";
import type { Job } from "../api-contract/jobs";
import type { Database } from "../database/database";
import type { JobsTable } from "../database/job-tables";

/** The imports a job came from, and those that came from it: of its open rows, or with rows of their own. */
export async function readKin(
  database: Database,
  { id, parent_job_id, begun_from_id }: Pick<Selectable<JobsTable>, "id" | "parent_job_id" | "begun_from_id">,
): Promise<Pick<Job, "parent" | "children" | "begunFrom" | "begunHere">> {
  const [elder] = await namedJobs(database, [parent_job_id ?? begun_from_id ?? ""]);
  const named = elder ?? null;
  return {
    parent: parent_job_id === null ? null : named,
    children: await youngerJobs(database, "parent_job_id", id),
    begunFrom: begun_from_id === null ? null : named,
    begunHere: await youngerJobs(database, "begun_from_id", id),
  };
}

const namedJobs = (database: Database, ids: readonly string[]) =>
  database.selectFrom("jobs").select(["id", "number"]).where("id", "in", ids).execute();

const youngerJobs = (database: Database, by: "parent_job_id" | "begun_from_id", id: string) =>
  database
    .selectFrom("jobs")
    .select(["id", "number", "status", "records"])
    .where(by, "=", id)
    .orderBy("number")
    .execute();
