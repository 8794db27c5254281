import type { Newline } from "./reading";

type LineEnd = Exclude<Newline, "mixed" | "none">;

/** Counts how lines end. */
export class LineEnds {
  readonly counts: Record<LineEnd, number> = { LF: 0, CRLF: 0, CR: 0 };
  /** The first line that ends in another way than those before it. */
  mixedLine: number | null = null;
  #last: LineEnd | null = null;

  add(lineEnd: LineEnd, line: number): void {
    this.counts[lineEnd] += 1;
    if (lineEnd === this.#last) return;
    if (this.#last !== null) this.mixedLine ??= line;
    this.#last = lineEnd;
  }

  found(): { value: Newline; evidence: string } {
    const { counts } = this;
    const kinds = (["CRLF", "LF", "CR"] as const).filter((kind) => counts[kind] > 0);
    const [only] = kinds;
    if (only === undefined) return { value: "none", evidence: "The file is one line" };
    const listed = kinds.map((kind) => `${kind} ends ${counts[kind].toLocaleString("en-GB")}`).join(", ");
    if (kinds.length > 1) return { value: "mixed", evidence: `${listed} lines` };
    const lines = counts[only];
    return {
      value: only,
      evidence:
        lines === 1 ? `${only} ends the line` : `${only} ends each of ${lines.toLocaleString("en-GB")} lines`,
    };
  }
}
