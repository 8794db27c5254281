import { isYear } from "./header-evidence";
import type { Expected, LookedAt, Noticed, RowPlace } from "./looked-at";
import { isBlank } from "./row-kind";
import { shapeOf } from "./value-shape";

const nothing: readonly Noticed[] = [];
const HASH = 0x23;
const SPACE = 0x20;
const TAB = 0x09;
/** What lines between rows are drawn with. */
const strokes: ReadonlySet<number> = new Set([..."-=_+*~:"].map((stroke) => stroke.charCodeAt(0)));
const isStroke = (cell: string) => isBlank(cell) || /^\s*[-=_+*~:]{2,}\s*$/.test(cell);
/** Where more rows than one of so many begin with `#`, it is no sign of a remark. */
const rowsOfRemark = 3;
/** More rows of one value, one below the other, are headings no more. */
const mostHeadings = 3;

/**
 * Finds rows that have as many cells as the others and are no record: remarks behind a `#`, lines drawn between rows,
 * headings of the rows below; and rows that begin with a byte-order mark, or begin or end with a control character.
 */
export class OddRows {
  readonly #expected: Expected;
  #hashes = 0;
  #rows = 0;
  /** Rows of one value since the last other one. */
  #headings: RowPlace[] = [];

  constructor(expected: Expected) {
    this.#expected = expected;
  }

  /**
   * What is to be said of a row with as many cells as it should have; `no_record` may be about rows before it.
   *
   * @param isThin it holds one value alone, which is not as those of its column are
   */
  look(at: LookedAt, first: number, isThin: boolean): readonly Noticed[] {
    const { batch, record, place } = at;
    const start = batch.starts[record] as number;
    const byte = batch.bytes[start] as number;
    this.#rows += 1;
    if (byte === 0xef && batch.bytes[start + 1] === 0xbb && batch.bytes[start + 2] === 0xbf)
      return [{ code: "byte_order_mark", place, column: 0, cells: this.#expected.width }];
    if (this.#isControl(byte) || this.#isControl(batch.bytes[(batch.ends[record] as number) - 1] as number))
      return [{ code: "control_character", place, column: null, cells: this.#expected.width }];
    if (this.#expected.width < 2) return nothing;
    const isOdd =
      (byte === HASH && this.#isRemark(at, first)) || (strokes.has(byte) && isDrawn(at, this.#expected));
    return isOdd ? [this.#noRecord(place)] : this.#headed(at, first, isThin);
  }

  /** What no text begins or ends with: a page break, a mark between records. */
  #isControl(byte: number): boolean {
    return (
      byte < 0x20 &&
      byte !== TAB &&
      byte !== this.#expected.delimiter.charCodeAt(0) &&
      byte !== 0x0a &&
      byte !== 0x0d
    );
  }

  #noRecord(place: RowPlace): Noticed {
    return { code: "no_record", place, column: null, cells: this.#expected.width };
  }

  /** Whether a row behind a `#` says less than the others, or what they do not. */
  #isRemark({ batch, record, text, filled }: LookedAt, first: number): boolean {
    const { header, shapes } = this.#expected;
    if (header?.[0]?.startsWith("#")) return false;
    this.#hashes += 1;
    if (this.#hashes * rowsOfRemark > this.#rows) return false;
    if (filled === 1 || batch.bytes[(batch.starts[record] as number) + 1] === SPACE) return true;
    const shape = shapes[0] ?? null;
    return shape !== null && shapeOf(text.cell(first)) !== shape;
  }

  /** Rows of one value, of no kind that stands in the first column, are headings once a full row stands below them. */
  #headed({ text, place }: LookedAt, first: number, isThin: boolean): readonly Noticed[] {
    // Where no row holds names, one that might have held them is no heading.
    if (this.#expected.header === null) return nothing;
    if (isThin) {
      const cell = text.cell(first);
      const isOther = !isBlank(cell) && ((this.#expected.shapes[0] ?? null) !== null || isYear(cell));
      if (isOther && this.#headings.length <= mostHeadings) this.#headings.push(place);
      return nothing;
    }
    if (this.#headings.length === 0) return nothing;
    const headings = this.#headings;
    this.#headings = [];
    return headings.length > mostHeadings ? nothing : headings.map((one) => this.#noRecord(one));
  }
}

const isDrawn = ({ text, record }: LookedAt, { width }: Expected) => {
  const cells = text.record(record);
  return cells.length === width && cells.every(isStroke);
};
