import { ESCAPED, PLAIN, type RecordBatch } from "./record-batch";
import { writeCell } from "./write-csv";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 10;

/** Not 0 for a byte that a cell may hold in quotes only. */
const special = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, LF, 13]) special[byte] = 1;

/** Shorter stretches are copied word by word, which costs less than one call to the platform. */
const longBytes = 64;

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

export interface CanonicalCsv {
  /**
   * Cells as they stand in the file, one behind the other: their bytes are copied.
   *
   * @param cell index of the first in the batch
   */
  copy(batch: RecordBatch, cell: number, count?: number): void;
  /** A cell from text. */
  text(value: string): void;
  endRecord(): void;
  /** The records that were written since the last call; to be called between records. */
  take(): Uint8Array<ArrayBuffer>;
  /** Bytes that wait to be taken. */
  readonly length: number;
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
 */
export function createCanonicalCsv(dialect: CopiedDialect, textOf: (cell: number) => string): CanonicalCsv {
  return new CsvBytes(dialect, textOf);
}

class CsvBytes implements CanonicalCsv {
  readonly #encoder = new TextEncoder();
  readonly #textOf: (cell: number) => string;
  /** What is escaped in the batches is escaped alike here. */
  readonly #copiesEscaped: boolean;
  /** A plain cell of the batches is one here. */
  readonly #copiesPlain: boolean;
  /** So are several, with what divides them. */
  readonly #copiesRuns: boolean;
  #out = new Uint8Array(1_310_720);
  #outView = viewOf(this.#out);
  #bytes: Uint8Array = new Uint8Array(0);
  #bytesView = viewOf(this.#bytes);
  /** A comma stands behind every cell; the line end takes the place of the last of a record. */
  #length = 0;
  #recordStart = 0;

  constructor(
    { delimiter, quote, escape: escaping = null }: CopiedDialect,
    textOf: (cell: number) => string,
  ) {
    this.#textOf = textOf;
    this.#copiesEscaped = quote === '"' && escaping === null;
    this.#copiesPlain = quote === '"' && delimiter.startsWith(",");
    this.#copiesRuns = this.#copiesPlain && delimiter === ",";
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

  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#out.slice(0, this.#length);
    this.#length = 0;
    this.#recordStart = 0;
    return taken;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) return;
    const more = new Uint8Array(Math.max(this.#out.length * 2, this.#length + bytes));
    more.set(this.#out.subarray(0, this.#length));
    this.#out = more;
    this.#outView = viewOf(more);
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
