import type { Column } from "./file-facts";
import { isBlank } from "./row-kind";

/** Unique labels for the cells of a header row: a blank one by its place, a repeated one with its number. */
export function columnLabels(header: readonly string[]): string[] {
  const taken = new Set<string>();
  return header.map((cell, index) => {
    const name = isBlank(cell) ? `Column ${index + 1}` : cell.trim();
    let label = name;
    for (let number = 2; taken.has(label); number += 1) label = `${name} (${number})`;
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

  add(cells: readonly string[]): void {
    for (const column of this.#columns) {
      const cell = cells[column.index];
      if (cell === undefined || isBlank(cell)) continue;
      column.filled += 1;
      if (cell.length > column.maxLength) column.maxLength = cell.length;
      if (column.samples.length < 3) addSample(column.samples, cell);
    }
  }

  columns(): Column[] {
    return this.#columns.map((column) => ({ ...column, samples: [...column.samples] }));
  }
}

function addSample(samples: string[], cell: string): void {
  const sample = cell.length > sampleLength ? `${cell.slice(0, sampleLength)}…` : cell;
  if (!samples.includes(sample)) samples.push(sample);
}
