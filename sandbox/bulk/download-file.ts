import type { ConnectorCall } from "../http/call";
import { Refusal, type Reply } from "../http/reply";
import { firstItemPath, fromNested } from "../records/flat-record";
import type { RecordLog } from "../records/record-log";
import type { BulkJob, FileFormat } from "./bulk-job";

const types: Record<FileFormat, string> = {
  csv: "text/csv",
  json: "application/json",
  jsonl: "application/jsonl",
};

/** The format that `Accept` names; null when it leaves the choice. */
function wantedFormat(accept: string): FileFormat | null {
  if (/\bcsv\b/i.test(accept)) return "csv";
  if (/\bjsonl\b/i.test(accept)) return "jsonl";
  return /\bjson\b/i.test(accept) ? "json" : null;
}

/**
 * The file of a download. A format other than the job's is answered 400 (Open Connectors reference, download).
 *
 * @throws Refusal 400
 */
export function downloadFile({ headers, connection }: ConnectorCall, job: BulkJob): Reply {
  const wanted = wantedFormat(headers.accept ?? "");
  if (wanted && job.fileFormat && wanted !== job.fileFormat) {
    throw new Refusal(400, `The file of job ${job.id} is ${types[job.fileFormat]}, not ${types[wanted]}`);
  }
  const format = wanted ?? job.fileFormat ?? "json";
  const fields = connection.stores.get(job.objectName)?.model.fields.keys() ?? [];
  return {
    status: 200,
    headers: {
      "Content-Type": types[format],
      "Content-Disposition": `attachment; filename="${job.objectName}.${format}"`,
    },
    stream: writers[format](job.results, [...fields]),
  };
}

const writers = { csv: asCsv, json: asArray, jsonl: asLines };

const cell = (value: unknown) => {
  const written = value === undefined ? "" : String(value);
  return /[",\r\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
};

/** One column per field that has a value anywhere; of a list, its first item. */
async function* asCsv(results: RecordLog, fields: readonly string[]): AsyncGenerator<string> {
  const used = new Set<string>();
  for await (const records of results.pages()) {
    for (const record of records) for (const path of fromNested(record).keys()) used.add(path);
  }
  const columns = fields.filter((path) => used.has(firstItemPath(path)));
  yield `${columns.map(cell).join(",")}\n`;
  for await (const records of results.pages()) {
    const flat = records.map((record) => fromNested(record));
    const lines = flat.map((row) => columns.map((path) => cell(row.get(firstItemPath(path)))).join(","));
    yield lines.map((line) => `${line}\n`).join("");
  }
}

async function* asLines(results: RecordLog): AsyncGenerator<string> {
  for await (const records of results.pages()) {
    yield records.map((record) => `${JSON.stringify(record)}\n`).join("");
  }
}

async function* asArray(results: RecordLog): AsyncGenerator<string> {
  let before = "[";
  for await (const records of results.pages()) {
    yield before + records.map((record) => JSON.stringify(record)).join(",");
    before = ",";
  }
  yield before === "[" ? "[]" : "]";
}
