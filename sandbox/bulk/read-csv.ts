import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { UnreadableFile } from "./unreadable-file";

const isCells = (value: unknown): value is string[] => Array.isArray(value);

/**
 * The records of a CSV file, the header first, while the file is read. Comma and double quote as in RFC 4180. A blank line
 * is no record.
 *
 * @param stripMark whether a byte order mark is taken away; nothing says that the platform does
 * @throws UnreadableFile at the place where a quote is wrong
 */
export async function* readCsv(path: string, stripMark: boolean): AsyncGenerator<string[]> {
  const parser = parse({
    bom: stripMark,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 16 * 1024 * 1024,
  });
  // A fault of reading destroys the parser, so it is thrown by the loop below; the callback has nothing to add.
  pipeline(createReadStream(path), parser, () => undefined);
  try {
    for await (const cells of parser) if (isCells(cells)) yield cells;
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableFile(`The file is not valid CSV: ${error.message}`);
    throw error;
  }
}
