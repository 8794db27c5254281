import type { FamilyRows } from "@/lib/api-contract/family";
import type { SubmitJob } from "@/lib/api-contract/submit-job";
import { z } from "@/lib/api-contract/zod";
import type { FileFacts } from "@/lib/csv/file-facts";
import { readRowKey } from "@/lib/csv/row-key";
import type { WrittenFile } from "@/lib/csv-worker/protocol";
import type { Destination } from "@/lib/import-draft";
import { type Mapping, toMapping } from "@/lib/mapping/mapping";

/** The import whose open rows are put right and sent again. */
export interface Correction {
  jobId: string;
  /** "Import 41". */
  number: number;
  fileName: string;
  /** Numbers of the imports of its family: whose rows these may be. */
  imports: readonly number[];
  /** Failed ones whose numbers rest on an assumption. */
  assumed: number;
  /** Rows of the family that are open. */
  open: number;
  /** These are rows that were left out at Check, which nobody had to deal with. */
  wereExcluded: boolean;
  /** As the import keeps it: how records are matched stays as it was. */
  mapping: unknown;
  destination: Destination;
  /** The rows were accepted, and this is how they are corrected; `null`: they are open. */
  revision: RevisionWay | null;
}

/** How rows that were accepted are put right. */
export interface RevisionWay {
  /** By sending those that are changed as updates; else only by a list of what to put right in the connected system. */
  updates: boolean;
  /** Path of the field their records are found by; `null`: none tells them apart. */
  key: string | null;
}

const matching = z.object({ mode: z.enum(["create", "upsert"]).optional(), key: z.string().optional() });

/** The rows come with one column a field, as they were sent: each is mapped to itself, and matched as before. */
export function correctionMapping(file: FileFacts, correction: Correction): Mapping {
  const { destination } = correction;
  const own = new Set(file.correction?.columns ?? []);
  const fields = new Set(destination.fields.map(({ path }) => path));
  const entries = file.columns
    .filter(({ index, header }) => !own.has(index) && fields.has(header))
    .map(({ index, header }) => ({
      field: header,
      source: { kind: "column" as const, column: index },
      reason: { kind: "same_name" as const },
    }));
  return withWay({ ...toMapping(entries), ignored: [...own] }, correction);
}

/** A mapping by which records are matched as the correction has it, whatever else is mapped otherwise. */
export function withWay({ mode: _mode, key: _key, ...rest }: Mapping, correction: Correction): Mapping {
  const { mode, key } = wayOf(correction);
  return { ...rest, ...(mode === undefined ? {} : { mode }), ...(key === undefined ? {} : { key }) };
}

/** Rows that were accepted never create a record: where they cannot be updates, nothing is sent. */
function wayOf({ mapping, revision }: Correction): z.output<typeof matching> {
  if (revision === null) return matching.safeParse(mapping).data ?? {};
  return revision.updates && revision.key !== null ? { mode: "upsert", key: revision.key } : {};
}

/** Why the rows of a file are none of this import; `null`: they are. */
export function strangersIn(file: FileFacts, { number, imports }: Correction): string | null {
  const strange = file.correction?.jobs.filter((job) => !imports.includes(job)) ?? [];
  if (strange.length === 0) return null;
  return `This file has rows of import ${strange.join(", ")}, which is none of import ${number} and its corrections. Open that import to send them again.`;
}

/** Which rows of which import the records are, in their order. */
export function toParentRows(rowKeys: readonly string[]): FamilyRows {
  const parts: { job: number; held: boolean; rows: [number, number][] }[] = [];
  for (const text of rowKeys) {
    const key = readRowKey(text);
    if (key === null) continue;
    const { job, held, row } = key;
    const last = parts.at(-1);
    const part = last?.job === job && last.held === held ? last : { job, held, rows: [] };
    if (part !== last) parts.push(part);
    const run = part.rows.at(-1);
    if (run && run[1] + 1 === row) run[1] = row;
    else part.rows.push([row, row]);
  }
  return parts;
}

/**
 * Rows that are not sent now stay open in the import they are in: nothing of them goes along. Rows that were accepted are
 * in it, and stay there: what is sent of them is another import, begun from that one.
 */
export function asCorrection(
  body: SubmitJob,
  { jobId, fileName, revision }: Correction,
  { rowKeys, records }: Pick<WrittenFile, "rowKeys" | "records">,
): SubmitJob {
  const named = { ...body, fileName, parentJobId: jobId };
  if (revision === null) return { ...named, parentRows: toParentRows(rowKeys) };
  return { ...named, revises: true, source: { rows: records } };
}
