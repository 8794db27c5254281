import "server-only";
import type { Database } from "../database/database";

/** Rows that follow one another: records of a job, or, `held`, rows of it that stayed at Check. Both ends are among them. */
export interface Span {
  jobId: string;
  held: boolean;
  first: number;
  last: number;
}

type SentSpan = Omit<Span, "held">;

/** Of each kind of fact there is about rows, those about the rows of a span. What is wanted of them, the caller selects. */
export const failuresIn = (database: Database, { jobId, first, last }: SentSpan) =>
  database
    .selectFrom("record_outcomes as f")
    .where("f.job_id", "=", jobId)
    .where("f.row", ">=", first)
    .where("f.row", "<=", last);

/** What was seen in the system and agreed to. */
export const lookedUpIn = (database: Database, { jobId, first, last }: SentSpan) =>
  database
    .selectFrom("looked_up_records as l")
    .where("l.job_id", "=", jobId)
    .where("l.row", ">=", first)
    .where("l.row", "<=", last)
    .where("l.taken", "=", true);

/** In another import. */
export const sentAgainIn = (database: Database, { jobId, held, first, last }: Span) =>
  database
    .selectFrom("child_records as c")
    .where("c.parent_job_id", "=", jobId)
    .where("c.held", "=", held)
    .where("c.row", ">=", first)
    .where("c.row", "<=", last);

export const settledIn = (database: Database, { jobId, held, first, last }: Span) =>
  database
    .selectFrom("settled_rows as s")
    .where("s.job_id", "=", jobId)
    .where("s.held", "=", held)
    .where("s.row", ">=", first)
    .where("s.row", "<=", last);

/** Records of a job that are known to have failed, or to be in the system. */
export async function knownRows(database: Database, span: SentSpan): Promise<Set<number>> {
  const rows = await failuresIn(database, span)
    .select("f.row")
    .union(lookedUpIn(database, span).where("l.verdict", "=", "found").select("l.row"))
    .execute();
  return new Set(rows.map(({ row }) => row));
}

/** Rows that are open no more: in another import, or settled. */
export async function goneRows(database: Database, span: Span): Promise<Set<number>> {
  const rows = await sentAgainIn(database, span)
    .select("c.row")
    .union(settledIn(database, span).select("s.row"))
    .execute();
  return new Set(rows.map(({ row }) => row));
}
