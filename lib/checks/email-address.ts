const form = /^[^\s@,;<>]+@[^\s@,;<>.]+(\.[^\s@,;<>.]+)+$/;

export const isEmailAddress = (value: string): boolean => form.test(value);

const AT = 0x40;
const DOT = 0x2e;

/** Not 0 for a byte that is in no address of ASCII characters. */
const foreign = new Uint8Array(256).fill(1, 0x80);
for (const character of "\t\n\v\f\r ,;<>") foreign[character.charCodeAt(0)] = 1;

/** Whether these bytes are an address for certain. Of one with characters beyond ASCII its text must be asked. */
export function isPlainEmailAddress(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && bytes[at] !== AT) {
    if (foreign[bytes[at] as number] !== 0) return false;
    at += 1;
  }
  if (at === from) return false;
  at += 1;
  let dots = 0;
  let partStart = at;
  for (; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte === DOT) {
      if (at === partStart) return false;
      dots += 1;
      partStart = at + 1;
    } else if (byte === AT || foreign[byte] !== 0) return false;
  }
  return dots > 0 && at > partStart;
}
