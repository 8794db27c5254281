/** Kinds of bytes a cell may hold, a bit each: what a cell certainly is not can be told without its text. */
export const DIGIT = 1;
export const LETTER = 2;
export const SPACE = 4;
/** Line ends, tabs and other control characters. */
export const CONTROL = 8;
export const POINT = 16;
export const COMMA = 32;
export const MINUS = 64;
export const PLUS = 128;
export const AT = 256;
export const HASH = 512;
/** Characters beyond ASCII. */
export const HIGH = 1024;
export const OTHER = 2048;

const traitOf = new Uint16Array(256).fill(OTHER);
for (let byte = 0; byte < 32; byte += 1) traitOf[byte] = CONTROL;
for (let byte = 0x80; byte < 256; byte += 1) traitOf[byte] = HIGH;
for (let byte = 0x30; byte <= 0x39; byte += 1) traitOf[byte] = DIGIT;
for (let byte = 0x41; byte <= 0x5a; byte += 1) traitOf[byte] = traitOf[byte + 32] = LETTER;
for (const [character, trait] of [
  [" ", SPACE],
  [".", POINT],
  [",", COMMA],
  ["-", MINUS],
  ["+", PLUS],
  ["@", AT],
  ["#", HASH],
] as const)
  traitOf[character.charCodeAt(0)] = trait;

/** Which kinds of bytes there are from `start` up to `end`; 0 for none. */
export function traitsOf(bytes: Uint8Array, start: number, end: number): number {
  let traits = 0;
  for (let at = start; at < end; at += 1) traits |= traitOf[bytes[at] as number] as number;
  return traits;
}

/** Traits and a 64-bit hash of some bytes, in one go over them. `sums` in kernel.as gives the same. */
export class CellSum {
  traits = 0;
  low = 0;
  high = 0;

  /** The same bytes give the same sum. Four lanes take a word each of every sixteen bytes. */
  over(bytes: Uint8Array, start: number, end: number): void {
    let a = 0x1b873593;
    let b = 0x2545f491;
    let c = 0x7feb352d;
    let d = 0x5bd1e995;
    for (let at = start; at < end; at += 16) {
      a = Math.imul(turned(a ^ wordAt(bytes, at, end)), 0x165667b1);
      b = Math.imul(turned(b ^ wordAt(bytes, at + 4, end)), 0x27d4eb2f);
      c = Math.imul(turned(c ^ wordAt(bytes, at + 8, end)), 0x2c1b3c6d);
      d = Math.imul(turned(d ^ wordAt(bytes, at + 12, end)), 0x297a2d39);
    }
    a = ((a ^ (end - start)) + b + c + d) | 0;
    b = mixed(b + a);
    const low = mixed(a) + b + mixed(c + a) + mixed(d + a);
    this.traits = traitsOf(bytes, start, end);
    this.low = low >>> 0;
    this.high = (low + b) >>> 0;
  }
}

const turned = (word: number) => (word << 13) | (word >>> 19);

/** Four bytes, the lowest first; 0 for those behind the end. */
function wordAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 4 <= end)
    return (
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    );
  let word = 0;
  for (let byte = end - 1; byte >= at; byte -= 1) word = (word << 8) | (bytes[byte] as number);
  return word;
}

/** Spreads the bits of a hash. The finalizer of MurmurHash3. */
function mixed(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
