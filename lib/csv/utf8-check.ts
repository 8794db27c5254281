import { AsciiRuns } from "./ascii";
import type { Kernel } from "./kernel";
import { isContinuation, sequenceLength } from "./utf8-sequence";

/** Most invalid places kept of one chunk: a file in another encoding has one in every other word. */
const mostPlaces = 100_000;

/** Lines with invalid bytes are kept up to this size, to tell from them which encoding it is. */
const mostKept = 32_768;
const lineLook = 200;

/** What was seen of the characters of a stream of bytes. */
export type Characters = Pick<Utf8Check, "first" | "invalid" | "beyondAscii" | "sample">;

/** Looks at a stream of bytes for those that are not UTF-8. Runs of ASCII are passed four bytes at a time. */
export class Utf8Check {
  /** Offset of the first byte that is not UTF-8, and its value. */
  first: { offset: number; byte: number } | null = null;
  /** Bytes that are not UTF-8. */
  invalid = 0;
  /** Characters beyond ASCII. */
  beyondAscii = 0;
  #offset: number;
  /** Offset of the last byte that is not UTF-8. */
  #lastInvalid = Number.NEGATIVE_INFINITY;
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #keptTo = 0;
  /** The beginning of a character that the next bytes must finish. */
  #cut: Uint8Array = new Uint8Array(0);

  readonly #kernel: Kernel | null;

  /**
   * @param offset of the first byte that will be given
   * @param kernel passes the characters of chunks that lie in its memory
   */
  constructor(offset = 0, kernel: Kernel | null = null) {
    this.#offset = offset;
    this.#kernel = kernel;
  }

  /** Offsets of the bytes that are not UTF-8, in order. */
  push(chunk: Uint8Array, isLast: boolean): number[] {
    const places: number[] = [];
    const from = this.#cut.length === 0 ? 0 : this.#mend(chunk, isLast, places);
    this.#walk(chunk, from, this.#offset, isLast, places);
    this.#offset += chunk.length;
    return places;
  }

  /** Counts bytes that come from a decoder and need no check; answers the offset of the first. */
  pass(bytes: Uint8Array): number {
    const start = this.#offset;
    this.#offset += bytes.length;
    return start;
  }

  /** Finishes the character that was cut; answers where in the chunk the next begins. */
  #mend(chunk: Uint8Array, isLast: boolean, places: number[]): number {
    const cut = this.#cut;
    const joined = new Uint8Array(cut.length + Math.min(3, chunk.length));
    joined.set(cut);
    joined.set(chunk.subarray(0, 3), cut.length);
    const start = this.#offset - cut.length;
    let at = 0;
    while (at < cut.length) {
      const length = sequenceLength(joined, at);
      if (length === -1 && !isLast) {
        this.#cut = joined.slice(at);
        // The whole chunk is no more than the middle of a character.
        return chunk.length;
      }
      if (length > 0) {
        if (length > 1) this.beyondAscii += 1;
        at += length;
      } else {
        this.#found(start + at, joined[at] ?? 0, places);
        at += 1;
      }
    }
    this.#cut = new Uint8Array(0);
    return at - cut.length;
  }

  #walk(bytes: Uint8Array, from: number, offset: number, isLast: boolean, places: number[]): void {
    const end = bytes.length;
    const pass = this.#passer(bytes);
    let at = from;
    for (;;) {
      at = pass(at);
      if (at >= end) return;
      const length = sequenceLength(bytes, at);
      if (length > 0) {
        this.beyondAscii += 1;
        at += length;
      } else if (length === -1 && !isLast) {
        this.#cut = bytes.slice(at);
        return;
      } else {
        this.#found(offset + at, bytes[at] ?? 0, places);
        if (this.#keptBytes < mostKept && offset + at >= this.#keptTo) this.#keep(bytes, at, offset);
        at += 1;
      }
    }
  }

  /** Passes characters that are right for certain; answers where the first stands that may not be. */
  #passer(bytes: Uint8Array): (from: number) => number {
    const kernel = this.#kernel;
    if (kernel?.holds(bytes) === true)
      return (from) => {
        const { end, beyondAscii } = kernel.rightCharacters(bytes, from);
        this.beyondAscii += beyondAscii;
        return end;
      };
    const runs = new AsciiRuns(bytes);
    return (from) => ((bytes[from] ?? 0) < 0x80 ? runs.end(from) : from);
  }

  /** Lines that hold bytes that are not UTF-8, one after another. */
  sample(): Uint8Array {
    const joined = new Uint8Array(this.#keptBytes);
    let at = 0;
    for (const line of this.#kept) {
      joined.set(line, at);
      at += line.length;
    }
    return joined;
  }

  #keep(bytes: Uint8Array, at: number, offset: number): void {
    const least = Math.max(0, at - lineLook);
    let from = at;
    while (from > least && bytes[from - 1] !== 0x0a) from -= 1;
    const end = bytes.indexOf(0x0a, at);
    const to = Math.min(end === -1 ? bytes.length : end + 1, at + lineLook);
    const line = new Uint8Array(to - from + 1).fill(0x0a);
    line.set(bytes.subarray(from, to));
    this.#kept.push(line);
    this.#keptBytes += line.length;
    this.#keptTo = offset + to;
  }

  #found(offset: number, byte: number, places: number[]): void {
    // The rest of a character whose beginning was invalid says nothing new.
    if (!isContinuation(byte) || this.#lastInvalid !== offset - 1) this.invalid += 1;
    this.#lastInvalid = offset;
    this.first ??= { offset, byte };
    if (places.length < mostPlaces) places.push(offset);
  }
}
