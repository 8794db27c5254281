import type { SubmitJob } from "@/lib/api-contract/jobs";
import type { PartsWish } from "@/lib/api-contract/parts";
import type { WrittenFile } from "@/lib/csv-worker/protocol";
import type { DraftAt } from "@/lib/import-draft";

/** What is submitted. The mapping is kept with the job, so it names its columns itself. */
export function toSubmitBody(
  { destination, file, mapping, policy }: DraftAt<"send">,
  written: WrittenFile,
  uploadId: string,
  parts: PartsWish,
): SubmitJob {
  const entries = mapping.entries.map((entry) => ({
    ...entry,
    source:
      entry.source.kind === "column"
        ? { ...entry.source, header: file.columns[entry.source.column]?.label ?? "" }
        : entry.source,
  }));
  return {
    connectionId: destination.connection.id,
    objectName: destination.objectName,
    uploadId,
    fileName: sentName(file.name),
    sha256: written.sha256,
    sizeBytes: written.sizeBytes,
    format: "csv",
    fields: destination.fields,
    mapping: {
      entries,
      policy,
      reading: readingUsed(file.reading),
      ...(mapping.key === undefined ? {} : { key: mapping.key }),
    },
    source: {
      ...(file.sha256 === null ? {} : { sha256: file.sha256 }),
      rows: file.rows,
      fileRows: written.fileRows,
    },
    keptBack: written.keptBack,
    ...(Object.keys(parts).length === 0 ? {} : { parts }),
    excluded: written.excluded,
  };
}

/** A file has a name of one to a thousand characters on the way. */
export function sentName(name: string): string {
  return name === "" ? "file.csv" : name.slice(0, 1000);
}

function readingUsed(reading: DraftAt<"send">["file"]["reading"]) {
  const { encoding, delimiter, quote, headerRow } = reading;
  return {
    encoding: encoding.value,
    delimiter: delimiter.value,
    quote: quote.value,
    headerRow: headerRow.value,
  };
}
