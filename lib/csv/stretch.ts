/** Some bytes of a buffer. Views of them are made anew when the buffer is another. */
export interface Stretch {
  readonly buffer: ArrayBuffer;
  /** Offset of the first in the buffer, a multiple of 16. */
  readonly at: number;
  /** Bytes. */
  readonly length: number;
}

/** Gives out stretches. Whoever asks for one looks at all of its views anew. */
export interface Storage {
  /** @param before what it begins with: the bytes of another stretch, which is then done with */
  stretch(length: number, before?: Stretch): Stretch;
}

export const intsOf = ({ buffer, at, length }: Stretch) => new Int32Array(buffer, at, length >> 2);

export const bytesOf = ({ buffer, at, length }: Stretch) => new Uint8Array(buffer, at, length);

/** Every stretch has a buffer of its own. */
export const heap: Storage = {
  stretch(length, before) {
    const stretch = { buffer: new ArrayBuffer(length), at: 0, length };
    if (before !== undefined) bytesOf(stretch).set(bytesOf(before).subarray(0, length));
    return stretch;
  },
};
