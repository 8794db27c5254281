/** Where a run of ASCII that begins at `from` ends; four bytes are looked at at a time. */
export function asciiEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && (bytes.byteOffset + at) % 4 !== 0) {
    if ((bytes[at] as number) >= 0x80) return at;
    at += 1;
  }
  if (at === bytes.length) return at;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >> 2);
  let word = 0;
  while (word < words.length && ((words[word] as number) & 0x80808080) === 0) word += 1;
  at += word * 4;
  while (at < bytes.length && (bytes[at] as number) < 0x80) at += 1;
  return at;
}
