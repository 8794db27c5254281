import type { Expected, LookedAt, Noticed, RowPlace } from "./looked-at";
import { isSound, LOOSE } from "./record-batch";
import { RowEnds } from "./row-ends";
import { isBlank } from "./row-kind";
import { shapeOf } from "./value-shape";

/** So many rows say how first and last cells mostly are. */
const sampledRows = 200;
/** Fewer do not say that the last column is never blank. */
const fewestRows = 6;

/** What the first rows say of a column. Lengths are in UTF-16 code units. */
interface Cells {
  blanks: number;
  shortest: number;
  longest: number;
}

/**
 * Finds rows that have all their cells, and yet a line end cut one of them: the last, whose rest is in the row below, or
 * the first, whose beginning is in the row above. That row is too short, and its text says whose it is.
 */
export class CutRows {
  readonly #expected: Expected;
  readonly #quote: number;
  /** The row before, when it has as many cells as it should, or rows that are too short came since. */
  #before: RowPlace | null = null;
  /** Its last cell, where the row that comes next is in another batch. */
  #lastCell: string | null = null;
  /** The last row that is one cell alone. */
  #piece = { row: 0, text: "" };
  /** First and last cell of the row before, which count once the next row shows that it is whole. */
  #counted: [first: string, last: string] | null = null;
  readonly #ends = new RowEnds();
  #rows = 0;
  #oddFirst = 0;
  readonly #first: Cells = { blanks: 0, shortest: Number.POSITIVE_INFINITY, longest: 0 };
  readonly #last: Cells = { blanks: 0, shortest: Number.POSITIVE_INFINITY, longest: 0 };

  constructor(expected: Expected) {
    this.#expected = expected;
    this.#quote = expected.quote === null ? -1 : expected.quote.charCodeAt(0);
  }

  /** What is to be said of a row with as many cells as it should have. */
  fitting({ batch, record, text, place, afterBlank }: LookedAt, first: number): Noticed | null {
    const last = first + this.#expected.width - 1;
    this.#before = place;
    if (record === batch.count - 1) this.#lastCell = text.cell(last);
    const isBehindPiece = this.#piece.row === place.row - 1 && place.row > 1 && !afterBlank;
    const isEndOdd = this.#ends.isOdd;
    this.#ends.look(batch, record);
    const isCut = isBehindPiece && (isEndOdd || this.#isHeadless(this.#piece.text, text.cell(first)));
    if (this.#rows < sampledRows && !isCut) this.#count(text.cell(first), text.cell(last));
    return isCut ? this.#noticed(place, 0) : null;
  }

  /**
   * What a row with another number of cells says of the one before it.
   *
   * @param isDivided another delimiter gives it as many cells as it should have
   */
  ragged(at: LookedAt, cells: number, isDivided: boolean): Noticed | null {
    const before = this.#before;
    const isEndOdd = this.#ends.isOdd;
    this.#ends.look(at.batch, at.record);
    const { batch, record, text, place, flaws, afterBlank } = at;
    const { width } = this.#expected;
    const isPiece = cells === 1 && width > 1;
    const first = batch.firstCells[record] as number;
    // Behind a blank row stands a title, and a line drawn between rows has no rest.
    if (isPiece && !isDivided && !afterBlank && !isLine(text.cell(first)))
      this.#piece = { row: place.row, text: text.cell(first) };
    if (flaws !== undefined && !isSound(flaws)) this.#before = null;
    if (before === null || this.#before === null) return null;
    if (this.#closesQuote(at, cells)) return this.#noticed(before, width - 1);
    if (!isPiece || afterBlank || before.row + 1 !== place.row) return null;
    // Many cells are no chance, two may be a sentence.
    if (isDivided && width > 2) return null;
    const lastCell = record > 0 ? text.cell(first - 1) : (this.#lastCell ?? "");
    const piece = text.cell(first);
    const isCut = isEndOdd || this.#startsInside(piece) || (!isDivided && this.#isTailless(lastCell, piece));
    return isCut ? this.#noticed(before, width - 1) : null;
  }

  #noticed(place: RowPlace, column: number): Noticed {
    this.#before = null;
    this.#counted = null;
    return { code: "cut_row", place, column, cells: this.#expected.width };
  }

  #count(nextFirst: string, nextLast: string): void {
    const [first, last] = this.#counted ?? [];
    this.#counted = [nextFirst, nextLast];
    if (first === undefined || last === undefined) return;
    this.#rows += 1;
    if (isInside(first)) this.#oddFirst += 1;
    note(this.#first, first);
    note(this.#last, last);
  }

  /** Whether a text begins as no row does: with a small letter, a space or what ends words. */
  #startsInside(cell: string): boolean {
    return isInside(cell) && this.#oddFirst <= this.#rows / 100;
  }

  /** Whether the first cell of a row begins in the piece above it. */
  #isHeadless(piece: string, cell: string): boolean {
    return this.#startsInside(cell) || this.#isOdd(cell, 0) || isPartOf(cell, piece + cell, this.#first);
  }

  /** Whether the last cell of a row goes on in the piece below it. */
  #isTailless(cell: string, piece: string): boolean {
    return this.#isOdd(cell, this.#expected.width - 1) || isPartOf(cell, cell + piece, this.#last);
  }

  /** Whether a cell is not as those of its column are. */
  #isOdd(cell: string, column: number): boolean {
    const { blanks } = column === 0 ? this.#first : this.#last;
    if (isBlank(cell)) return blanks === 0 && (column === 0 || this.#rows >= fewestRows);
    const shape = this.#expected.shapes[column] ?? null;
    return shape !== null && shapeOf(cell) !== shape;
  }

  /** Whether a row is too short and ends with a quote that opens nowhere in it. */
  #closesQuote({ batch, record }: LookedAt, cells: number): boolean {
    const { bytes, firstCells, cellKinds, starts, ends } = batch;
    const end = (ends[record] as number) - 1;
    let quotes = 0;
    for (let at = starts[record] as number; at <= end; at += 1) if (bytes[at] === this.#quote) quotes += 1;
    if (quotes % 2 === 0) return false;
    const last = (firstCells[record + 1] as number) - 1;
    const isClosed = cellKinds[last] === LOOSE && bytes[end] === this.#quote;
    if (!isClosed) this.#before = null;
    return isClosed && cells < this.#expected.width;
  }
}

/** A line drawn between rows: nothing but strokes. */
const isLine = (text: string) => /^[-=_+*~:|\s]{2,}$/.test(text);

const isInside = (text: string) => /^(?:[\p{Ll}\s.,;:!?)\]/]|-\p{L})/u.test(text);

function note(seen: Cells, cell: string): void {
  if (isBlank(cell)) seen.blanks += 1;
  else {
    seen.shortest = Math.min(seen.shortest, cell.length);
    seen.longest = Math.max(seen.longest, cell.length);
  }
}

/** Whether a cell is shorter than any of its column, and as long as they are with the piece beside it, or one character less. */
const isPartOf = (cell: string, whole: string, { shortest, longest }: Cells) =>
  !isBlank(cell) && cell.length < shortest && whole.length + 1 >= shortest && whole.length <= longest;
