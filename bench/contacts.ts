/** Tables made for measuring: the same numbers give the same bytes. */

export const contactColumns = ["ref", "name", "limit", "street", "city", "code", "email"] as const;

const encoder = new TextEncoder();

/** Contacts as a spreadsheet writes them: one cell in seven in quotes, accents in one row of four. */
export function contacts(rows: number): Uint8Array<ArrayBuffer> {
  const lines = [contactColumns.join(",")];
  for (let row = 0; row < rows; row += 1) {
    const name = row % 4 === 0 ? "Bäcker & Söhne" : "Customer";
    lines.push(
      `AC${row},${name} ${row},${row % 9000}.50,"${row % 90}, High Street",Leeds,LS1 ${row % 10}AB,a${row}@example.com`,
    );
  }
  return encoder.encode(`${lines.join("\n")}\n`);
}

/** Every cell in quotes, one in three with a quote inside. */
export function heavilyQuoted(rows: number): Uint8Array<ArrayBuffer> {
  const lines = [contactColumns.join(",")];
  for (let row = 0; row < rows; row += 1) {
    lines.push(
      `"AC${row}","Acme ""Works"" ${row}","${row % 9000}.50","${row % 90}, ""High"" Street","Leeds","LS1","a${row}@example.com"`,
    );
  }
  return encoder.encode(`${lines.join("\r\n")}\r\n`);
}

/** Two hundred columns of short numbers, the first seven those of contacts. */
export function wide(rows: number): Uint8Array<ArrayBuffer> {
  const more = Array.from({ length: 193 }, (_, index) => `c${index}`);
  const lines = [[...contactColumns, ...more].join(",")];
  for (let row = 0; row < rows; row += 1) {
    const cells = more.map((_, index) => String((row * 31 + index * 7) % 10_000));
    lines.push(`AC${row},Name ${row},1.50,Street,Leeds,LS1,a${row}@example.com,${cells.join(",")}`);
  }
  return encoder.encode(`${lines.join("\n")}\n`);
}
