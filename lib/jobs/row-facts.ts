import "server-only";
import type { SettleWay } from "../api-contract/family";
import type { Database } from "../database/database";
import { failuresIn, lookedUpIn, type Span, sentAgainIn, settledIn } from "./rows-between";

/** What became of an open row: it went into another import, or was settled. */
export type Gone = { kind: "sent_again"; number: number } | { kind: "settled"; how: SettleWay; note: string };

/** Why rows failed, by their numbers. */
export async function reasonsBetween(
  database: Database,
  span: Span,
): Promise<Map<number, { reason: string; reasonId: number | null }>> {
  const rows = await failuresIn(database, span).select(["f.row", "f.reason", "f.reason_id"]).execute();
  return new Map(rows.map(({ row, reason, reason_id }) => [row, { reason, reasonId: reason_id }]));
}

/** What was seen of rows in the system and agreed to. */
export async function verdictsBetween(database: Database, span: Span): Promise<Map<number, string>> {
  const rows = await lookedUpIn(database, span).select(["l.row", "l.verdict"]).execute();
  return new Map(rows.map(({ row, verdict }) => [row, verdict]));
}

/** Rows that are not open any more. */
export async function goneBetween(database: Database, span: Span): Promise<Map<number, Gone>> {
  const [sent, settled] = await Promise.all([
    sentAgainIn(database, span)
      .innerJoin("jobs as j", "j.id", "c.child_job_id")
      .select(["c.row", "j.number"])
      .execute(),
    settledIn(database, span)
      .innerJoin("settlements", "settlements.id", "s.settlement_id")
      .select(["s.row", "settlements.how", "settlements.note"])
      .execute(),
  ]);
  return new Map<number, Gone>([
    ...sent.map(({ row, number }): [number, Gone] => [row, { kind: "sent_again", number }]),
    ...settled.map(({ row, how, note }): [number, Gone] => [row, { kind: "settled", how, note }]),
  ]);
}
