import Papa from "papaparse";
import type { Delimiter, Quote } from "./reading";
import { isSound, type ScannedRecord } from "./record-scanner";

/** Splits scanned records into cells: one array of cells for each record, in order. */
export type CellSplitter = (records: readonly ScannedRecord[]) => string[][];

/**
 * PapaParse splits the cells; it never sees the file. It is given sound records whose ends are known, joined by one
 * kind of newline, so that chunk borders, mixed newlines and broken quotes are no matter of its. The cells of a record
 * that is not sound are shown as they stand in the file, quotes and all.
 */
export function createCellSplitter(delimiter: Delimiter, quote: Quote): CellSplitter {
  const parser = new Papa.Parser({
    delimiter,
    newline: "\n",
    header: false,
    ...(quote === null ? { fastMode: true } : { quoteChar: quote }),
  });
  const splitSound = (texts: string[]): string[][] => {
    // PapaParse answers an empty text with no row; here it is one row with one empty cell.
    if (texts.length === 1 && texts[0] === "") return [[""]];
    const result: Papa.ParseResult<string[]> = parser.parse(texts.join("\n"), 0, false);
    if (result.data.length !== texts.length) {
      throw new Error(`${texts.length} records were split into ${result.data.length} rows`);
    }
    return result.data;
  };
  return (records) => {
    const rows: string[][] = new Array(records.length);
    const texts: string[] = [];
    const places: number[] = [];
    records.forEach((record, index) => {
      if (isSound(record.flaws)) {
        texts.push(record.text);
        places.push(index);
      } else rows[index] = record.text.split(delimiter);
    });
    if (texts.length === 0) return rows;
    splitSound(texts).forEach((cells, index) => {
      rows[places[index] ?? 0] = cells;
    });
    return rows;
  };
}
