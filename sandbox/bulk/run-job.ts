import type { World } from "../world";
import type { BulkJob } from "./bulk-job";
import { pause } from "./pace";
import { processDownload } from "./process-download";
import { type End, processUpload } from "./process-upload";
import { sendCallback } from "./send-callback";
import { UnreadableFile } from "./unreadable-file";

/**
 * Works a job off: one create call at the vendor per row, as the platform does for connectors without bulk of their own
 * (Open Connectors reference, how the platform executes an upload). Never rejects.
 */
export async function runJob(world: World, job: BulkJob): Promise<void> {
  const { behaviour } = job.connection;
  const stopped = job.cancel.signal;
  // A job waits its turn for about as long as ten records take, and as long again when it tells that it has started.
  const turnMs = behaviour.recordsPerSecond > 0 ? Math.min(2000, 10_000 / behaviour.recordsPerSecond) : 0;
  await pause(turnMs, stopped);
  if (behaviour.startedWord && !stopped.aborted) {
    job.status = "STARTED";
    await pause(turnMs, stopped);
  }
  let end: End;
  try {
    end = stopped.aborted ? { status: "CANCELLED" } : await process(world, job);
  } catch (error) {
    end =
      error instanceof UnreadableFile
        ? { status: "ABORTED", error: error.message }
        : { status: "ERROR", error: `The job stopped: ${String(error)}` };
  }
  job.error = end.error ?? null;
  job.finishedAt = world.clock.now();
  job.status = end.status;
  world.jobs.trimFiles(world.settings.keepFileBytes);
  await sendCallback(world, job);
}

function process(world: World, job: BulkJob): Promise<End> {
  job.status = "RUNNING";
  job.startedAt = world.clock.now();
  return job.query ? processDownload(job, job.query) : processUpload(job);
}
