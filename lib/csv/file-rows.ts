/**
 * Which rows of the operator's file the records came from, in the order of the records: a number is one row,
 * `[first, last]` an unbroken run of rows, one record each.
 */
export type FileRowRuns = (number | [number, number])[];

export interface FileRowCollector {
  add(fileRow: number): void;
  runs(): FileRowRuns;
}

/** Collects row numbers into runs, so that a million unbroken rows are one pair. */
export function createFileRowCollector(): FileRowCollector {
  const done: FileRowRuns = [];
  let first = 0;
  let last = 0;
  const closed = (): FileRowRuns => (first === 0 ? [] : [first === last ? first : [first, last]]);
  return {
    add(fileRow) {
      if (first !== 0 && fileRow === last + 1) {
        last = fileRow;
        return;
      }
      done.push(...closed());
      first = fileRow;
      last = fileRow;
    },
    runs: () => [...done, ...closed()],
  };
}
