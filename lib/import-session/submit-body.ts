import { toKept } from "@/lib/api-contract/mapping";
import type { PartsWish } from "@/lib/api-contract/parts";
import type { SubmitJob } from "@/lib/api-contract/submit-job";
import type { WrittenFile } from "@/lib/csv-worker/protocol";
import type { DraftAt } from "@/lib/import-draft";
import type { ImportFacts } from "@/lib/mapping/placeholders";
import { headerSet } from "@/lib/recall/header-set";
import type { Beginnings } from "./session-types";

/** What is submitted beside what is said of rows. The mapping is kept with the job, so it names its columns itself. */
export function toSubmitBody(
  { destination, file, mapping, policy, layout }: DraftAt<"send">,
  facts: ImportFacts | null,
  written: WrittenFile,
  uploadId: string,
  { parts, draftId, begunFrom }: Beginnings & { parts: PartsWish },
): SubmitJob {
  const headerOf = (column: number) => file.columns[column]?.label ?? "";
  const entries = mapping.entries.map(({ source, ...entry }) => ({
    ...entry,
    source:
      source.kind === "column"
        ? { ...source, header: headerOf(source.column) }
        : source.kind === "columns"
          ? { ...source, headers: source.columns.map(headerOf) }
          : source,
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
      version: 1,
      ...mapping,
      entries,
      // How it was chosen, by the names of the columns: what finishes teaches how such a file is mapped.
      kept: toKept(mapping),
      columns: file.columns.map(({ label }) => label),
      headerSet: headerSet(file.columns.map(({ label }) => label)),
      policy,
      ...(layout === null ? {} : { layout }),
      reading: readingUsed(file.reading),
      ...(facts === null ? {} : { placeholders: facts }),
    },
    ...updating(mapping),
    source: {
      ...(file.sha256 === null ? {} : { sha256: file.sha256 }),
      rows: file.rows,
    },
    checked: {
      waived: written.waived.slice(0, 1_000),
      editedCells: written.edits.cells,
      edits: written.edits.first,
    },
    ...(begunFrom === null ? {} : { parentJobId: begunFrom }),
    ...(draftId === null ? {} : { draftId }),
    ...(Object.keys(parts).length === 0 ? {} : { parts }),
  };
}

/**
 * Which records are updated instead of created. Open Connectors reference, section 6.1: the field has one name with most
 * connectors and another with Marketo and databases; keys a connector does not know are left alone.
 */
function updating({ mode, key }: DraftAt<"send">["mapping"]): Pick<SubmitJob, "metaData"> {
  if (mode !== "upsert" || key === undefined) return {};
  return { metaData: { action: "upsert", identifierFieldName: key, primaryKeyName: key } };
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
