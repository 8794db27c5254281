import { type CellText, isBlankCell } from "./cell-text";
import { detached } from "./detached";
import type { Column } from "./file-facts";
import { ESCAPED, type RecordBatch } from "./record-batch";
import { isBlank } from "./row-kind";

/** Unique labels for the cells of a header row: a blank one by its place, a repeated one with its number. */
export function columnLabels(header: readonly string[]): string[] {
  const taken = new Set<string>();
  /** The number the next use of a name may get. */
  const numbers = new Map<string, number>();
  return header.map((cell, index) => {
    const name = isBlank(cell) ? `Column ${index + 1}` : cell.trim();
    let label = name;
    for (let number = numbers.get(name) ?? 2; taken.has(label); number += 1) {
      label = `${name} (${number})`;
      numbers.set(name, number + 1);
    }
    taken.add(label);
    return label;
  });
}

const sampleLength = 200;

/** Collects what is known of each column over the data rows. */
export class ColumnProfile {
  readonly #columns: Column[];

  constructor(header: readonly string[]) {
    const labels = columnLabels(header);
    this.#columns = header.map((cell, index) => ({
      index,
      header: cell,
      label: labels[index] ?? "",
      samples: [],
      filled: 0,
      maxLength: 0,
    }));
  }

  get width(): number {
    return this.#columns.length;
  }

  /**
   * Looks at a record's bytes; a cell becomes text only where its sample or its length is wanted. Answers how many of
   * its cells are not blank.
   */
  add(batch: RecordBatch, record: number, text: CellText): number {
    let filled = 0;
    const first = batch.firstCells[record] as number;
    const width = Math.min(this.#columns.length, (batch.firstCells[record + 1] as number) - first);
    for (let index = 0; index < width; index += 1) {
      const cell = first + index;
      if (isBlankCell(batch, cell)) continue;
      const column = this.#columns[index];
      if (column === undefined) break;
      filled += 1;
      column.filled += 1;
      // A character has at least one byte.
      const bytes = (batch.cellEnds[cell] as number) - (batch.cellStarts[cell] as number);
      if (bytes > column.maxLength)
        column.maxLength = Math.max(column.maxLength, lengthOf(batch, cell, text));
      if (column.samples.length < 3) addSample(column.samples, text.cell(cell));
    }
    return filled;
  }

  columns(): Column[] {
    return this.#columns.map((column) => ({ ...column, samples: [...column.samples] }));
  }
}

/** Characters of a cell, as a text counts them (UTF-16): one for each that begins, two where it has four bytes. */
function lengthOf(
  { bytes, cellStarts, cellEnds, cellKinds }: RecordBatch,
  cell: number,
  text: CellText,
): number {
  if (cellKinds[cell] === ESCAPED) return text.cell(cell).length;
  let length = 0;
  for (let at = cellStarts[cell] as number; at < (cellEnds[cell] as number); at += 1) {
    const byte = bytes[at] as number;
    if ((byte & 0xc0) !== 0x80) length += byte >= 0xf0 ? 2 : 1;
  }
  return length;
}

function addSample(samples: string[], cell: string): void {
  const sample = cell.length > sampleLength ? `${cell.slice(0, sampleLength)}…` : cell;
  if (!samples.includes(sample)) samples.push(detached(sample));
}
