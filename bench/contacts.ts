/** Tables made for measuring: the same numbers give the same bytes. One row in a thousand has no e-mail address. */

const columns = ["ref", "name", "limit", "street", "city", "code", "email"] as const;

export interface BenchTable {
  name: string;
  width: number;
  rows: number;
  newline: string;
  header: string;
  line(row: number): string;
}

const email = (row: number) => (row % 1000 === 999 ? `a${row} example.com` : `a${row}@example.com`);

/** Contacts as a spreadsheet writes them: one cell in seven in quotes, accents in one row of four. */
function contactLine(row: number): string {
  const name = row % 4 === 0 ? "Bäcker & Söhne" : "Customer";
  return `AC${row},${name} ${row},${row % 9000}.50,"${row % 90}, High Street",Leeds,LS1 ${row % 10}AB,${email(row)}`;
}

const moreColumns = Array.from({ length: 193 }, (_, index) => `c${index}`);

export const tables: Readonly<Record<"contacts" | "quoted" | "wide" | "gigabyte", BenchTable>> = {
  contacts: {
    name: "contacts",
    width: 7,
    rows: 1_000_000,
    newline: "\n",
    header: columns.join(","),
    line: contactLine,
  },
  /** Every cell in quotes, one in three with a quote inside. */
  quoted: {
    name: "heavily quoted",
    width: 7,
    rows: 500_000,
    newline: "\r\n",
    header: columns.join(","),
    line: (row) =>
      `"AC${row}","Acme ""Works"" ${row}","${row % 9000}.50","${row % 90}, ""High"" Street","Leeds","LS1","${email(row)}"`,
  },
  /** Two hundred columns of short numbers, the first seven those of contacts. */
  wide: {
    name: "200 columns",
    width: 200,
    rows: 60_000,
    newline: "\n",
    header: [...columns, ...moreColumns].join(","),
    line: (row) =>
      `AC${row},Name ${row},1.50,Street,Leeds,LS1,${email(row)},${moreColumns
        .map((_, index) => String((row * 31 + index * 7) % 10_000))
        .join(",")}`,
  },
  gigabyte: {
    name: "1 GB of contacts",
    width: 7,
    rows: 11_500_000,
    newline: "\n",
    header: columns.join(","),
    line: contactLine,
  },
};

const rowsAtOnce = 20_000;

/** The table piece by piece. */
export function* textOf({ header, line, newline }: BenchTable, rows: number): Generator<string> {
  yield header + newline;
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - from);
    yield Array.from({ length: count }, (_, index) => line(from + index) + newline).join("");
  }
}
