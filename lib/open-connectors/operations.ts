import "server-only";
import { UpstreamError } from "./errors";
import type { CallInstance } from "./instance-calls";
import type { Limits } from "./limits";
import { recordsSubject } from "./record-pages";
import { docsSchema, type ObjectOperations, toOperations } from "./wire-facts";

/**
 * What can be done with the records of an object, read from its docs; `null` when there are none that say it. Open
 * Connectors reference, object docs.
 * @throws UpstreamError when the upstream cannot be asked
 */
export async function readOperations(
  { call, limits }: { call: CallInstance; limits: Limits },
  connectionId: string,
  objectName: string,
): Promise<ObjectOperations | null> {
  try {
    const { body } = await call(connectionId, {
      segments: ["objects", objectName, "docs"],
      subject: recordsSubject(objectName, "describe"),
      maxBytes: limits.listBytes,
    });
    const docs = docsSchema.safeParse(body).data;
    return docs ? toOperations(docs.paths, objectName) : null;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (["refused", "forbidden", "not_found", "unusable_answer", "fault"].includes(error.kind)) return null;
    throw error;
  }
}
