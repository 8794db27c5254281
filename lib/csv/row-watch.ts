import { CutRows } from "./cut-rows";
import { HeaderAgain } from "./header-again";
import type { Expected, LookedAt, Noticed, RowPlace } from "./looked-at";
import { isLikeName } from "./name-words";
import { OddRows } from "./odd-rows";
import { countCells } from "./raw-line";
import { delimiters } from "./reading";
import type { RecordBatch } from "./record-batch";
import { isBlank } from "./row-kind";
import { shapeOf } from "./value-shape";

const nothing: readonly Noticed[] = [];
/** So many rows alike, of another width, are a table. */
const tableRows = 3;
const tableRowsAfterBlank = 2;
const mostFootnotes = 20;
/** So many notes may stand below fewer rows. */
const fewNotes = 3;
/** In so many columns text stands where numbers, dates or codes should, when no blank row says that something ended. */
const fewestTelling = 2;
/** So many rows below text in the only such column, as unlike it, belong to another table. */
const rowsOfAnother = 2;
/** Where more than every third row stands behind a blank one, blank rows end nothing. */
const rowsOfGap = 3;
/** What no name of a column looks like. */
const valueShapes: ReadonlySet<string> = new Set(["number", "date", "marked"]);

/**
 * Looks at the data rows one after another for those that do not fit: too few or too many cells, another delimiter, the
 * header once more, another table, footnotes. Of a row that fits hardly a byte is looked at.
 */
export class RowWatch {
  readonly #expected: Expected;
  readonly #others: readonly number[];
  readonly #quote: number;
  /** The quote the file does not use. */
  readonly #otherQuote: number;
  /** A column of numbers or dates: a letter there may begin another table. */
  readonly #telling: number;
  readonly #again: HeaderAgain;
  /** Rows of another width, all alike, that follow one another. */
  #run: { cells: number; first: RowPlace; rows: number; afterBlank: boolean } | null = null;
  /** A row that begins another table, if those below it are unlike the others as well. */
  #perhaps: { place: RowPlace; name: string; rows: number } | null = null;
  readonly #cuts: CutRows;
  readonly #odd: OddRows;
  /** Rows behind a blank one. */
  #gaps = 0;
  /** The last row of a single cell behind a blank one: it may be the title of another table. */
  #title = 0;
  #thin: { first: RowPlace; rows: number; afterBlank: boolean } | null = null;
  #thinRows = 0;
  #fullRows = 0;
  /** Of a single column: the rows behind the last blank one. */
  #behindBlank: { first: RowPlace; rows: number } | null = null;

  constructor(expected: Expected) {
    this.#expected = expected;
    const { delimiter, quote, shapes } = expected;
    this.#others = delimiters
      .filter(({ value }) => value.length === 1 && value !== delimiter[0] && value !== " ")
      .map(({ value }) => value.charCodeAt(0));
    this.#quote = quote === null ? -1 : quote.charCodeAt(0);
    this.#otherQuote = quote === null ? -1 : quote === "'" ? 0x22 : 0x27;
    this.#cuts = new CutRows(expected);
    this.#odd = new OddRows(expected);
    this.#telling = shapes.findIndex((shape) => shape === "number" || shape === "date");
    this.#again = new HeaderAgain(expected);
  }

  /** What is to be said of the row; `second_table` may be about one before it. */
  look(at: LookedAt): readonly Noticed[] {
    const { batch, record, place } = at;
    const first = batch.firstCells[record] as number;
    const cells = (batch.firstCells[record + 1] as number) - first;
    const isThin = this.#countThin(at);
    if (cells !== this.#expected.width) return this.#ragged(at, cells);
    this.#run = null;
    const cut = this.#cuts.fitting(at, first);
    if (cut !== null) return [cut];
    if (at.flaws !== undefined) {
      const isOther = at.flaws.includes("stray_quote") && this.#hasOtherDelimiter(batch, record);
      return isOther ? [{ code: "other_delimiter", place, column: null, cells }] : nothing;
    }
    const column = this.#otherQuoted(batch, first, cells);
    if (column !== null) return [{ code: "other_quote", place, column, cells }];
    if (this.#isDividedElsewhere(at, first)) return [{ code: "other_delimiter", place, column: 0, cells }];
    const again = this.#again.look(at, first);
    if (again !== null) {
      const code = again === "same" ? "repeated_header" : "second_table";
      return [{ code, place, column: null, cells }];
    }
    const odd = this.#odd.look(at, first, isThin);
    if (odd.length > 0) return odd;
    const isBehind = at.afterBlank || this.#title === place.row - 1;
    const isOdd = isBehind || this.#isLetter(batch, first);
    const isGap = isBehind && this.#gaps * rowsOfGap < place.row - 1;
    const telling = isOdd ? this.#standingOut(at, isGap) : 0;
    if (at.afterBlank) this.#gaps += 1;
    if (telling >= fewestTelling || (isBehind && telling === 1) || (isGap && this.#namesIn(at) >= 0.5))
      return [{ code: "second_table", place, column: null, cells }];
    return this.#follows(at, first, telling === 1 && this.#namesIn(at) > 0);
  }

  /**
   * Names of which one stands in the only column of numbers or dates may begin another table, too: they do where the
   * rows below have no number or date there either, nor that name again.
   *
   * @param isAlone the row holds such names
   */
  #follows({ place, text, batch, record }: LookedAt, first: number, isAlone: boolean): readonly Noticed[] {
    const cells = (batch.firstCells[record + 1] as number) - first;
    const perhaps = this.#perhaps;
    if (perhaps === null) {
      if (isAlone) this.#perhaps = { place, name: text.cell(first + this.#telling), rows: 0 };
      return nothing;
    }
    const cell = text.cell(first + this.#telling);
    const isOther = !isBlank(cell) && shapeOf(cell) !== this.#expected.shapes[this.#telling];
    perhaps.rows += 1;
    if (!isOther || cell === perhaps.name) this.#perhaps = null;
    if (this.#perhaps === null || perhaps.rows < rowsOfAnother) return nothing;
    this.#perhaps = null;
    return [{ code: "second_table", place: perhaps.place, column: null, cells }];
  }

  /** The share of cells that name columns, of a row that holds nothing but words, none of them twice; else 0. */
  #namesIn({ text, record }: LookedAt): number {
    const cells = text.record(record).filter((cell) => !isBlank(cell));
    const isOfWords = cells.every((cell) => shapeOf(cell) === "text") && new Set(cells).size === cells.length;
    return isOfWords && cells.length > 1 ? cells.filter(isLikeName).length / cells.length : 0;
  }

  /** Where rows with hardly a value begin that stand at the end and nowhere else. */
  footnotes(): { first: RowPlace; rows: number } | null {
    const behind = this.#behindBlank;
    if (behind !== null)
      return behind.rows <= Math.min(mostFootnotes, this.#fullRows - behind.rows) ? behind : null;
    if (this.#thin === null || this.#thin.rows > mostFootnotes) return null;
    const { rows, afterBlank } = this.#thin;
    const others = this.#thinRows - rows;
    if (others > 0) return (afterBlank || rows > 1) && others * 10 <= this.#fullRows ? this.#thin : null;
    const mayBeFew = this.#fullRows > 0 || afterBlank || this.#expected.width > 2;
    return this.#fullRows >= rows || (rows <= fewNotes && mayBeFew) ? this.#thin : null;
  }

  /** Whether a row holds one value alone, which is not as those of its column are. */
  #countThin(at: LookedAt): boolean {
    const { filled, place, afterBlank } = at;
    const { width } = this.#expected;
    if (width < 2 && afterBlank && place.row > 1) this.#behindBlank = { first: place, rows: 0 };
    if (this.#behindBlank !== null) this.#behindBlank.rows += 1;
    if (width < 2 || filled > 1 || this.#isValue(at)) {
      this.#thin = null;
      this.#fullRows += 1;
      return false;
    }
    this.#thinRows += 1;
    if (this.#thin === null) this.#thin = { first: place, rows: 1, afterBlank };
    else this.#thin.rows += 1;
    return true;
  }

  #ragged(at: LookedAt, cells: number): readonly Noticed[] {
    const { batch, record, place, flaws, afterBlank } = at;
    if (flaws?.includes("record_too_long")) return nothing;
    if (cells === 1 && afterBlank) this.#title = place.row;
    const { width } = this.#expected;
    const isDivided = this.#hasOtherDelimiter(batch, record);
    const cut = this.#cuts.ragged(at, cells, isDivided);
    if (isDivided) {
      this.#run = null;
      return [...(cut === null ? [] : [cut]), { code: "other_delimiter", place, column: null, cells }];
    }
    const found: Noticed = { code: "ragged_row", place, column: Math.min(cells, width), cells };
    if (this.#run?.cells !== cells) this.#run = { cells, first: place, rows: 0, afterBlank };
    const run = this.#run;
    run.rows += 1;
    const isTable = run.rows === (run.afterBlank ? tableRowsAfterBlank : tableRows) && cells > 1;
    return [
      ...(cut === null ? [] : [cut]),
      found,
      ...(isTable ? [{ code: "second_table", place: run.first, column: null, cells } as const] : []),
    ];
  }

  /**
   * Whether a row of two cells is divided at the wrong place: another delimiter divides it in two as well, and what
   * stands before that looks as the first cell of every row does, which the cell itself does not.
   */
  #isDividedElsewhere({ batch, record, text }: LookedAt, first: number): boolean {
    const { width, shapes } = this.#expected;
    const [shape] = shapes;
    if (width !== 2 || shape === null || shape === undefined) return false;
    const { bytes, cellStarts, cellEnds } = batch;
    const start = cellStarts[first] as number;
    const end = cellEnds[first] as number;
    let at = start;
    while (at < end && !this.#others.includes(bytes[at] as number)) at += 1;
    if (at === end || !this.#hasOtherDelimiter(batch, record)) return false;
    const cell = text.cell(first);
    return shapeOf(cell) !== shape && shapeOf(cell.slice(0, at - start)) === shape;
  }

  /** Whether the only value of a row looks as those of its column do, so it is no note. */
  #isValue({ text, record }: LookedAt): boolean {
    const cells = text.record(record);
    const column = cells.findIndex((cell) => !isBlank(cell));
    const shape = this.#expected.shapes[column] ?? null;
    return shape !== null && shapeOf(cells[column] ?? "") === shape;
  }

  /** Whether another delimiter divides the row as all others are divided. */
  #hasOtherDelimiter(batch: RecordBatch, record: number): boolean {
    const { width } = this.#expected;
    if (width < 2) return false;
    const start = batch.starts[record] as number;
    // The byte behind a record is a line end, or stands for one.
    const end = (batch.ends[record] as number) + 1;
    const quote = this.#quote;
    return this.#others.some(
      (delimiter) => countCells(batch.bytes, start, end, { delimiter, quote }) === width,
    );
  }

  /** The first cell that stands between quotes of the other kind. */
  #otherQuoted({ bytes, cellStarts, cellEnds }: RecordBatch, first: number, cells: number): number | null {
    const other = this.#otherQuote;
    for (let cell = first; cell < first + cells; cell += 1) {
      const start = cellStarts[cell] as number;
      if (bytes[start] !== other) continue;
      const end = cellEnds[cell] as number;
      if (end - start > 1 && bytes[end - 1] === other) return cell - first;
    }
    return null;
  }

  #isLetter(batch: RecordBatch, first: number): boolean {
    if (this.#telling < 0) return false;
    const cell = first + this.#telling;
    const byte = batch.bytes[batch.cellStarts[cell] as number] as number;
    return byte >= 0x41 && batch.cellEnds[cell] !== batch.cellStarts[cell];
  }

  /**
   * In how many columns of numbers, dates or codes a row has words, or codes that are none of theirs; 0 where one of them
   * has what it should, and where hardly a cell is filled.
   *
   * @param isGap something ended before it, so values of other kinds count as well where there are several
   */
  #standingOut({ text, record, filled }: LookedAt, isGap: boolean): number {
    const { shapes, width } = this.#expected;
    if (filled * 2 <= width) return 0;
    let telling = 0;
    let isOfValues = false;
    for (const [column, cell] of text.record(record).entries()) {
      const shape = shapes[column] ?? null;
      if (shape === null || isBlank(cell)) continue;
      const own = shapeOf(cell);
      if (own === shape) return 0;
      isOfValues ||= valueShapes.has(own);
      telling += 1;
    }
    return isOfValues && (!isGap || telling < fewestTelling) ? 0 : telling;
  }
}
