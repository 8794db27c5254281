/** FNV-1a over the code units of the value in lower case. */
function hashOf(value: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < value.length; at += 1) hash = Math.imul(hash ^ value.charCodeAt(at), 0x01000193);
  return hash | 0;
}

/**
 * Where records with a given value may be. It holds hashes and places, eight bytes each, so that a million values cost some
 * twenty megabytes. What it names must be looked at: another value may share the hash, and the record may have changed.
 */
export class FieldIndex {
  #hashes = new Int32Array(1024);
  /** Place of the record plus one; 0 is free. */
  #places = new Int32Array(1024);
  #count = 0;

  add(value: string, place: number): void {
    if (this.#count * 3 > this.#places.length * 2) this.#grow();
    this.#put(hashOf(value.toLowerCase()), place + 1);
    this.#count += 1;
  }

  *candidates(value: string): Generator<number> {
    const hash = hashOf(value.toLowerCase());
    const mask = this.#places.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const place = this.#places[at];
      if (!place) return;
      if (this.#hashes[at] === hash) yield place - 1;
    }
  }

  #put(hash: number, place: number): void {
    const mask = this.#places.length - 1;
    let at = hash & mask;
    while (this.#places[at] !== 0) at = (at + 1) & mask;
    this.#hashes[at] = hash;
    this.#places[at] = place;
  }

  #grow(): void {
    const [hashes, places] = [this.#hashes, this.#places];
    this.#hashes = new Int32Array(places.length * 2);
    this.#places = new Int32Array(places.length * 2);
    for (const [at, place] of places.entries()) if (place !== 0) this.#put(hashes[at] ?? 0, place);
  }
}
