import type { ConnectorCall } from "../http/call";
import { Refusal } from "../http/reply";
import type { BulkJob } from "./bulk-job";

/** @throws Refusal 404 when the job is none of this connection */
export function jobOf({ world, connection, param }: ConnectorCall): BulkJob {
  const job = world.jobs.find(param("id"));
  if (job?.connection !== connection) throw new Refusal(404, `No bulk job found with ID ${param("id")}`);
  return job;
}
