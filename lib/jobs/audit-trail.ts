import "server-only";
import { sql } from "kysely";
import type { BatchStatus } from "../api-contract/status";
import type { Database } from "../database/database";
import type { Transition } from "./audit";

interface Trail {
  job_id: string;
  index: number;
  status: BatchStatus;
  transitions: Transition[];
}

/** The steps of every batch, as the audit trail tells them, for tests. */
export async function readTrails(database: Database): Promise<Trail[]> {
  const { rows } = await sql<Trail>`
    select b.job_id, b.index, b.status,
      coalesce(jsonb_agg(e.evidence -> 'transition' order by e.id) filter (where e.evidence ? 'transition'), '[]') as transitions
    from batches b left join audit_events e on e.job_id = b.job_id and e.batch_index = b.index
    group by b.job_id, b.index, b.status order by b.job_id, b.index`.execute(database);
  return rows;
}

/** Batches whose steps, one behind the other, do not lead from "planned" to what they are; a line each. */
export async function brokenTrails(database: Database): Promise<string[]> {
  const trails = await readTrails(database);
  return trails.flatMap(({ job_id, index, status, transitions }) => {
    const path = ["planned", ...transitions.map(({ to }) => to)];
    const isWhole = transitions.every(({ from }, at) => from === path[at]) && path.at(-1) === status;
    return isWhole ? [] : [`part ${index} of ${job_id} is ${status}: ${JSON.stringify(transitions)}`];
  });
}
