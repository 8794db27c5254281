import type { Kernel } from "./kernel";
import { ESCAPED, PLAIN, type RecordBatch } from "./record-batch";
import { bytesOf, intsOf, type Stretch } from "./stretch";
import { writeCell } from "./write-csv";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 10;

/** Not 0 for a byte that a cell may hold in quotes only. */
const special = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, LF, 13]) special[byte] = 1;

/** Shorter stretches are copied word by word, which costs less than one call to the platform. */
const longBytes = 64;

/** Bytes. */
const memoryStep = 131_072;

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

export interface CanonicalCsv {
  /**
   * Cells as they stand in the file, one behind the other: their bytes are copied.
   *
   * @param cell index of the first in the batch
   */
  copy(batch: RecordBatch, cell: number, count?: number): void;
  /**
   * The records of a batch that are not marked, from one up to another: the columns of the plan of each, as they stand in
   * the file. Absent: all.
   */
  records(batch: RecordBatch, plan: CopyPlan, from?: number, to?: number): void;
  /** A cell from text. */
  text(value: string): void;
  endRecord(): void;
  /**
   * The records that were written since the last call; to be called between records.
   *
   * @param spare memory they may be put in; new one is made where it does not do
   */
  take(spare?: ArrayBuffer): Uint8Array<ArrayBuffer>;
  /** Bytes that wait to be taken. */
  readonly length: number;
}

/** Columns in the order in which they are written; neighbours are one run. */
export type CopyPlan = readonly ColumnRun[];

interface ColumnRun {
  column: number;
  count: number;
}

/** @param columns in the order in which they are written */
export function copyPlan(columns: readonly number[]): CopyPlan {
  return columns.reduce<ColumnRun[]>((runs, column) => {
    const last = runs.at(-1);
    if (last !== undefined && last.column + last.count === column) last.count += 1;
    else runs.push({ column, count: 1 });
    return runs;
  }, []);
}

export interface CopiedDialect {
  delimiter: string;
  quote: string | null;
  escape?: "\\" | null;
}

/**
 * Writes canonical CSV as bytes: comma, RFC 4180 quotes only where needed, LF. The same records give the same bytes,
 * whether their cells come as text or from a file.
 *
 * @param dialect of the batches whose cells are copied
 * @param textOf the text of a cell that cannot be copied
 * @param kernel of the batches whose records are written; a writer is made between two of them
 */
export function createCanonicalCsv(
  dialect: CopiedDialect,
  textOf: (cell: number) => string,
  kernel: Kernel | null = null,
): CanonicalCsv {
  return new CsvBytes(dialect, textOf, kernel);
}

/** More than a batch of one slice of a file comes to. */
const outBytes = 2_097_152;
/** As many runs of columns as a kernel is given. */
const mostRuns = 4096;

class CsvBytes implements CanonicalCsv {
  readonly #encoder = new TextEncoder();
  readonly #textOf: (cell: number) => string;
  /** What is escaped in the batches is escaped alike here. */
  readonly #copiesEscaped: boolean;
  /** A plain cell of the batches is one here. */
  readonly #copiesPlain: boolean;
  /** So are several, with what divides them. */
  readonly #copiesRuns: boolean;
  readonly #kernel: Kernel | null;
  /** What a kernel may copy as it is: see `writeRecords`. */
  readonly #copies: number;
  /** Where output is made: in the memory of the kernel, if there is one. What is too long for it is made elsewhere. */
  readonly #home: Stretch | null;
  readonly #planned: Stretch | null;
  #plan: CopyPlan | null = null;
  #out: Uint8Array<ArrayBuffer>;
  #outView: DataView;
  #bytes: Uint8Array = new Uint8Array(0);
  #bytesView = viewOf(this.#bytes);
  /** A comma stands behind every cell; the line end takes the place of the last of a record. */
  #length = 0;
  #recordStart = 0;

  constructor(
    { delimiter, quote, escape: escaping = null }: CopiedDialect,
    textOf: (cell: number) => string,
    kernel: Kernel | null,
  ) {
    this.#textOf = textOf;
    this.#kernel = kernel;
    this.#home = kernel?.stretch(outBytes) ?? null;
    this.#planned = kernel?.stretch(8 * mostRuns) ?? null;
    this.#out = this.#home === null ? new Uint8Array(outBytes) : bytesOf(this.#home);
    this.#outView = viewOf(this.#out);
    this.#copiesEscaped = quote === '"' && escaping === null;
    this.#copiesPlain = quote === '"' && (delimiter === "," || delimiter === ", ");
    this.#copiesRuns = this.#copiesPlain && delimiter === ",";
    this.#copies = (this.#copiesPlain ? 1 : 0) + (this.#copiesRuns ? 2 : 0) + (this.#copiesEscaped ? 4 : 0);
  }

  get length(): number {
    return this.#length;
  }

  copy(batch: RecordBatch, cell: number, count = 1): void {
    if (batch.bytes !== this.#bytes) {
      this.#bytes = batch.bytes;
      this.#bytesView = viewOf(batch.bytes);
    }
    const { cellKinds } = batch;
    const end = cell + count;
    for (let next = cell; next < end; ) {
      const first = next;
      next += 1;
      if (cellKinds[first] === PLAIN && this.#copiesPlain) {
        if (this.#copiesRuns) while (next < end && cellKinds[next] === PLAIN) next += 1;
        this.#append(batch.cellStarts[first] as number, batch.cellEnds[next - 1] as number);
      } else this.#copyCell(batch, first);
    }
  }

  records(batch: RecordBatch, plan: CopyPlan, from = 0, to = batch.count): void {
    const { marks, firstCells } = batch;
    for (let record = from; record < to; record += 1) {
      record = this.#recordsByKernel(batch, plan, record, to);
      if (record >= to || marks[record] !== 0) continue;
      const first = firstCells[record] as number;
      const width = (firstCells[record + 1] as number) - first;
      for (const { column, count: cells } of plan) {
        const there = Math.max(0, Math.min(cells, width - column));
        this.copy(batch, first + column, there);
        // A cell the row does not have is empty.
        for (let missing = there; missing < cells; missing += 1) this.text("");
      }
      this.endRecord();
    }
  }

  /** Answers the record it came to, which the kernel could not write. */
  #recordsByKernel(batch: RecordBatch, plan: CopyPlan, from: number, to: number): number {
    const kernel = this.#kernel;
    const planned = this.#planned;
    if (kernel === null || planned === null || plan.length > mostRuns || !kernel.holds(batch.bytes))
      return from;
    this.#reserve(0);
    if (!kernel.holds(this.#out)) return from;
    if (this.#plan !== plan) {
      this.#plan = plan;
      intsOf(planned).set(plan.flatMap(({ column, count }) => [column, count]));
    }
    const { byteOffset, length } = this.#out;
    const place = { at: byteOffset + this.#length, end: byteOffset + length };
    const { record, end } = kernel.writeRecords(
      batch,
      { from, to },
      { at: planned.at, runs: plan.length },
      place,
      this.#copies,
    );
    this.#length = end - byteOffset;
    this.#recordStart = this.#length;
    return record;
  }

  #copyCell(batch: RecordBatch, cell: number): void {
    const isEscaped = batch.cellKinds[cell] === ESCAPED;
    if (isEscaped && !this.#copiesEscaped) {
      this.text(this.#textOf(cell));
      return;
    }
    const { bytes } = batch;
    const from = batch.cellStarts[cell] as number;
    const to = batch.cellEnds[cell] as number;
    let at = from;
    if (!isEscaped) {
      while (at < to && special[bytes[at] as number] === 0) at += 1;
      if (at === to) {
        this.#append(from, to);
        return;
      }
    }
    this.#reserve(2 * (to - from) + 12);
    this.#out[this.#length++] = QUOTE;
    this.#append(from, isEscaped ? to : at);
    // Where the comma stands.
    this.#length -= 1;
    if (!isEscaped) this.#doubled(at, to);
    this.#out[this.#length++] = QUOTE;
    this.#out[this.#length++] = COMMA;
  }

  text(value: string): void {
    const bytes = this.#encoder.encode(writeCell(value));
    this.#reserve(bytes.length + 4);
    this.#out.set(bytes, this.#length);
    this.#length += bytes.length;
    this.#out[this.#length++] = COMMA;
  }

  endRecord(): void {
    this.#reserve(4);
    // An empty line is no record to many readers.
    if (this.#length <= this.#recordStart + 1) {
      this.#length = this.#recordStart + 3;
      this.#out.fill(QUOTE, this.#recordStart, this.#length);
    }
    this.#out[this.#length - 1] = LF;
    this.#recordStart = this.#length;
  }

  take(spare?: ArrayBuffer): Uint8Array<ArrayBuffer> {
    this.#reserve(0);
    const memory = spare !== undefined && spare.byteLength >= this.#length ? spare : this.#newMemory();
    const taken = new Uint8Array(memory, 0, this.#length);
    taken.set(this.#out.subarray(0, this.#length));
    this.#length = 0;
    this.#recordStart = 0;
    if (this.#home !== null) this.#goTo(bytesOf(this.#home));
    return taken;
  }

  #goTo(out: Uint8Array<ArrayBuffer>): void {
    this.#out = out;
    this.#outView = viewOf(out);
  }

  /** With some room, so that the next records of about as many bytes fit too. */
  #newMemory(): ArrayBuffer {
    return new ArrayBuffer(Math.ceil(this.#length / memoryStep) * memoryStep);
  }

  #reserve(bytes: number): void {
    // The memory of the kernel has grown.
    if (this.#out.length === 0 && this.#home !== null) this.#goTo(bytesOf(this.#home));
    if (this.#length + bytes <= this.#out.length) return;
    const more = new Uint8Array(Math.max(this.#out.length * 2, this.#length + bytes));
    more.set(this.#out.subarray(0, this.#length));
    this.#goTo(more);
  }

  /** Copies bytes of the batch and writes a comma behind them. What follows writes over up to three bytes more. */
  #append(from: number, to: number): void {
    this.#reserve(to - from + 8);
    const length = this.#length;
    const shift = length - from;
    if (to - from > longBytes || to + 3 > this.#bytes.length)
      this.#out.set(this.#bytes.subarray(from, to), length);
    else {
      const out = this.#outView;
      const bytes = this.#bytesView;
      for (let at = from; at < to; at += 4) out.setInt32(at + shift, bytes.getInt32(at, true), true);
    }
    this.#out[to + shift] = COMMA;
    this.#length = to + shift + 1;
  }

  /** Copies bytes of the batch, each quote twice. */
  #doubled(from: number, to: number): void {
    const out = this.#out;
    const bytes = this.#bytes;
    let length = this.#length;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE) out[length++] = QUOTE;
      out[length++] = byte;
    }
    this.#length = length;
  }
}
