import "server-only";
import type { FileRowRuns } from "../api-contract/file-row-runs";
import type { Database } from "../database/database";
import { tell } from "./audit";
import { countByOutcome, type FamilyRow, type LockedFamily, lockFamily, takeOpenRows } from "./family-rows";
import { fileRowsOf, toRuns } from "./file-rows";
import type { Insertion, Submission } from "./insertion";
import { JobRefusal } from "./job-refusal";
import { countLeft } from "./left-rows";
import { counted, inFigures, sentences } from "./words";

/** Where the records of a new job come from: its n-th record is the n-th of these rows. */
export interface Origin {
  rootId: string;
  rows: FamilyRow[];
  /** Of the file the first import of the family was made from. */
  fileRows: FileRowRuns;
  reason: string | null;
}

const rowsAtOnce = 1_000;

/**
 * Takes the open rows a new job is made of, under the lock of their family.
 * @throws JobRefusal when one of them is not open, or the new job is for another place
 */
export async function claimOrigin(
  transaction: Database,
  { connection, plan, submission, upstreamUrl }: Insertion,
  { parentJobId, rows: named, reason, isMeant }: NonNullable<Insertion["origin"]>,
): Promise<Origin> {
  const family = await lockFamily(transaction, parentJobId);
  const isElsewhere = [...family.jobs.values()].some(
    (job) =>
      job.connectionId !== connection.id ||
      job.objectName !== submission.body.objectName ||
      job.upstreamUrl !== upstreamUrl,
  );
  if (isElsewhere)
    throw new JobRefusal(
      409,
      "parent_elsewhere",
      "These rows belong to an import into another place. Nothing was sent. Start a new import for them.",
    );
  const rows = await takeOpenRows(transaction, family, named, isMeant);
  if (rows.length !== plan.records)
    throw new JobRefusal(
      422,
      "parent_rows_differ",
      `parentRows names ${counted(rows.length, "row")}; the staged file has ${counted(plan.records, "record")}.`,
    );
  return { rootId: family.rootId, rows, fileRows: await fileRowsFor(transaction, family, rows), reason };
}

/** What a child says of file rows is its parents' word: a file that was corrected elsewhere may number them otherwise. */
async function fileRowsFor(
  transaction: Database,
  family: LockedFamily,
  rows: readonly FamilyRow[],
): Promise<FileRowRuns> {
  const known = new Map<string, Map<number, number>>();
  for (const { id } of family.jobs.values()) {
    const mine = rows.filter(({ jobId }) => jobId === id);
    const sent = mine.flatMap(({ held, row }) => (held ? [] : [row])).sort((a, b) => a - b);
    if (sent.length > 0) known.set(`${id} false`, await fileRowsOfSent(transaction, id, sent));
    if (sent.length < mine.length) known.set(`${id} true`, await fileRowsOfHeld(transaction, id));
  }
  const fileRows = rows.map(({ jobId, held, row }) => known.get(`${jobId} ${held}`)?.get(row) ?? row + 1);
  return toRuns(fileRows);
}

async function fileRowsOfSent(transaction: Database, jobId: string, rows: readonly number[]) {
  const job = await transaction
    .selectFrom("jobs")
    .select("file_rows")
    .where("id", "=", jobId)
    .executeTakeFirstOrThrow();
  return fileRowsOf(job.file_rows, rows);
}

async function fileRowsOfHeld(transaction: Database, jobId: string): Promise<Map<number, number>> {
  const rows = await transaction
    .selectFrom("held_rows")
    .select(["seq", "file_row"])
    .where("job_id", "=", jobId)
    .execute();
  return new Map(rows.map(({ seq, file_row }) => [seq, file_row]));
}

/** A row is in one job made from it at the most: the primary key says so, whoever asks and however often. */
export async function insertOrigin(
  transaction: Database,
  child: { id: string; number: number },
  person: Submission["person"],
  { rows, reason }: Origin,
): Promise<void> {
  const records = rows.map(({ jobId, held, row }, at) => ({
    parent_job_id: jobId,
    held,
    row,
    child_job_id: child.id,
    child_row: at + 1,
  }));
  for (let at = 0; at < records.length; at += rowsAtOnce)
    await transaction
      .insertInto("child_records")
      .values(records.slice(at, at + rowsAtOnce))
      .execute();
  for (const [jobId, counts] of countByOutcome(rows)) {
    await countLeft(transaction, jobId, "sent_again", counts);
    const sent = [...counts.values()].reduce((sum, count) => sum + count, 0);
    await tell(
      transaction,
      { jobId, actorId: person.id },
      {
        kind: "sent_again",
        detail: sentences(
          `${person.name} sent ${counted(sent, "row")} again, as import ${inFigures(child.number)}`,
          reason === null ? null : `The reason given: ${reason}`,
        ),
        evidence: { childJobId: child.id, rows: sent },
      },
    );
  }
}
