import type { CellSum } from "@/lib/csv/cell-traits";

const slots = 512;
export const mostValues = 200;
/** What a value takes beside its bytes, which are kept as bytes and as text. */
const bytesPerValue = 200;

/** What the values of all columns may still take. */
export interface Room {
  bytes: number;
}

interface Value {
  low: number;
  high: number;
  /** Where its bytes stand among those that are kept. */
  start: number;
  end: number;
  text: string;
  count: number;
  /** First row that has it. */
  fileRow: number;
  traits: number;
}

/** The different values of a column with their counts, as long as there are few. */
export class DistinctValues {
  readonly values: Value[] = [];
  /** Of the values, one behind the other. */
  bytes = new Uint8Array(256);
  /** Index + 1 of the value in `values`. */
  readonly #slots = new Int16Array(slots);
  readonly #room: Room;
  #taken = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  /** Gives the room back; the values are not asked for again. */
  end(): void {
    this.#room.bytes += this.#taken;
    this.#taken = 0;
  }

  /** @returns whether the value is known, and is counted; `null`: it is new */
  count(sum: CellSum, bytes: Uint8Array, start: number, end: number): boolean {
    for (let slot = sum.low & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const value = this.values[(this.#slots[slot] as number) - 1];
      if (value === undefined) return false;
      if (value.low !== sum.low || value.high !== sum.high || !this.#isSame(value, bytes, start, end))
        continue;
      value.count += 1;
      return true;
    }
  }

  /** @returns whether there was room for one more */
  add(
    { low, high, traits }: CellSum,
    { bytes, text, fileRow }: { bytes: Uint8Array; text: string; fileRow: number },
  ): boolean {
    const start = this.values.at(-1)?.end ?? 0;
    const end = start + bytes.length;
    const taken = bytesPerValue + 3 * bytes.length;
    if (this.values.length === mostValues || taken > this.#room.bytes) return false;
    this.#room.bytes -= taken;
    this.#taken += taken;
    let slot = low & (slots - 1);
    while (this.#slots[slot] !== 0) slot = (slot + 1) & (slots - 1);
    if (end > this.bytes.length) {
      const kept = this.bytes;
      this.bytes = new Uint8Array(2 * end);
      this.bytes.set(kept);
    }
    this.bytes.set(bytes, start);
    this.values.push({ low, high, traits, start, end, text, fileRow, count: 1 });
    this.#slots[slot] = this.values.length;
    return true;
  }

  #isSame(value: Value, bytes: Uint8Array, start: number, end: number): boolean {
    const length = value.end - value.start;
    if (length !== end - start) return false;
    const known = this.bytes;
    for (let at = 0; at < length; at += 1) if (known[value.start + at] !== bytes[start + at]) return false;
    return true;
  }
}

const registers = 2048;

/**
 * Estimates how many different values there are from their hashes, within 3 % or so. Flajolet and others, "HyperLogLog",
 * with linear counting for few.
 */
export class DistinctEstimate {
  readonly #registers = new Uint8Array(registers);

  /** @param low first 32 bits of a hash @param high the others */
  add(low: number, high: number): void {
    const register = low & (registers - 1);
    const rank = Math.clz32(high) + 1;
    if (rank > (this.#registers[register] as number)) this.#registers[register] = rank;
  }

  estimate(): number {
    let sum = 0;
    let empty = 0;
    for (const rank of this.#registers) {
      sum += 2 ** -rank;
      if (rank === 0) empty += 1;
    }
    const raw = ((0.7213 / (1 + 1.079 / registers)) * registers * registers) / sum;
    const isFew = raw <= 2.5 * registers && empty > 0;
    return Math.round(isFew ? registers * Math.log(registers / empty) : raw);
  }
}
