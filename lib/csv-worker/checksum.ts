/**
 * A quick sum over the bytes of a file, to tell whether a second pass read the same. It finds changes, not forgeries:
 * those who may change the file may also choose another.
 */
export class Checksum {
  #a = 0x9e3779b1;
  #b = 0x85ebca6b;

  update(bytes: Uint8Array): void {
    let a = this.#a;
    let b = this.#b;
    // A slice of a file stands at the beginning of its own buffer, so its words are aligned.
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
    for (let at = 0; at < words.length; at += 1) {
      a = Math.imul(a ^ (words[at] as number), 0x01000193);
      b = (b + a) | 0;
    }
    for (let at = words.length * 4; at < bytes.length; at += 1) {
      a = Math.imul(a ^ (bytes[at] as number), 0x01000193);
      b = (Math.imul(b, 31) + a) | 0;
    }
    this.#a = a ^ (a >>> 15);
    this.#b = b;
  }

  value(): string {
    return `${this.#a >>> 0}-${this.#b >>> 0}`;
  }
}
