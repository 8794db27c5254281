import "server-only";
import type { SettleWay } from "../api-contract/family";
import type { Database } from "../database/database";

/** Rows of a job that follow one another. */
interface Span {
  jobId: string;
  held: boolean;
  first: number;
  last: number;
}

/** What became of an open row: it went into another import, or was settled. */
export type Gone = { kind: "sent_again"; number: number } | { kind: "settled"; how: SettleWay; note: string };

/** Why rows failed, by their numbers. */
export async function reasonsBetween(
  database: Database,
  { jobId, first, last }: Span,
): Promise<Map<number, { reason: string; reasonId: number | null }>> {
  const rows = await database
    .selectFrom("record_outcomes")
    .select(["row", "reason", "reason_id"])
    .where("job_id", "=", jobId)
    .where("row", ">=", first)
    .where("row", "<=", last)
    .execute();
  return new Map(rows.map(({ row, reason, reason_id }) => [row, { reason, reasonId: reason_id }]));
}

/** What was seen of rows in the system and agreed to. */
export async function verdictsBetween(
  database: Database,
  { jobId, first, last }: Span,
): Promise<Map<number, string>> {
  const rows = await database
    .selectFrom("looked_up_records")
    .select(["row", "verdict"])
    .where("job_id", "=", jobId)
    .where("taken", "=", true)
    .where("row", ">=", first)
    .where("row", "<=", last)
    .execute();
  return new Map(rows.map(({ row, verdict }) => [row, verdict]));
}

/** Rows that are not open any more. */
export async function goneBetween(
  database: Database,
  { jobId, held, first, last }: Span,
): Promise<Map<number, Gone>> {
  const [sent, settled] = await Promise.all([
    database
      .selectFrom("child_records as c")
      .innerJoin("jobs as j", "j.id", "c.child_job_id")
      .select(["c.row", "j.number"])
      .where("c.parent_job_id", "=", jobId)
      .where("c.held", "=", held)
      .where("c.row", ">=", first)
      .where("c.row", "<=", last)
      .execute(),
    database
      .selectFrom("settled_rows as r")
      .innerJoin("settlements as s", "s.id", "r.settlement_id")
      .select(["r.row", "s.how", "s.note"])
      .where("r.job_id", "=", jobId)
      .where("r.held", "=", held)
      .where("r.row", ">=", first)
      .where("r.row", "<=", last)
      .execute(),
  ]);
  return new Map<number, Gone>([
    ...sent.map(({ row, number }): [number, Gone] => [row, { kind: "sent_again", number }]),
    ...settled.map(({ row, how, note }): [number, Gone] => [row, { kind: "settled", how, note }]),
  ]);
}
