import type { CleanTable } from "./clean-tables";
import {
  asBytes,
  asRead,
  type Form,
  linesOf,
  type PollutedFile,
  settingsOf,
  writtenCell,
} from "./polluted-file";

interface RowPollution {
  kind: string;
  name: string;
  /** The line as it is now; `null`: it is left as it was. */
  line: string;
  /** What its cells are read as by who knows what was done; the same as before when absent. */
  cells?: string[];
  isHarmless?: boolean;
}

/** Every fault in every row and column of a table, one at a time. */
export function* pollutedRows(table: CleanTable, form: Form): Generator<PollutedFile> {
  const all = [table.header, ...table.rows];
  const lines = linesOf(table, form);
  const [header = [], ...rows] = asRead(all, form);
  for (const [row, cells] of all.entries())
    for (const { kind, name, line, cells: now, isHarmless } of pollutionsOf(cells, form)) {
      const [names, data] =
        row === 0 ? [now ?? header, rows] : [header, rows.with(row - 1, now ?? rows[row - 1] ?? [])];
      yield {
        ...{ kind, name: `${name}, row ${row}`, bytes: asBytes(lines.with(row, line), form) },
        ...{ settings: settingsOf(form), header: names, rows: data, faulty: { first: row, last: row } },
        ...(isHarmless === true ? { isHarmless } : {}),
      };
    }
}

function* pollutionsOf(cells: readonly string[], form: Form): Generator<RowPollution> {
  const { delimiter, quote } = form;
  const written = cells.map((cell) => writtenCell(cell, form));
  const joined = (parts: readonly string[], by = delimiter) => parts.join(by);
  for (const [column, cell] of written.entries()) {
    const text = cells[column] ?? "";
    const next = written[column + 1];
    if (next !== undefined) {
      const merged = [
        ...cells.slice(0, column),
        text + (cells[column + 1] ?? ""),
        ...cells.slice(column + 2),
      ];
      const line = joined([...written.slice(0, column), cell + next, ...written.slice(column + 2)]);
      yield { kind: "delimiter missing", name: `no delimiter behind column ${column}`, line, cells: merged };
    }
    const more = [...cells.slice(0, column), "", ...cells.slice(column)];
    const line = joined([...written.slice(0, column), "", ...written.slice(column)]);
    yield { kind: "delimiter too many", name: `a delimiter before column ${column}`, line, cells: more };
    const quoted = (place: string, mark: string, value: string): RowPollution => ({
      ...{ kind: "quote too many", name: `a quote ${place} column ${column}` },
      ...{ line: joined(written.with(column, mark)), cells: cells.with(column, value) },
    });
    yield quoted("before", quote + cell, quote + text);
    yield quoted("behind", cell + quote, text + quote);
    if (cell.length > 3)
      yield quoted("in", cell.slice(0, 2) + quote + cell.slice(2), text.slice(0, 2) + quote + text.slice(2));
    if (cell.startsWith(quote)) {
      yield quoted("lost before", cell.slice(1), cell.slice(1));
      yield quoted("lost behind", cell.slice(0, -1), cell.slice(0, -1));
    }
    yield {
      kind: "odd characters",
      name: `a NUL in column ${column}`,
      line: joined(written.with(column, `${cell}\0`)),
      cells: cells.with(column, `${text}\0`),
    };
  }
  for (const other of [" ", ";", "\t", "|", ",", ":", "^", "~"].filter((one) => one !== delimiter[0])) {
    // A cell that holds the other delimiter is in quotes in such a row, as a writer would have it.
    const row = joined(
      cells.map((cell) => writtenCell(cell, { ...form, delimiter: other })),
      other,
    );
    yield { kind: "other delimiter in a row", name: `${JSON.stringify(other)} for delimiter`, line: row };
    const naive = joined(written, other);
    if (naive !== row)
      yield {
        kind: "other delimiter in a row",
        name: `${JSON.stringify(other)} for delimiter alone`,
        line: naive,
      };
  }
  for (const count of [1, 2, cells.length - 1].filter(
    (one, index, ones) =>
      one < cells.length && cells.slice(0, one).some((cell) => cell !== "") && ones.indexOf(one) === index,
  ))
    yield {
      kind: "cells missing",
      name: `${count} cells`,
      line: joined(written.slice(0, count)),
      cells: cells.slice(0, count),
    };
  for (const count of [1, 6])
    yield {
      kind: "cells too many",
      name: `${count} cells more`,
      line: joined([...written, ...written.slice(-1).flatMap((last) => Array<string>(count).fill(last))]),
      cells: [...cells, ...Array<string>(count).fill(cells.at(-1) ?? "")],
    };
  const otherQuote = quote === '"' ? "'" : '"';
  yield {
    kind: "other quote in a row",
    name: "other quotes",
    line: joined(
      cells.map((cell) =>
        writtenCell(cell, { ...form, quote: otherQuote, escape: otherQuote, quotesAll: true }),
      ),
    ),
  };
  if (form.escape !== "\\" && cells.some((cell) => cell.includes(quote)))
    yield {
      kind: "other escape in a row",
      name: "backslashes",
      line: joined(cells.map((cell) => writtenCell(cell, { ...form, escape: "\\" }))),
    };
}
