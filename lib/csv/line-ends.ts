import { grouped } from "./grouped";
import type { Newline } from "./reading";

/** How a line ends: places in `counted`. */
export const LINE_LF = 0;
export const LINE_CRLF = 1;
export const LINE_CR = 2;
const none = -1;

/** Counts how lines end. */
export class LineEnds {
  /** The first line that ends in another way than those before it. */
  mixedLine: number | null = null;
  readonly #counted = new Float64Array(3);
  #last = none;

  /** How the last line ended; -1 before there is one. */
  get last(): number {
    return this.#last;
  }

  /** Adds lines that end alike. @param line the first of them */
  addMany(kind: number, line: number, count: number): void {
    if (count === 0) return;
    this.add(kind, line);
    this.#counted[kind] = (this.#counted[kind] as number) + count - 1;
  }

  /** @param kind `LINE_LF`, `LINE_CRLF` or `LINE_CR` */
  add(kind: number, line: number): void {
    this.#counted[kind] = (this.#counted[kind] as number) + 1;
    if (kind === this.#last) return;
    if (this.#last !== none) this.mixedLine ??= line;
    this.#last = kind;
  }

  get counts(): Record<Exclude<Newline, "mixed" | "none">, number> {
    const [LF = 0, CRLF = 0, CR = 0] = this.#counted;
    return { LF, CRLF, CR };
  }

  found(): { value: Newline; evidence: string } {
    const { counts } = this;
    const kinds = (["CRLF", "LF", "CR"] as const).filter((kind) => counts[kind] > 0);
    const [only] = kinds;
    if (only === undefined) return { value: "none", evidence: "The file is one line" };
    const listed = kinds.map((kind) => `${kind} ends ${grouped(counts[kind])}`).join(", ");
    if (kinds.length > 1) return { value: "mixed", evidence: `${listed} lines` };
    const lines = counts[only];
    return {
      value: only,
      evidence: lines === 1 ? `${only} ends the line` : `${only} ends each of ${grouped(lines)} lines`,
    };
  }
}
