export const isContinuation = (byte: number | undefined): boolean =>
  byte !== undefined && byte >= 0x80 && byte <= 0xbf;

/**
 * Length of the well-formed sequence at `at` by table 3-7 of the Unicode Standard; 0: ill-formed; -1: well-formed as
 * far as it goes and cut off by the end of the bytes.
 */
export function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return 0;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const second = bytes[at + 1];
  if (second === undefined) return -1;
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let offset = 2; offset < length; offset += 1) {
    if (at + offset >= bytes.length) return -1;
    if (!isContinuation(bytes[at + offset])) return 0;
  }
  return length;
}
