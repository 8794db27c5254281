import { type Flaw, type FlawPlace, PLAIN, type RecordBatch } from "./record-batch";

const least = 1024;

/** Int32 places that grow; typed arrays cannot. */
function grown(values: Int32Array, room = values.length * 2): Int32Array<ArrayBuffer> {
  const more = new Int32Array(room);
  more.set(values);
  return more;
}

/** The batch while it is built. Fields are plain: the scanner's innermost loop touches them. */
export class BatchBuilder implements RecordBatch {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  count = 0;
  starts = new Int32Array(least);
  ends = new Int32Array(least);
  lines = new Int32Array(least);
  firstCells = new Int32Array(least);
  cellStarts = new Int32Array(least);
  cellEnds = new Int32Array(least);
  cellKinds = new Uint8Array(least);
  flaws: FlawPlace[] = [];
  /** Cells so far, those of the record that is not finished included. */
  cells = 0;

  addCell(start: number, end: number, kind: number): void {
    const { cells } = this;
    if (cells === this.cellStarts.length) this.reserveCells(1);
    this.cellStarts[cells] = start;
    this.cellEnds[cells] = end;
    this.cellKinds[cells] = kind;
    this.cells = cells + 1;
  }

  /** Ends the record whose cells were added last. */
  addRecord(start: number, end: number, line: number): void {
    const { count } = this;
    if (count + 1 === this.starts.length) {
      this.starts = grown(this.starts);
      this.ends = grown(this.ends);
      this.lines = grown(this.lines);
      this.firstCells = grown(this.firstCells);
    }
    this.starts[count] = start;
    this.ends[count] = end;
    this.lines[count] = line;
    this.count = count + 1;
    this.firstCells[count + 1] = this.cells;
  }

  /** Cells the unfinished record has so far. */
  get openCells(): number {
    return this.cells - (this.firstCells[this.count] ?? 0);
  }

  /** Takes back the cells of the unfinished record. */
  dropOpenCells(): void {
    this.cells = this.firstCells[this.count] ?? 0;
  }

  /** Begins the next batch with what the unfinished record has, its places moved `shift` bytes to the front. */
  next(shift: number): void {
    const first = this.firstCells[this.count] ?? 0;
    const open = this.cells - first;
    for (let cell = 0; cell < open; cell += 1) {
      this.cellStarts[cell] = (this.cellStarts[first + cell] ?? 0) - shift;
      this.cellEnds[cell] = (this.cellEnds[first + cell] ?? 0) - shift;
      this.cellKinds[cell] = this.cellKinds[first + cell] ?? PLAIN;
    }
    const { count } = this;
    this.flaws = this.flaws
      .filter(({ record }) => record === count)
      .map((place) => ({ ...place, record: 0, at: place.at - shift }));
    this.cells = open;
    this.count = 0;
    this.firstCells[0] = 0;
  }

  /** Makes room for so many cells more. */
  reserveCells(more: number): void {
    const { cells } = this;
    if (cells + more <= this.cellStarts.length) return;
    const room = Math.max(this.cellStarts.length * 2, cells + more);
    this.cellStarts = grown(this.cellStarts, room);
    this.cellEnds = grown(this.cellEnds, room);
    const kinds = new Uint8Array(room);
    kinds.set(this.cellKinds);
    this.cellKinds = kinds;
  }

  /** A flaw of the unfinished record; of each kind the first is kept. */
  addFlaw(flaw: Flaw, at: number, line: number): void {
    const { flaws, count, openCells } = this;
    for (let last = flaws.length - 1; flaws[last]?.record === count; last -= 1) {
      if (flaws[last]?.flaw === flaw) return;
    }
    flaws.push({ flaw, record: count, line, column: openCells, at });
  }

  /** Takes back the flaws of the unfinished record from `from` on. */
  dropFlaws(from: number): void {
    const { flaws, count } = this;
    for (let last = flaws.at(-1); last?.record === count && last.at >= from; last = flaws.at(-1)) flaws.pop();
  }
}
