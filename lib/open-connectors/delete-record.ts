import "server-only";
import { UpstreamError } from "./errors";
import { type RecordContext, recordsSubject } from "./record-pages";

/**
 * Deletes one record, by one call that is never repeated. `false`: it was not there (any more).
 * @throws UpstreamError when it was refused, or when nobody knows whether it was deleted
 */
export async function deleteRecord(
  { call, limits }: RecordContext,
  { connectionId, objectName, id }: { connectionId: string; objectName: string; id: string },
): Promise<boolean> {
  try {
    await call(connectionId, {
      method: "DELETE",
      segments: [objectName, id],
      subject: recordsSubject(objectName, "delete a record of"),
      maxBytes: limits.answerBytes,
      ignoresBody: true,
    });
    return true;
  } catch (error) {
    if (error instanceof UpstreamError && error.kind === "not_found" && error.status === 404) return false;
    throw error;
  }
}
