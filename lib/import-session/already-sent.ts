import type { ApiError } from "@/lib/api-client/api-error";
import type { AlreadySent, EarlierImport, LeftOut, SeenRows } from "@/lib/api-contract/already-sent";
import { z } from "@/lib/api-contract/zod";
import type { RowRuns } from "@/lib/checks/edit";
import { RowBits } from "@/lib/checks/row-bits";
import type { WrittenFile } from "@/lib/csv-worker/protocol";
import { count, number } from "@/lib/wording/counts";
import { time } from "@/lib/wording/times";

/** Rows that were accepted before. */
export interface ToldRows {
  rows: number;
  /** Where they are among the data rows of the file: what edits name rows by. */
  positions: RowRuns;
  /** The same rows by their numbers in what was uploaded. */
  told: LeftOut;
}

/** Rows of what was to be sent were accepted before; nothing was submitted. */
export class AlreadySentError extends Error {
  override readonly name = "AlreadySentError";
  /** What there is to tell, a sentence each. */
  readonly told: readonly string[];
  /** Those that are the same in every value, where there are such. */
  readonly same: ToldRows | null;
  /** Nothing in the file is new. */
  readonly isAll: boolean;
  /** The import that has most of them. */
  readonly earlier: EarlierImport | undefined;

  /** @param asked what was asked about: how many rows, and where each is among the data rows of the file */
  constructor(
    seen: AlreadySent,
    { uploadId, records, positions }: { uploadId: string; records: number; positions: RowRuns },
    now: Date,
  ) {
    const told = words(seen, records, now);
    super(told.join(" "));
    this.told = told;
    const { rows, runs } = seen.same;
    this.same =
      rows === 0 ? null : { rows, positions: positionsOf(runs, positions), told: { uploadId, runs } };
    this.isAll = rows === records;
    this.earlier = seen.same.imports[0] ?? seen.changed.imports[0];
  }
}

/** Whether rows were sent before could not be found out; nothing was submitted. */
export class NotComparedError extends Error {
  override readonly name = "NotComparedError";
  readonly refusal: ApiError;

  constructor(refusal: ApiError) {
    super("Whether rows of this file were sent before could not be found out.", { cause: refusal });
    this.refusal = refusal;
  }
}

const runsSchema = z.array(z.union([z.number(), z.tuple([z.number(), z.number()])]));

/** Where the rows that were written are among the data rows of the file. */
export async function positionsIn({ positions }: Pick<WrittenFile, "positions">): Promise<RowRuns> {
  return runsSchema.parse(JSON.parse(await positions.text()));
}

/** Whether none of the rows at these positions is sent any more. */
export function areGone(positions: RowRuns, sent: RowRuns): boolean {
  const going = RowBits.of(sent);
  return positions.every((run) => {
    const [first, last] = typeof run === "number" ? [run, run] : run;
    for (let row = first; row <= last; row += 1) if (going.has(row)) return false;
    return true;
  });
}

/** "312 of these 1,000 rows were accepted before, in import 41 by Ana, 3 Nov, 10:12." */
function words({ same, changed }: AlreadySent, records: number, now: Date): string[] {
  const some = (rows: number) => shareWords(rows, records);
  const told = [
    same.rows > 0
      ? `${some(same.rows)} ${same.rows === 1 ? "was" : "were"} accepted before, ${importsInWords(same, now)}.`
      : "",
    changed.rows > 0
      ? `${some(changed.rows)} ${changed.rows === 1 ? "has" : "have"} the ${changed.field ?? "key"} of a row that was accepted before, but other content (${importsInWords(changed, now)}).`
      : "",
  ];
  return told.filter((sentence) => sentence !== "");
}

/** "312 of these 1,000 rows"; "All of these 50 rows"; "The only row". */
function shareWords(rows: number, records: number): string {
  if (records === 1) return "The only row";
  return `${rows === records ? "All" : number(rows)} of these ${count(records, "row")}`;
}

function importsInWords({ imports }: SeenRows, now: Date): string {
  const [first, ...others] = imports;
  if (first === undefined) return "in an earlier import";
  const one = `in import ${number(first.number)} by ${first.by}, ${time(first.at, now)}`;
  return others.length === 0 ? one : `${one}, and ${count(others.length, "other import")}`;
}

/**
 * Positions of some records.
 * @param records their 1-based numbers in what is sent, ascending
 * @param positions of all records, in their order
 */
export function positionsOf(records: RowRuns, positions: RowRuns): RowRuns {
  const found: [number, number][] = [];
  let at = 0;
  /** The number of the record before the run of positions that is looked at. */
  let before = 0;
  for (const run of records) {
    const [first, last] = typeof run === "number" ? [run, run] : run;
    for (let record = first; record <= last; ) {
      const [from, to] = spanOf(positions[at]);
      const length = to - from + 1;
      if (record > before + length) {
        before += length;
        at += 1;
        continue;
      }
      const end = Math.min(last, before + length);
      found.push([from + record - before - 1, from + end - before - 1]);
      record = end + 1;
    }
  }
  return found.map(([from, to]) => (from === to ? from : [from, to]));
}

function spanOf(run: RowRuns[number] | undefined): [number, number] {
  if (run === undefined) throw new RangeError("More records were named than are sent");
  return typeof run === "number" ? [run, run] : run;
}
