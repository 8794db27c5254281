import { type FlatRecord, type Problem, problemText } from "../connectors/connector";
import { firstItemPath, fromCells } from "../records/flat-record";
import type { ObjectStore } from "../records/object-store";
import type { World } from "../world";
import type { BulkJob, JobStatus } from "./bulk-job";
import { createPace, pause } from "./pace";
import { readCsv, UnreadableFile } from "./read-csv";
import { sendCallback } from "./send-callback";

interface End {
  status: JobStatus;
  error?: string;
}

/**
 * Works a job off: one create call at the vendor per row, as the platform does for connectors without bulk of their own
 * (Open Connectors reference, how the platform executes an upload). Never rejects.
 */
export async function runJob(world: World, job: BulkJob): Promise<void> {
  const { behaviour } = job.connection;
  const stopped = job.cancel.signal;
  // A job waits its turn for about as long as ten records take.
  if (behaviour.recordsPerSecond > 0)
    await pause(Math.min(2000, 10_000 / behaviour.recordsPerSecond), stopped);
  let end: End;
  try {
    end = stopped.aborted ? { status: "CANCELLED" } : await processRows(job);
  } catch (error) {
    end =
      error instanceof UnreadableFile
        ? { status: "ABORTED", error: error.message }
        : { status: "ERROR", error: `The job stopped: ${String(error)}` };
  }
  job.error = end.error ?? null;
  job.finishedAt = Date.now();
  job.status = end.status;
  world.jobs.trimFiles(world.settings.keepFileBytes);
  await sendCallback(world, job);
}

async function processRows(job: BulkJob): Promise<End> {
  const { connection } = job;
  const stopped = job.cancel.signal;
  job.status = "RUNNING";
  job.startedAt = Date.now();
  const store = connection.stores.get(job.objectName);
  const pace = createPace(() => connection.behaviour.recordsPerSecond, stopped);
  let paths: string[] | null = null;
  for await (const cells of readCsv(job.file)) {
    if (paths === null) {
      if (store && !cells.some((path) => store.model.fields.has(path))) {
        throw new UnreadableFile(
          `None of the columns is a field of ${job.objectName}: ${cells.join(", ").slice(0, 500)}`,
        );
      }
      paths = cells.map(firstItemPath);
      continue;
    }
    const early = connection.behaviour.stopJob;
    if (early && job.recordsCount >= early.afterRecords) return early;
    await pace();
    if (stopped.aborted) return { status: "CANCELLED" };
    processRow(job, store, paths, cells);
  }
  if (paths === null) throw new UnreadableFile("The file is empty");
  return { status: "COMPLETED" };
}

function processRow(job: BulkJob, store: ObjectStore | undefined, paths: string[], cells: string[]): void {
  job.recordsCount += 1;
  const problems =
    cells.length === paths.length
      ? create(job, store, fromCells(paths, cells))
      : [{ field: null, message: `the row has ${cells.length} values for ${paths.length} columns` }];
  if (problems.length === 0) return;
  job.recordsFailedCount += 1;
  job.errors.append({
    rowNum: job.recordsCount,
    status: problems.map(problemText).join("; "),
    response: JSON.stringify(job.connection.connector.refusal(problems)),
  });
}

function create(job: BulkJob, store: ObjectStore | undefined, record: FlatRecord): Problem[] {
  if (!store) return [{ field: null, message: `${job.objectName} is not an object of this connector` }];
  const outcome = store.create(record, job.connection.neighbours);
  return "problems" in outcome ? outcome.problems : [];
}
