import type { FlatRecord } from "../connectors/connector";
import { firstItemPath, fromCells, fromNested } from "../records/flat-record";
import type { BulkJob } from "./bulk-job";
import { readCsv } from "./read-csv";
import { readJsonRecords } from "./read-json";
import { UnreadableFile } from "./unreadable-file";

/** One row of data: its values, or why it is none. */
export type Row = { record: FlatRecord } | { complaint: string };

/**
 * The rows of a job's file, whatever its format.
 *
 * @throws UnreadableFile when the file cannot be used as a whole
 */
export const readRows = (job: BulkJob): AsyncGenerator<Row> =>
  job.fileFormat === "csv" ? csvRows(job) : jsonRows(job);

async function* csvRows(job: BulkJob): AsyncGenerator<Row> {
  const { behaviour, stores } = job.connection;
  const known = stores.get(job.objectName)?.model.fields;
  const keepEmpty = behaviour.emptyCells === "empty-text";
  let paths: string[] | null = null;
  let complaint = "";
  for await (const cells of readCsv(job.file, behaviour.byteOrderMark === "stripped")) {
    if (paths !== null) {
      const ragged = cells.length !== paths.length;
      const told = ragged ? `the row has ${cells.length} values for ${paths.length} columns` : complaint;
      yield told ? { complaint: told } : { record: fromCells(paths, cells, keepEmpty) };
      continue;
    }
    if (known && !cells.some((path) => known.has(path))) {
      complaint = `None of the columns is a field of ${job.objectName}: ${cells.join(", ").slice(0, 500)}`;
      if (behaviour.unusableFile === "aborted") throw new UnreadableFile(complaint);
    }
    paths = cells.map(firstItemPath);
  }
  if (paths === null) throw new UnreadableFile("The file is empty");
}

async function* jsonRows({ file }: BulkJob): AsyncGenerator<Row> {
  let any = false;
  for await (const value of readJsonRecords(file)) {
    any = true;
    yield { record: fromNested(value) };
  }
  if (!any) throw new UnreadableFile("The file is empty");
}
