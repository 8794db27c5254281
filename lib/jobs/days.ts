import "server-only";
import { sql } from "kysely";
import type { DayRows, DaysOfConnection } from "../api-contract/overview";
import type { Database } from "../database/database";

interface Row extends DayRows {
  id: string;
  name: string;
  environment: DaysOfConnection["environment"];
  /** 1-based. */
  day: number;
}

const none: DayRows = { done: 0, failed: 0, unknown: 0 };

/**
 * What became of the rows of the parts that ended on each day, by connection, the one with the most rows first. Rows of a
 * part that was never sent, or of one that somebody still has to decide about, are in no day.
 *
 * @param moments where each day begins, and where the last one ends
 */
export async function readDays(database: Database, moments: readonly string[]): Promise<DaysOfConnection[]> {
  const { rows } = await sql<Row>`
    with ended as (
      select connection_id, width_bucket(ended_at, ${moments}::timestamptz[]) as day,
        sum(case when other_records = 'succeeded' then last_row - first_row + 1 - failed else found end)::bigint as done,
        sum(failed)::bigint as failed,
        sum(case when other_records = 'unknown' then last_row - first_row + 1 - failed - found else 0 end)::bigint as unknown
      from batches
      where ended_at >= ${moments[0]}::timestamptz and ended_at < ${moments.at(-1)}::timestamptz
      group by 1, 2)
    select ended.connection_id as id, newest.connection_name as name, newest.environment, day, done, failed, unknown
    from ended cross join lateral (
      select connection_name, environment from jobs where jobs.connection_id = ended.connection_id
      order by number desc limit 1) newest
    where done + failed + unknown > 0`.execute(database);
  const connections = new Map(rows.map(({ id, name, environment }) => [id, { id, name, environment }]));
  return [...connections.values()]
    .map((connection) => ({
      ...connection,
      days: spread(
        rows.filter(({ id }) => id === connection.id),
        moments.length - 1,
      ),
    }))
    .toSorted((a, b) => rowsOf(b) - rowsOf(a) || a.name.localeCompare(b.name, "en-GB"));
}

function spread(rows: readonly Row[], count: number): DayRows[] {
  const byDay = new Map(rows.map(({ day, done, failed, unknown }) => [day, { done, failed, unknown }]));
  return Array.from({ length: count }, (_, at) => byDay.get(at + 1) ?? none);
}

const rowsOf = ({ days }: DaysOfConnection): number =>
  days.reduce((sum, { done, failed, unknown }) => sum + done + failed + unknown, 0);
