const isContinuation = (byte: number | undefined) => byte !== undefined && byte >= 0x80 && byte <= 0xbf;

/**
 * Length of the well-formed sequence at `at` by table 3-7 of the Unicode Standard; 0: ill-formed; -1: well-formed as
 * far as it goes and cut off by the end of the bytes.
 */
function sequenceLength(bytes: Uint8Array, at: number): number {
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

export interface Utf8Survey {
  /** Offset of the first byte that is not UTF-8; `null` when there is none. */
  invalidAt: number | null;
  /** Characters beyond ASCII before that. */
  beyondAscii: number;
}

/** Looks for the first byte that is not UTF-8. A sequence cut off at the end counts as invalid only when `whole`. */
export function surveyUtf8(bytes: Uint8Array, whole: boolean): Utf8Survey {
  let beyondAscii = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes, at);
    if (length === 0 || (length === -1 && whole)) return { invalidAt: at, beyondAscii };
    if (length === -1) break;
    if (length > 1) beyondAscii += 1;
    at += length;
  }
  return { invalidAt: null, beyondAscii };
}

/**
 * How many bytes at the end begin a sequence that the next bytes must finish: 0 to 3. The bytes are taken to be valid
 * so far.
 */
export function unfinishedUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const at = bytes.length - back;
    if (!isContinuation(bytes[at])) return sequenceLength(bytes, at) === -1 ? back : 0;
  }
  return 0;
}
