import "server-only";

/** What an upstream calls the first record of a file: 0, 1, or 2 when it counts the header line. */
export type RowBase = 0 | 1 | 2;
export const rowBases: readonly RowBase[] = [0, 1, 2];

export interface ReadBase {
  base: RowBase;
  /** Whether these numbers fit this base and no other that is likelier. */
  proved: boolean;
}

export const toRowBase = (value: number): RowBase => (value === 0 || value === 2 ? value : 1);

/**
 * From which number an upstream counts, seen from the rows it named. It is documented nowhere, so it is taken as 1 until
 * something proves otherwise (find-row-base.ts looks for more than numbers): a 0 among them and the highest number missing, or the number behind the last record
 * and no 1.
 * @param rowNums rows named as failed
 * @param records of the batch
 * @param known proved earlier for this connection
 * @returns undefined when the numbers fit no base, or not the known one
 */
export function readRowBase(
  rowNums: readonly number[],
  records: number,
  known: RowBase | null,
): ReadBase | undefined {
  const fits = (base: RowBase) =>
    rowNums.every((row) => Number.isInteger(row) && row >= base && row < base + records);
  if (known !== null) return fits(known) ? { base: known, proved: true } : undefined;
  if (fits(1)) return { base: 1, proved: false };
  if (fits(0)) return { base: 0, proved: true };
  return fits(2) ? { base: 2, proved: true } : undefined;
}
