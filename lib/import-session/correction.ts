import type { FamilyRows } from "@/lib/api-contract/family";
import type { SubmitJob } from "@/lib/api-contract/jobs";
import { z } from "@/lib/api-contract/zod";
import type { FileFacts } from "@/lib/csv/file-facts";
import { readRowKey } from "@/lib/csv/row-key";
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
  /** As the import keeps it: how records are matched stays as it was. */
  mapping: unknown;
  destination: Destination;
}

const matching = z.object({ mode: z.enum(["create", "upsert"]).optional(), key: z.string().optional() });

/** The rows come with one column a field, as they were sent: each is mapped to itself, and matched as before. */
export function correctionMapping(file: FileFacts, { destination, mapping }: Correction): Mapping {
  const own = new Set(file.correction?.columns ?? []);
  const fields = new Set(destination.fields.map(({ path }) => path));
  const entries = file.columns
    .filter(({ index, header }) => !own.has(index) && fields.has(header))
    .map(({ index, header }) => ({
      field: header,
      source: { kind: "column" as const, column: index },
      reason: { kind: "same_name" as const },
    }));
  const { mode, key } = matching.safeParse(mapping).data ?? {};
  return {
    ...toMapping(entries),
    ...(mode === undefined ? {} : { mode }),
    ...(key === undefined ? {} : { key }),
    ignored: [...own],
  };
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

/** Rows that are not sent now stay open in the import they are in: nothing of them goes along. */
export function asCorrection(
  body: SubmitJob,
  { jobId, fileName }: Correction,
  rowKeys: readonly string[],
): SubmitJob {
  return { ...body, fileName, parentJobId: jobId, parentRows: toParentRows(rowKeys) };
}
