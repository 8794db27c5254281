/** Canonical CSV as text: comma, RFC 4180 quotes only where needed, LF after every record. Same records, same text. */

/** A cell that does not need quotes is written as it is. */
export function writeCell(value: string): string {
  return /[",\r\n]/.test(value) ? writeQuoted(value) : value;
}

/** A cell in quotes whatever it holds. A text that begins with it is never taken for another kind of file. */
export function writeQuoted(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}

/** One record with its line end. A record of one empty cell is `""`, since an empty line is no record to many readers. */
export function writeRecord(values: readonly string[]): string {
  if (values.length === 1 && values[0] === "") return '""\n';
  return `${values.map(writeCell).join(",")}\n`;
}
