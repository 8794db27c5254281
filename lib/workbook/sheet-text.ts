import { writeCell, writeQuoted } from "@/lib/csv/write-csv";
import type { WorkbookLimits } from "./limits";
import { tooLarge } from "./refusals";

const chunkCharacters = 1_048_576;

interface Chunk {
  text: Blob;
  /** Where each row ends, its line end left out, in UTF-16 code units. */
  ends: number[];
  /** Cells of each row; 0 for a blank one. */
  counts: number[];
}

/**
 * The rows of a sheet as canonical CSV. Row 7 of the sheet is record 7 of the text: rows between are written blank. Rows
 * are given out of the memory's hands a megabyte at a time; those that end early are filled up once the width is known.
 */
export class SheetText {
  readonly #limits: WorkbookLimits;
  readonly #chunks: Chunk[] = [];
  #bytes = 0;
  #rows: string[] = [];
  #ends: number[] = [];
  #counts: number[] = [];
  #length = 0;
  #lastRow = 0;
  #width = 0;
  #cells = 0;
  #filledRows = 0;

  constructor(limits: WorkbookLimits) {
    this.#limits = limits;
  }

  /** @param row greater than that of the row before */
  add(row: number, cells: readonly string[]): void {
    for (let blank = this.#lastRow + 1; blank < row; blank += 1) this.#push("", 0);
    const isFirst = this.#width === 0;
    const written = cells.map((cell) => (isFirst && cell !== "" ? writeQuoted(cell) : writeCell(cell)));
    this.#lastRow = row;
    this.#width = Math.max(this.#width, cells.length);
    this.#cells += cells.length;
    this.#filledRows += 1;
    this.#push(written.join(","), cells.length);
  }

  get lastRow(): number {
    return this.#lastRow;
  }

  /** The whole text in parts, every row as wide as the widest. */
  async parts(): Promise<Blob[]> {
    this.#flush();
    const missing = this.#filledRows * this.#width - this.#cells;
    this.#mayHave(this.#bytes + missing);
    const parts: Blob[] = [];
    for (const chunk of this.#chunks) parts.push(await this.#filled(chunk));
    return parts;
  }

  #push(text: string, count: number): void {
    this.#rows.push(text);
    this.#length += text.length;
    this.#ends.push(this.#length);
    this.#length += 1;
    this.#counts.push(count);
    if (this.#length > chunkCharacters) this.#flush();
  }

  #flush(): void {
    if (this.#rows.length === 0) return;
    const text = new Blob([`${this.#rows.join("\n")}\n`]);
    this.#bytes += text.size;
    this.#mayHave(this.#bytes);
    this.#chunks.push({ text, ends: this.#ends, counts: this.#counts });
    this.#rows = [];
    this.#ends = [];
    this.#counts = [];
    this.#length = 0;
  }

  #mayHave(bytes: number): void {
    if (bytes > this.#limits.textBytes) throw tooLarge("the sheet is more than 1 GB as text");
  }

  async #filled({ text: blob, ends, counts }: Chunk): Promise<Blob> {
    const width = this.#width;
    if (counts.every((count) => count === width || count === 0)) return blob;
    const text = await blob.text();
    let from = 0;
    const rows = ends.map((end, index) => {
      const row = text.slice(from, end);
      from = end + 1;
      const count = counts[index] ?? 0;
      return count === 0 ? row : row + ",".repeat(width - count);
    });
    return new Blob([`${rows.join("\n")}\n`]);
  }
}
