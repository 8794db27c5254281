const least = 4096;
/** Words that are looked at between two looks at the room. */
const stretch = 1024;

/**
 * The places of some bytes in others, in order: those of delimiters, quotes and line ends. Listing them first and
 * walking the list afterwards costs half of what a loop over each cell costs, since most words are passed at once and
 * neither loop has a branch the processor cannot guess.
 */
export class StopList {
  /** The first `count` are the places. */
  places = new Int32Array(least);
  count = 0;
  /** Place in the list to go on from. */
  next = 0;
  /** 1 for a byte that is listed, else 0. */
  readonly #isStop: Uint8Array;
  /** What is subtracted of a word to see whether it may hold one: that many times the byte above the greatest. */
  readonly #above: number;
  #from = 0;
  #to = -1;

  /** @param stops ASCII */
  constructor(stops: readonly number[]) {
    this.#isStop = new Uint8Array(256);
    for (const stop of stops) this.#isStop[stop] = 1;
    this.#above = Math.imul(Math.max(...stops) + 1, 0x01010101);
  }

  /** Forgets all places: the bytes were moved. */
  clear(): void {
    this.#to = -1;
  }

  /**
   * Goes to the first stop from `at` on.
   *
   * @param bytes at the beginning of their buffer, with room for a word behind `end`
   * @param end the last place that is listed for certain; what is listed behind it means nothing
   */
  goTo(at: number, bytes: Uint8Array, end: number): void {
    if (at < this.#from || end > this.#to) {
      this.#from = at;
      this.#to = end;
      this.#list(bytes, at >> 2, (end >> 2) + 1);
      this.next = 0;
    }
    const { places, count } = this;
    let { next } = this;
    while (next > 0 && (places[next - 1] as number) >= at) next -= 1;
    while (next < count && (places[next] as number) < at) next += 1;
    this.next = next;
  }

  #list(bytes: Uint8Array, firstWord: number, lastWord: number): void {
    const words = new Int32Array(bytes.buffer, bytes.byteOffset, lastWord);
    this.count = 0;
    for (let word = firstWord; word < lastWord; word += stretch) {
      if (this.places.length - this.count < stretch * 4 + 4) {
        const more = new Int32Array(this.places.length * 2 + stretch * 4);
        more.set(this.places);
        this.places = more;
      }
      const to = Math.min(word + stretch, lastWord);
      this.count = listStops(words, word, to, this.#above, this.#isStop, this.places, this.count);
    }
  }
}

/** Writes the places of stops among some words behind the first `count`; answers how many there are then. */
function listStops(
  words: Int32Array,
  from: number,
  to: number,
  above: number,
  isStop: Uint8Array,
  places: Int32Array,
  count: number,
): number {
  let found = count;
  for (let word = from; word < to; word += 1) {
    const four = words[word] as number;
    // Whether a byte is smaller than another, for four at once: Bit Twiddling Hacks, "Determine if a word has a byte less than n".
    if (((four - above) & ~four & 0x80808080) === 0) continue;
    const at = word << 2;
    // A place that is none is written over by the next.
    places[found] = at;
    found += isStop[four & 0xff] as number;
    places[found] = at + 1;
    found += isStop[(four >>> 8) & 0xff] as number;
    places[found] = at + 2;
    found += isStop[(four >>> 16) & 0xff] as number;
    places[found] = at + 3;
    found += isStop[four >>> 24] as number;
  }
  return found;
}
