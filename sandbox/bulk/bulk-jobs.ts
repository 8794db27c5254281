import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../clock";
import type { Connection } from "../connections";
import { RecordLog } from "../records/record-log";
import type { BulkJob } from "./bulk-job";

type NewJob = Pick<
  BulkJob,
  "connection" | "objectName" | "file" | "fileSize" | "fileFormat" | "metaData" | "callbackUrl" | "query"
>;

/** Every job since the sandbox started, oldest first. */
export class BulkJobs {
  readonly #jobs = new Map<string, BulkJob>();
  readonly #directory: string;
  readonly #clock: Clock;
  #lastId: number;

  constructor(directory: string, clock: Clock) {
    this.#directory = directory;
    this.#clock = clock;
    // Seconds since 2020: ids of a sandbox started later do not repeat those of an earlier one.
    this.#lastId = Math.floor((Date.now() - Date.UTC(2020, 0, 1)) / 1000);
  }

  add(made: NewJob): BulkJob {
    this.#lastId += 1;
    const id = String(this.#lastId);
    const job: BulkJob = {
      ...made,
      id,
      fileKept: made.query === null,
      status: "CREATED",
      createdAt: this.#clock.now(),
      startedAt: null,
      finishedAt: null,
      recordsCount: 0,
      recordsFailedCount: 0,
      error: null,
      errors: new RecordLog(join(this.#directory, `errors-${id}.jsonl`)),
      results: new RecordLog(join(this.#directory, `results-${id}.jsonl`)),
      cancel: new AbortController(),
    };
    this.#jobs.set(id, job);
    return job;
  }

  find(id: string): BulkJob | undefined {
    return this.#jobs.get(id);
  }

  /** The jobs of one connection, newest first. */
  of(connection: Connection): BulkJob[] {
    return [...this.#jobs.values()].filter((job) => job.connection === connection).reverse();
  }

  stopAll(): void {
    for (const job of this.#jobs.values()) job.cancel.abort();
  }

  /** Removes the oldest files of ended jobs until all files together are at most so large. */
  trimFiles(mostBytes: number): void {
    const held = [...this.#jobs.values()].filter(({ fileKept }) => fileKept);
    let bytes = held.reduce((sum, { fileSize }) => sum + fileSize, 0);
    for (const job of held) {
      if (bytes <= mostBytes) return;
      if (job.finishedAt === null) continue;
      rmSync(job.file, { force: true });
      job.fileKept = false;
      bytes -= job.fileSize;
    }
  }
}
