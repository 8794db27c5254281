/** The names of the columns from one row, verbatim, or from several: what stands in a column is joined. */
export function joinedHeader(rows: readonly (readonly string[])[]): string[] {
  const [only] = rows;
  if (rows.length < 2) return [...(only ?? [])];
  const width = Math.max(...rows.map((cells) => cells.length));
  return Array.from({ length: width }, (_, column) =>
    rows
      .map((cells) => (cells[column] ?? "").trim())
      .filter((cell, index, all) => cell !== "" && cell !== all[index - 1])
      .join(" "),
  );
}

/** As many names as rows have cells: what a header has too few is blank, what it has too many has no cells. */
export function fittedHeader(header: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => header[column] ?? "");
}

export interface HeaderFlaw {
  column: number;
  code: "blank_header" | "duplicate_header" | "other_quote";
}

/** Names that are blank, stand for a second time, or stand in quotes of a kind the file does not use. */
export function headerFlaws(header: readonly string[]): HeaderFlaw[] {
  const seen = new Set<string>();
  const flaws: HeaderFlaw[] = [];
  for (const [column, cell] of header.entries()) {
    const name = cell.trim();
    if (name === "") flaws.push({ column, code: "blank_header" });
    else if (seen.has(name)) flaws.push({ column, code: "duplicate_header" });
    if (/^(['"]).+\1$/.test(name)) flaws.push({ column, code: "other_quote" });
    seen.add(name);
  }
  return flaws;
}
