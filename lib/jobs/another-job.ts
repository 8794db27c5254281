import "server-only";
import type { BulkStatus } from "../open-connectors/bulk-jobs";

const digits = /^\d+$/;

/**
 * The id of another job, where a status that was asked for one speaks of that. An id of another form may be another name of
 * the same job: that its status repeats the id of its upload was seen and is not promised (Open Connectors reference, bulk status).
 */
export function anotherJob(own: string, { id }: BulkStatus): string | null {
  if (id === undefined || id === own) return null;
  const isOfOneForm = digits.test(own) ? digits.test(id) : id.length === own.length;
  return isOfOneForm ? id : null;
}
