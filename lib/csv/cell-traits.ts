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

/** Traits and a 64-bit hash of some bytes, in one go over them. */
export class CellSum {
  traits = 0;
  low = 0;
  high = 0;

  /** The same bytes give the same sum. */
  over(bytes: Uint8Array, start: number, end: number): void {
    let traits = 0;
    let low = 0x811c9dc5;
    let high = 0x9e3779b9;
    for (let at = start; at < end; at += 1) {
      const byte = bytes[at] as number;
      traits |= traitOf[byte] as number;
      low = Math.imul(low ^ byte, 0x01000193);
      high = Math.imul(high + byte, 0x85ebca6b) ^ (high >>> 15);
    }
    this.traits = traits;
    this.low = mixed(low ^ (end - start)) >>> 0;
    this.high = mixed(high) >>> 0;
  }
}

/** Spreads the bits of a hash. The finalizer of MurmurHash3. */
function mixed(hash: number): number {
  let value = hash;
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
