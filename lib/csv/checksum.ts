import type { Kernel } from "./kernel";

const prime = 0x9e3779b1;
const lanes = 16;
const laneBytes = 4 * lanes;

const turned = (sum: number) => (sum << 13) | (sum >>> 19);

/**
 * A quick sum over bytes, to tell whether a second pass over a file read the same, slice by slice. It finds changes, not
 * forgeries: those who may change the file may also choose another. Sixteen sums go side by side, each over every
 * sixteenth word: a single one would wait for its last product again and again. Each is turned so that its high bits,
 * which a product never moves down, count in full.
 */
export class Checksum {
  readonly #sums = Int32Array.from({ length: lanes }, (_, lane) => Math.imul(lane + 1, 0x85ebca6b));
  readonly #kernel: Kernel | null;

  /** @param kernel sums up what lies in its memory */
  constructor(kernel: Kernel | null = null) {
    this.#kernel = kernel;
  }

  update(bytes: Uint8Array): void {
    if (this.#kernel?.holds(bytes) === true) this.#kernel.sumUp(bytes, this.#sums);
    else sumUpInScript(bytes, this.#sums);
  }

  value(): string {
    return Array.from(this.#sums, (sum) => sum >>> 0).join("-");
  }
}

function sumUpInScript(bytes: Uint8Array, sums: Int32Array): void {
  // Words are read where they are aligned.
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  const end = words.length - (words.length % lanes);
  for (let at = 0; at < end; at += lanes)
    for (let lane = 0; lane < lanes; lane += 1)
      sums[lane] = Math.imul(turned(sums[lane] as number) ^ (words[at + lane] as number), prime);
  let first = sums[0] as number;
  for (let at = aligned.length - (aligned.length % laneBytes); at < aligned.length; at += 1)
    first = Math.imul(turned(first) ^ (aligned[at] as number), prime);
  sums[0] = first;
}
