import "server-only";
import { sql } from "kysely";
import type { FileRowRuns } from "../api-contract/file-row-runs";
import type { Database } from "../database/database";
import { inArrays } from "./accepted-rows";
import type { Place } from "./fingerprint";
import type { Parts } from "./remember";
import { type Head, type RowFingerprint, readHead, stagedFingerprints } from "./staged-fingerprints";

/** Rows of a sealed upload that were told already, and are left out of the one that is asked about. */
export interface LeftOutRows {
  path: string;
  /** Their numbers in it, ascending. */
  runs: FileRowRuns;
}

interface Question {
  place: Place;
  mapping: unknown;
}

/**
 * Fills the temporary table `asked` with the fingerprints of a staged file: a million rows are joined in the database, not
 * held here. Rows that are left out are in it with the number 0.
 * @throws RecordError; the error of the file system
 */
export async function fillAsked(
  { secretKey }: Pick<Parts, "secretKey">,
  transaction: Database,
  question: Question,
  staged: { path: string; head: Head },
  leftOut: readonly LeftOutRows[],
): Promise<void> {
  await sql`create temp table asked (row bigint, content bytea, key bytea) on commit drop`.execute(
    transaction,
  );
  const add = async (
    { path, head }: { path: string; head: Head },
    pick: (rows: RowFingerprint[]) => RowFingerprint[],
  ) => {
    const range = { start: head.bytes, end: Number.POSITIVE_INFINITY, firstRow: 1 };
    const { place, mapping } = question;
    for await (const rows of stagedFingerprints(secretKey, place, { path, head, mapping }, range))
      for (const { row, content, key } of inArrays(pick(rows)))
        await sql`insert into asked select * from unnest(${row}, ${content}, ${key})`.execute(transaction);
  };
  for (const { path, runs } of leftOut) {
    const head = await readHead(path);
    const isLeftOut = createRunWalk(runs);
    if (head)
      await add({ path, head }, (rows) =>
        rows.filter(({ row }) => isLeftOut(row)).map((one) => ({ ...one, row: 0 })),
      );
  }
  await add(staged, (rows) => rows);
  await sql`analyze asked`.execute(transaction);
}

/** Whether a row is in one of the runs, for rows in ascending order. */
function createRunWalk(runs: FileRowRuns): (row: number) => boolean {
  let at = 0;
  return (row) => {
    for (let run = runs[at]; run !== undefined; run = runs[++at]) {
      const [first, last] = typeof run === "number" ? [run, run] : run;
      if (row <= last) return row >= first;
    }
    return false;
  };
}
