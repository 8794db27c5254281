/** Canonical CSV as text: comma, RFC 4180 quotes only where needed, LF after every record. Same records, same text. */

/** A cell that does not need quotes is written as it is. */
export function writeCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** One record with its line end. A record of one empty cell is `""`, since an empty line is no record to many readers. */
export function writeRecord(values: readonly string[]): string {
  if (values.length === 1 && values[0] === "") return '""\n';
  return `${values.map(writeCell).join(",")}\n`;
}
