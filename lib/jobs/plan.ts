import "server-only";
import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createRecordWalker } from "../csv/record-walker";
import type { Pace } from "./pace";
import { readHeader } from "./record-values";
import { createUtf8Check } from "./utf8-check";

/** An unbroken run of records: sent as the header line and bytes `byteStart` to `byteEnd` (exclusive). */
export interface PlannedBatch {
  /** 1-based, both included. */
  firstRow: number;
  lastRow: number;
  byteStart: number;
  byteEnd: number;
  /** Of what is sent: header line and range. */
  sha256: string;
}

export interface Plan {
  sizeBytes: number;
  sha256: string;
  /** The header line with its newline. */
  headerBytes: number;
  records: number;
  batches: PlannedBatch[];
}

type PlanFault =
  | "file_empty"
  | "header_only"
  | "not_utf8"
  | "byte_order_mark"
  | "uneven_row"
  | "nameless_column"
  | "duplicate_column";

/** A staged file that nothing can be sent from. The message says why, for a person. */
export class PlanError extends Error {
  override readonly name = "PlanError";
  readonly code: PlanFault;

  constructor(code: PlanFault, message: string) {
    super(message);
    this.code = code;
  }
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a staged file once and divides it into batches. Few records are one batch; more begin with a small one, so that a
 * mistake in all of them costs little.
 * @throws PlanError, or RecordError when the file is not CSV as RFC 4180 has it
 */
export async function planFile(file: string, sizes: Pace["batches"]): Promise<Plan> {
  const cutter = createCutter(sizes);
  const utf8 = createUtf8Check();
  const refuse = () => new PlanError("not_utf8", "The staged file is not valid UTF-8.");
  let isFirst = true;
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) {
    const bytes: Buffer = chunk;
    if (isFirst && bytes.subarray(0, 3).equals(byteOrderMark))
      throw new PlanError("byte_order_mark", "The staged file begins with a byte-order mark.");
    isFirst = false;
    if (!utf8.push(bytes)) throw refuse();
    cutter.push(bytes);
  }
  if (!utf8.end()) throw refuse();
  const plan = cutter.end();
  if (plan.sizeBytes === 0) throw new PlanError("file_empty", "This file is empty.");
  if (plan.records === 0)
    throw new PlanError("header_only", "Only a header row was found. There is nothing to send.");
  checkNames(await readHeader({ path: file, headerBytes: plan.headerBytes }));
  const only = { firstRow: 1, lastRow: plan.records, byteStart: plan.headerBytes, byteEnd: plan.sizeBytes };
  return plan.records <= sizes.wholeUpTo ? { ...plan, batches: [{ ...only, sha256: plan.sha256 }] } : plan;
}

/** What a column without a name, or the second one of a name, would become upstream, nobody can tell. */
function checkNames(header: readonly string[]): void {
  for (const [at, name] of header.entries()) {
    if (name.trim() === "")
      throw new PlanError("nameless_column", `Column ${at + 1} has no name in the header.`);
    if (header.indexOf(name) < at)
      throw new PlanError("duplicate_column", `The header names ${name} more than once.`);
  }
}

const inCells = (count: number) => (count === 1 ? "1 cell" : `${count} cells`);

/** Cuts the bytes behind the header and behind the last record of each batch, and hashes what lies between. */
function createCutter({ sizes }: Pace["batches"]) {
  const whole = createHash("sha256");
  const header: Hash = createHash("sha256");
  const batches: PlannedBatch[] = [];
  /** Ends of the pieces that the walker has found and whose bytes are not yet hashed. */
  const cuts: { at: number; lastRow: number }[] = [];
  let piece = header;
  let records = 0;
  let headerBytes = 0;
  let position = 0;
  let nextCut = 0;
  let width = 0;

  const sizeOf = (index: number) => sizes[Math.min(index, sizes.length - 1)] ?? Number.POSITIVE_INFINITY;
  let planned = 0;
  const walker = createRecordWalker((index, _start, end, cells) => {
    if (index === 0) [headerBytes, width] = [end, cells];
    if (cells !== width)
      throw new PlanError("uneven_row", `Row ${index} has ${inCells(cells)}, the header has ${width}.`);
    records = index;
    if (index !== nextCut) return;
    cuts.push({ at: end, lastRow: index });
    nextCut += sizeOf(planned);
    planned += 1;
  });

  const close = (at: number, lastRow: number) => {
    if (lastRow > 0) {
      const before = batches.at(-1);
      batches.push({
        firstRow: (before?.lastRow ?? 0) + 1,
        lastRow,
        byteStart: before?.byteEnd ?? headerBytes,
        byteEnd: at,
        sha256: piece.digest("hex"),
      });
    }
    piece = header.copy();
  };

  return {
    push(chunk: Buffer) {
      walker.push(chunk);
      whole.update(chunk);
      let from = 0;
      for (const cut of cuts.splice(0)) {
        piece.update(chunk.subarray(from, cut.at - position));
        from = cut.at - position;
        close(cut.at, cut.lastRow);
      }
      piece.update(chunk.subarray(from));
      position += chunk.length;
    },
    end(): Plan {
      walker.end();
      for (const cut of cuts) close(cut.at, cut.lastRow);
      if (records > (batches.at(-1)?.lastRow ?? 0)) close(position, records);
      return { sizeBytes: position, sha256: whole.digest("hex"), headerBytes, records, batches };
    },
  };
}
