import type { DraftContent, DraftFile } from "@/lib/api-contract/drafts";
import { toKept } from "@/lib/api-contract/mapping";
import type { FileFacts } from "@/lib/csv/file-facts";
import { hasMapping } from "@/lib/import-draft";
import type { ImportSnapshot } from "./session-types";

/** What tells this file from others. */
export const fileOf = ({ name, sizeBytes, sha256, rows, columns }: FileFacts): DraftFile => ({
  ...{ name: name.slice(0, 1000), sizeBytes, sha256, rows },
  columns: columns.map(({ label }) => label),
});

/**
 * What is kept of an import while it is prepared: all that was chosen, and no row. `null` while there is nothing worth
 * keeping, or while a file is being read and nobody knows what of it holds.
 */
export function contentOf(snapshot: ImportSnapshot): DraftContent | null {
  const { draft, overrides, work, jobId } = snapshot;
  // Rows that are put right are kept by the import they belong to.
  if (snapshot.correction !== null) return null;
  if (draft.reached === "where" || draft.file === null || jobId !== null) return null;
  if (work.kind === "reading" || !draft.file.complete) return null;
  const mapped = hasMapping(draft);
  if (!mapped && Object.keys(overrides).length === 0) return null;
  const { connection, objectName } = draft.destination;
  return {
    connectionId: connection.id,
    connectionName: connection.name,
    connectorKey: connection.connector.key,
    objectName,
    file: fileOf(draft.file),
    reading: Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined)),
    step: draft.at === "where" ? "file" : draft.at,
    mapping: mapped ? toKept(draft.mapping) : null,
    policy: mapped ? draft.policy : null,
    layout: mapped ? draft.layout : null,
  };
}
