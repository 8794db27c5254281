import "server-only";
import type { Selectable } from "kysely";
import type { z } from "zod";
import type { Unmatched, unmatchedAnswer } from "../api-contract/decisions";
import { z as zod } from "../api-contract/zod";
import type { Database } from "../database/database";
import type { UnmatchedErrorsTable } from "../database/job-tables";
import { storableText } from "../database/storable";

const pageSize = 50;
type Row = Selectable<UnmatchedErrorsTable>;

/** What can be made out of an item as it came. */
const readable = zod.object({
  rowNum: zod.coerce.number().nullish().catch(null),
  reason: zod.string().optional().catch(undefined),
  status: zod.string().optional().catch(undefined),
  error: zod.string().optional().catch(undefined),
  message: zod.string().optional().catch(undefined),
});

/** Errors the upstream listed that name no record of the job, 50 a page. @returns undefined for a job that is not known */
export async function readUnmatched(
  database: Database,
  jobId: string,
  { cursor }: { cursor?: string | undefined },
): Promise<z.output<typeof unmatchedAnswer> | undefined> {
  const id = storableText(jobId);
  const job = await database.selectFrom("jobs").select("id").where("id", "=", id).executeTakeFirst();
  if (!job) return undefined;
  const rows = await database
    .selectFrom("unmatched_errors")
    .select(["id", "batch_index", "item"])
    .where("job_id", "=", id)
    .where("id", ">", Number(cursor ?? 0))
    .orderBy("id")
    .limit(pageSize + 1)
    .execute();
  const shown = rows.slice(0, pageSize);
  const last = shown.at(-1);
  return {
    unmatched: shown.map(toUnmatched),
    next: rows.length > pageSize && last ? String(last.id) : null,
  };
}

function toUnmatched({ id, batch_index, item }: Pick<Row, "id" | "batch_index" | "item">): Unmatched {
  const read = readable.safeParse(item).data;
  const words = [read?.error, read?.message, read?.reason, read?.status].find((text) => text !== undefined);
  return {
    id,
    batchIndex: batch_index,
    rowNum: read?.rowNum ?? null,
    reason: words ?? (typeof item === "string" ? item : "No reason was given."),
    item,
  };
}
