const prime = 0x9e3779b1;

/**
 * A quick sum over the bytes of a file, to tell whether a second pass read the same. It finds changes, not forgeries:
 * those who may change the file may also choose another. Four sums go side by side, each over every fourth word: a
 * single one would wait for its last product again and again. Each is turned so that its high bits, which a product
 * never moves down, count in full.
 */
export class Checksum {
  #a = 0x9e3779b1;
  #b = 0x85ebca6b;
  #c = 0xc2b2ae35;
  #d = 0x27d4eb2f;

  update(bytes: Uint8Array): void {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    // A slice of a file stands at the beginning of its own buffer, so its words are aligned.
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    const end = words.length - 3;
    let at = 0;
    for (; at < end; at += 4) {
      a = Math.imul(((a << 13) | (a >>> 19)) ^ (words[at] as number), prime);
      b = Math.imul(((b << 13) | (b >>> 19)) ^ (words[at + 1] as number), prime);
      c = Math.imul(((c << 13) | (c >>> 19)) ^ (words[at + 2] as number), prime);
      d = Math.imul(((d << 13) | (d >>> 19)) ^ (words[at + 3] as number), prime);
    }
    for (let byte = at * 4; byte < bytes.length; byte += 1)
      a = Math.imul(((a << 13) | (a >>> 19)) ^ (bytes[byte] as number), prime);
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
  }

  value(): string {
    return [this.#a, this.#b, this.#c, this.#d].map((sum) => sum >>> 0).join("-");
  }
}
