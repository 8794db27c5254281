/** Characters of Windows-1252 whose byte is not their code. Encoding Standard, index windows-1252. */
const upper = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** UTF-8 of one character beyond ASCII, read one character a byte: "Ã¼", "â€™". */
const looksSo = /[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;

function byteOf(character: string): number | null {
  const code = character.charCodeAt(0);
  if (code < 0x80 || (code >= 0xa0 && code <= 0xff)) return code;
  const at = upper.indexOf(character);
  return at === -1 ? null : 0x80 + at;
}

/**
 * The text that was read one character a byte although it was UTF-8: "MÃ¼ller" was "Müller".
 *
 * @returns `null` for text that was not read so, as far as can be told
 */
export function unmangled(text: string): string | null {
  if (!looksSo.test(text)) return null;
  const bytes = Array.from(text, byteOf);
  const known = bytes.filter((byte) => byte !== null);
  if (known.length !== bytes.length) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(known));
  } catch {
    // The bytes are no UTF-8, so the text is what it seems.
    return null;
  }
}
