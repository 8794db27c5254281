import { type Flaw, type FlawPlace, PLAIN, type RecordBatch } from "./record-batch";
import { bytesOf, heap, intsOf, type Storage, type Stretch } from "./stretch";

const leastRecords = 1024;
const leastCells = 4096;

/** The batch while it is built. Fields are plain: the scanner's innermost loop touches them. */
export class BatchBuilder implements RecordBatch {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  count = 0;
  starts: Int32Array = new Int32Array(0);
  ends: Int32Array = new Int32Array(0);
  lines: Int32Array = new Int32Array(0);
  firstCells: Int32Array = new Int32Array(0);
  cellStarts: Int32Array = new Int32Array(0);
  cellEnds: Int32Array = new Int32Array(0);
  cellKinds: Uint8Array = new Uint8Array(0);
  marks: Uint8Array = new Uint8Array(0);
  flaws: FlawPlace[] = [];
  /** Cells so far, those of the record that is not finished included. */
  cells = 0;
  readonly #storage: Storage;
  #stretches: Record<Place, Stretch>;

  /** @param storage where it lies; memory of its own if absent */
  constructor(storage: Storage = heap) {
    this.#storage = storage;
    const records = () => storage.stretch(4 * leastRecords);
    const cells = () => storage.stretch(4 * leastCells);
    this.#stretches = {
      bytes: storage.stretch(0),
      ...{ starts: records(), ends: records(), lines: records(), firstCells: records() },
      ...{ cellStarts: cells(), cellEnds: cells(), cellKinds: storage.stretch(leastCells) },
      marks: storage.stretch(leastRecords),
    };
    this.#look();
    // The memory may have served others.
    this.marks.fill(0);
    this.firstCells[0] = 0;
  }

  /** The storage may have moved. */
  #look(): void {
    const at = this.#stretches;
    this.bytes = bytesOf(at.bytes);
    this.starts = intsOf(at.starts);
    this.ends = intsOf(at.ends);
    this.lines = intsOf(at.lines);
    this.firstCells = intsOf(at.firstCells);
    this.cellStarts = intsOf(at.cellStarts);
    this.cellEnds = intsOf(at.cellEnds);
    this.cellKinds = bytesOf(at.cellKinds);
    this.marks = bytesOf(at.marks);
  }

  #grow(places: readonly Place[], room: number): void {
    const marked = this.#stretches.marks.length;
    for (const place of places) {
      const bytes = ofBytes.has(place) ? room : room * 4;
      this.#stretches[place] = this.#storage.stretch(bytes, this.#stretches[place]);
    }
    this.#look();
    this.marks.fill(0, marked);
  }

  /** Makes room for so many bytes. */
  reserveBytes(length: number): void {
    // The storage has moved since.
    if (this.starts.length === 0) this.#look();
    const { length: known } = this.bytes;
    if (known < length) this.#grow(["bytes"], Math.max(length, Math.min(known * 2, length + 8_388_608)));
  }

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
    if (count + 1 === this.starts.length) this.#reserveRecords(1);
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
    this.marks.fill(0, 0, count);
    this.flaws = this.flaws
      .filter(({ record }) => record === count)
      .map((place) => ({ ...place, record: 0, at: place.at - shift }));
    this.cells = open;
    this.count = 0;
    this.firstCells[0] = 0;
  }

  /** Makes room for so many cells more. */
  reserveCells(more: number): void {
    const { length } = this.cellStarts;
    const needed = this.cells + more;
    if (needed > length) this.#grow(["cellStarts", "cellEnds", "cellKinds"], Math.max(length * 2, needed));
  }

  #reserveRecords(more: number): void {
    const { length } = this.starts;
    // `firstCells` has one more.
    const needed = this.count + more + 1;
    if (needed > length)
      this.#grow(["starts", "ends", "lines", "firstCells", "marks"], Math.max(length * 2, needed));
  }

  /** Makes room for what a kernel adds between two looks at the room. */
  reserveForKernel(): void {
    this.reserveCells(256);
    this.#reserveRecords(256);
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

const ofBytes: ReadonlySet<Place> = new Set(["bytes", "cellKinds", "marks"]);

type Place = Exclude<keyof RecordBatch, "count" | "flaws">;
