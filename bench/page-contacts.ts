/** Contacts for the page: the same row number gives the same contact. */

export interface Contact {
  C_LastName: string;
  C_EmailAddress: string;
  C_Company: string;
  C_FirstName: string;
  C_Website1: string;
}

const columns = ["C_LastName", "C_EmailAddress", "Note", "C_Company", "C_FirstName", "C_Website1"] as const;

/** One row in a thousand has no address: it stays here. */
export const isKeptBack = (row: number): boolean => row % 1000 === 999;

export function contactOf(row: number): Contact {
  return {
    C_LastName: row % 4 === 0 ? `Bäcker ${row}` : `Number ${row}`,
    C_EmailAddress: isKeptBack(row) ? "" : `person${row}@example.com`,
    C_Company: row % 7 === 0 ? `The "${row % 90}" Works, Leeds` : `Works ${row % 9000}`,
    C_FirstName: row % 5 === 0 ? "" : "Person",
    C_Website1: `https://www.example.com/${row}`,
  };
}

/** A line of CSV as RFC 4180 has it, without its end. */
export const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",");

const rowsAtOnce = 20_000;

/** The file piece by piece, until it has so many bytes. */
export function* contactsFile(bytes: number): Generator<{ text: string; rows: number }> {
  yield { text: `${csvLine(columns)}\r\n`, rows: 0 };
  let made = 0;
  for (let from = 0; made < bytes; from += rowsAtOnce) {
    const lines = Array.from({ length: rowsAtOnce }, (_, index) => {
      const contact = { ...contactOf(from + index), Note: `seen ${index % 31}` };
      return `${csvLine(columns.map((column) => contact[column]))}\r\n`;
    });
    const text = lines.join("");
    made += Buffer.byteLength(text);
    yield { text, rows: rowsAtOnce };
  }
}
