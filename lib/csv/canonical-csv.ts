import { ESCAPED, type RecordBatch } from "./record-batch";
import { writeCell } from "./write-csv";

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 10;

/** Not 0 for a byte that a cell may hold in quotes only. */
const special = new Uint8Array(256);
for (const byte of [QUOTE, COMMA, LF, 13]) special[byte] = 1;

/** Copies up to the first byte that needs quotes around it; answers how many were copied. */
function copyPlain(bytes: Uint8Array, from: number, to: number, out: Uint8Array, place: number): number {
  const shift = place - from;
  let at = from;
  while (at < to) {
    const byte = bytes[at] as number;
    if (special[byte] !== 0) break;
    out[at + shift] = byte;
    at += 1;
  }
  return at - from;
}

export interface CanonicalCsv {
  /** A cell as it stands in the file: its bytes are copied. @param cell its index in the batch */
  copy(batch: RecordBatch, cell: number): void;
  /** A cell from text. */
  text(value: string): void;
  endRecord(): void;
  /** What was written since the last call. */
  take(): Uint8Array<ArrayBuffer>;
  /** Bytes that wait to be taken. */
  readonly length: number;
}

/**
 * Writes canonical CSV as bytes: comma, RFC 4180 quotes only where needed, LF. The same records give the same bytes,
 * whether their cells come as text or from a file.
 *
 * @param copiesEscaped quotes are doubled in the batches too, so that an escaped cell can be copied as it stands
 * @param textOf the text of a cell that cannot be copied
 */
export function createCanonicalCsv(copiesEscaped: boolean, textOf: (cell: number) => string): CanonicalCsv {
  const encoder = new TextEncoder();
  let out = new Uint8Array(1_310_720);
  let length = 0;
  let isFirst = true;
  let recordStart = 0;

  const reserve = (bytes: number) => {
    if (length + bytes <= out.length) return;
    const more = new Uint8Array(Math.max(out.length * 2, length + bytes));
    more.set(out.subarray(0, length));
    out = more;
  };
  const separate = () => {
    if (!isFirst) out[length++] = COMMA;
    isFirst = false;
  };
  const quoted = (bytes: Uint8Array, from: number, to: number, doubles: boolean) => {
    out[length++] = QUOTE;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] as number;
      if (byte === QUOTE && doubles) out[length++] = QUOTE;
      out[length++] = byte;
    }
    out[length++] = QUOTE;
  };
  const text = (value: string) => {
    const bytes = encoder.encode(writeCell(value));
    reserve(bytes.length + 4);
    separate();
    out.set(bytes, length);
    length += bytes.length;
  };

  return {
    copy(batch, cell) {
      const { bytes } = batch;
      const from = batch.cellStarts[cell] as number;
      const to = batch.cellEnds[cell] as number;
      if (batch.cellKinds[cell] === ESCAPED && !copiesEscaped) {
        text(textOf(cell));
        return;
      }
      reserve(2 * (to - from) + 4);
      separate();
      const start = length;
      const copied = copyPlain(bytes, from, to, out, start);
      if (copied === to - from) {
        length = start + copied;
        return;
      }
      quoted(bytes, from, to, batch.cellKinds[cell] !== ESCAPED);
    },
    text,
    endRecord() {
      reserve(4);
      // An empty line is no record to many readers.
      if (length === recordStart) {
        out[length++] = QUOTE;
        out[length++] = QUOTE;
      }
      out[length++] = LF;
      recordStart = length;
      isFirst = true;
    },
    take() {
      const taken = out.slice(0, length);
      length = 0;
      recordStart = 0;
      return taken;
    },
    get length() {
      return length;
    },
  };
}
