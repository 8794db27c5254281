import type { Expected, LookedAt } from "./looked-at";
import { ESCAPED } from "./record-batch";

/** A byte-order mark stands before the header of a file that was put behind another. */
const mark = "\ufeff";
const markBytes = new TextEncoder().encode(mark);

/** Tells rows that hold the names of the columns once more. */
export class HeaderAgain {
  readonly #names: readonly string[];
  /** What the names begin with and how long they are, in any letters: few cells are looked at closely. */
  readonly #beginnings = new Set<number>();

  constructor({ header }: Pick<Expected, "header">) {
    this.#names = (header ?? []).map((name) => this.#written(name, header?.length ?? 0));
    const encoder = new TextEncoder();
    for (const [column, name] of (header ?? []).entries()) {
      if (name === "" && column > 0) continue;
      for (const text of new Set([name, name.toLowerCase(), name.toUpperCase()])) {
        const bytes = encoder.encode(text);
        this.#beginnings.add(keyOf(bytes.length, bytes[0]));
        this.#beginnings.add(keyOf(bytes.length + markBytes.length, markBytes[0]));
      }
    }
  }

  /** `moved`: they stand in another order, so the rows below belong to other columns. */
  look({ batch, record, text }: LookedAt, first: number): "same" | "moved" | null {
    const names = this.#names;
    const start = batch.cellStarts[first] as number;
    const end = batch.cellEnds[first] as number;
    const mayBe =
      this.#beginnings.has(keyOf(end - start, batch.bytes[start])) || batch.cellKinds[first] === ESCAPED;
    if (names.length === 0 || !mayBe) return null;
    const name = this.#written(text.cell(first), names.length);
    if (!names.includes(name) && !names.includes(name.replace(mark, ""))) return null;
    const cells = text.record(record).map((cell) => this.#written(cell, names.length));
    if (cells[0]?.startsWith(mark) === true && !names.includes(cells[0])) cells[0] = cells[0].slice(1);
    if (cells.length !== names.length) return null;
    if (cells.every((cell, column) => cell === names[column])) return "same";
    const there = new Set(cells);
    return there.size === cells.length && names.every((one) => there.has(one)) ? "moved" : null;
  }

  /** A single word may be a value in other letters. */
  #written(text: string, columns: number): string {
    return columns > 1 ? text.toLowerCase() : text;
  }
}

/** @param first of its bytes; of a cell without any it does not matter */
const keyOf = (length: number, first: number | undefined) => length * 256 + (length > 0 ? (first ?? 0) : 0);
