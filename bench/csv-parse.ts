import { parse } from "csv-parse";
import type { Pipeline } from "./readers";
import { createRowWriter } from "./row-writer";

/** In Node only: its streams are those of Node. */
export const csvParse: Pipeline = async (file, width) => {
  const writer = createRowWriter(width);
  const parser = parse({ relax_column_count: true, from: 2 });
  parser.on("data", (row: string[]) => writer.row(row));
  const ended = new Promise<void>((resolve, reject) => {
    parser.on("end", () => resolve());
    parser.on("error", reject);
  });
  const reader = file.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (!parser.write(value)) await new Promise<void>((resolve) => parser.once("drain", () => resolve()));
  }
  parser.end();
  await ended;
  return writer.end();
};
