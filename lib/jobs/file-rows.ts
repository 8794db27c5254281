import "server-only";
import type { FileRowRuns } from "../api-contract/file-row-runs";

/** How many records the runs name. */
export function countFileRows(runs: FileRowRuns): number {
  return runs.reduce<number>((sum, run) => sum + lengthOf(run), 0);
}

/** Every run goes upwards. */
export const areRuns = (runs: FileRowRuns): boolean => runs.every((run) => lengthOf(run) > 0);

/**
 * The rows of the operator's file that records came from.
 * @param runs `null`: the file is the staged one, with its header in row 1
 * @param records 1-based, ascending
 */
export function fileRowsOf(runs: FileRowRuns | null, records: readonly number[]): Map<number, number> {
  if (runs === null) return new Map(records.map((record) => [record, record + 1]));
  const found = new Map<number, number>();
  let passed = 0;
  let at = 0;
  for (const run of runs) {
    const length = lengthOf(run);
    for (let record = records[at]; record !== undefined && record <= passed + length; record = records[at]) {
      found.set(record, firstOf(run) + record - passed - 1);
      at += 1;
    }
    passed += length;
  }
  return found;
}

/**
 * The row of the operator's file a record came from, for records that are asked for in ascending order.
 * @param runs as of `fileRowsOf`
 */
export function createFileRowReader(runs: FileRowRuns | null): (record: number) => number {
  if (runs === null) return (record) => record + 1;
  let passed = 0;
  let at = 0;
  return (record) => {
    for (let run = runs[at]; run !== undefined && record > passed + lengthOf(run); run = runs[at]) {
      passed += lengthOf(run);
      at += 1;
    }
    const run = runs[at];
    return run === undefined ? record + 1 : firstOf(run) + record - passed - 1;
  };
}

/** Rows that follow one another become one run. */
export function toRuns(rows: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && run[1] + 1 === row) run[1] = row;
    else runs.push([row, row]);
  }
  return runs;
}

const firstOf = (run: FileRowRuns[number]) => (typeof run === "number" ? run : run[0]);
const lengthOf = (run: FileRowRuns[number]) => (typeof run === "number" ? 1 : run[1] - run[0] + 1);
