/** Tables with nothing wrong in them, of the kinds people load: made up, the same in every run. */
export interface CleanTable {
  name: string;
  header: string[];
  rows: string[][];
}

const at = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;
const two = (value: number) => String(value).padStart(2, "0");

const kinds = ["Tools", "Pipes & fittings", "Fixings", "Safety"];
const things = [
  "Claw hammer, 16 oz",
  'Copper pipe 15 mm (1/2")',
  "Hex bolts M8 x 40, zinc plated",
  "Gloves",
  "Gaffer tape",
];
const remarks = [
  "",
  "Ask for Jim",
  "Back order, due in March",
  'He said "call first"',
  "Left at the gate\nsigned by M. Reed",
  "fragile; keep dry",
];

function movements(count: number): CleanTable {
  return {
    name: "movements",
    header: ["Date", "Time", "Qty", "Item", "Price", "Kind", "Description", "Link", "Comment"],
    rows: Array.from({ length: count }, (_, row) => [
      `${two(1 + (row % 28))}/0${1 + (row % 9)}/2025`,
      `${two(8 + (row % 10))}:${two((row * 7) % 60)}`,
      String(1 + ((row * 5) % 40)),
      `IT-${4000 + row * 3}`,
      (((row * 137) % 9000) / 100 + 0.5).toFixed(2),
      at(kinds, row),
      at(things, row * 2),
      `https://example.com/items/${4000 + row * 3}`,
      at(remarks, row),
    ]),
  };
}

const firstNames = ["Ann", "Zoë", "Sean", "Mary Jane", "Jürgen", "Chloe"];
const lastNames = ["O'Hara", "Smith", "de la Cruz", "Müller", "Reed", "D'Arcy"];
const streets = ["High St", "Low Rd, Flat 2", "Station Road", "The Green"];
const towns = ["Leeds", "York", "Bath", "St. Ives", "Newton-le-Willows"];

const people: CleanTable = {
  name: "people",
  header: ["First name", "Last name", "Address", "Town"],
  rows: Array.from({ length: 18 }, (_, row) => [
    at(firstNames, row),
    at(lastNames, row * 5 + Math.floor(row / 6)),
    `${1 + row} ${at(streets, row * 3)}`,
    at(towns, row * 2 + Math.floor(row / 5)),
  ]),
};

const meters: CleanTable = {
  name: "meters",
  header: ["meter", "reading", "factor", "used", "cost"],
  rows: Array.from({ length: 16 }, (_, row) => [
    String(70_010_000 + row * 113),
    String(1200 + row * 48),
    `1.${row % 9}`,
    String(48 + (row % 5)),
    ((48 + (row % 5)) * 0.27).toFixed(2),
  ]),
};

const codes: CleanTable = {
  name: "codes",
  header: ["code", "meaning"],
  rows: Array.from({ length: 12 }, (_, row) => [
    `${at(["A", "B", "C"], row)}${100 + row}`,
    at(["paid", "open, due", "on hold", "void"], row * 3),
  ]),
};

const wide: CleanTable = {
  name: "wide",
  header: Array.from({ length: 30 }, (_, column) => `Measure ${column + 1}`),
  rows: Array.from({ length: 8 }, (_, row) =>
    Array.from({ length: 30 }, (_, column) =>
      column % 7 === 3 ? at(towns, row + column) : column % 5 === 0 ? "" : String((row + 1) * (column + 2)),
    ),
  ),
};

export const cleanTables: readonly CleanTable[] = [movements(36), people, meters, codes, wide];
