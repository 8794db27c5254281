/** Finds where runs of ASCII end; four bytes are looked at at a time. */
export class AsciiRuns {
  readonly #bytes: Uint8Array;
  /** The words of the bytes, from the first that is aligned. */
  readonly #words: Uint32Array;
  readonly #firstWordAt: number;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#firstWordAt = Math.min(bytes.length, (4 - (bytes.byteOffset % 4)) % 4);
    const { buffer, byteOffset, length } = bytes;
    const count = (length - this.#firstWordAt) >> 2;
    this.#words = new Uint32Array(
      count === 0 ? new ArrayBuffer(0) : buffer,
      count === 0 ? 0 : byteOffset + this.#firstWordAt,
      count,
    );
  }

  /** Where a run that begins at `from` ends. */
  end(from: number): number {
    const bytes = this.#bytes;
    const words = this.#words;
    const firstWordAt = this.#firstWordAt;
    const { length } = bytes;
    let at = from;
    while (at < length && (at < firstWordAt || ((at - firstWordAt) & 3) !== 0)) {
      if ((bytes[at] as number) >= 0x80) return at;
      at += 1;
    }
    let word = (at - firstWordAt) >> 2;
    const last = words.length - 4;
    while (word < last) {
      const four =
        (words[word] as number) |
        (words[word + 1] as number) |
        (words[word + 2] as number) |
        (words[word + 3] as number);
      if ((four & 0x80808080) !== 0) break;
      word += 4;
    }
    while (word < words.length && ((words[word] as number) & 0x80808080) === 0) word += 1;
    at = Math.max(at, firstWordAt + word * 4);
    while (at < length && (bytes[at] as number) < 0x80) at += 1;
    return at;
  }
}
