import { delimiters, encodings, type ReadingOverrides } from "@/lib/csv/reading";

const lowered = (words: string) => words.replace(/^./, (letter) => letter.toLowerCase());

/** What a layout says of how a file is read, as one reads it aloud: "semicolon, names in row 3"; empty: nothing. */
export function readAsWords(reading: ReadingOverrides): string {
  const { encoding, delimiter, headerRow, headerRows, firstDataRow, lastDataRow, sheet, hiddenRows } =
    reading;
  const encodingLabel = encodings.find(({ value }) => value === encoding)?.label;
  const delimiterLabel = delimiters.find(({ value }) => value === delimiter)?.label ?? delimiter;
  return [
    sheet === undefined ? null : `sheet ${sheet}`,
    encodingLabel ?? null,
    delimiterLabel === undefined ? null : lowered(delimiterLabel),
    headerRow === undefined ? null : headerRow === null ? "no names of columns" : `names in row ${headerRow}`,
    headerRows === undefined || headerRows === 1 ? null : `names in ${headerRows} rows`,
    firstDataRow === undefined ? null : `data from row ${firstDataRow}`,
    lastDataRow === undefined ? null : `data up to row ${lastDataRow}`,
    hiddenRows === undefined ? null : hiddenRows === "read" ? "with hidden rows" : "without hidden rows",
  ]
    .filter((words) => words !== null)
    .join(", ");
}
