import type { AlreadySent, AskAlreadySent } from "@/lib/api-contract/already-sent";
import type { Job } from "@/lib/api-contract/jobs";
import type { Refusals } from "@/lib/api-contract/refusals";
import type { SubmitJob } from "@/lib/api-contract/submit-job";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { CheckCounts } from "@/lib/checks/issue";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { WrittenRows } from "@/lib/csv-worker/protocol";
import type { Draft } from "@/lib/import-draft";
import type { Mapping } from "@/lib/mapping/mapping";
import type { ToldRows } from "./already-sent";
import type { Correction } from "./correction";
import type { EditState } from "./editing";
import type { WithKeptUpload } from "./kept-uploads";
import type { Output } from "./output";

/** What an import was before it is submitted; `null`: nothing of the kind. */
export interface Beginnings {
  /** The unfinished import it is. */
  draftId: string | null;
  /** The import it is begun from. */
  begunFrom: string | null;
}

interface FileName {
  name: string;
  sizeBytes: number;
}

/** The file that is sent is written and uploaded at the same time. */
export interface UploadingWork {
  kind: "uploading";
  /** With the server. */
  sentBytes: number;
  writtenBytes: number;
  /** Of the file that is sent; `null` until all of it is written. */
  totalBytes: number | null;
  /** Rows of the operator's file that were written or kept back, of all. */
  rows: number;
  totalRows: number;
  /** The network is gone; what is safe is safe, and it goes on by itself. */
  waiting: boolean;
}

/** What is under way. Sizes in bytes. */
export type Work =
  | { kind: "idle" }
  /** `head` as soon as the first rows can be shown. */
  | { kind: "reading"; file: FileName; doneBytes: number; totalBytes: number; head: FileFacts | null }
  /** `found` in the first rows, as soon as anything is known of them. */
  | { kind: "checking"; doneBytes: number; totalBytes: number; rows: number; found: CheckCounts | null }
  | UploadingWork
  /** Whether rows were sent before is being found out. */
  | { kind: "comparing" }
  | { kind: "submitting" };

/** What is under way, without how far it is. */
export type Doing =
  | Exclude<Work, { kind: "reading" | "checking" | "uploading" }>
  | Pick<Extract<Work, { kind: "reading" }>, "kind" | "file" | "head">
  | Pick<Extract<Work, { kind: "checking" }>, "kind">
  | Pick<UploadingWork, "kind">;

export type FailedWork = Exclude<Work["kind"], "idle"> | "editing";

/** What went wrong, in the words shown. Nothing is lost: the draft is as it was. */
export interface SessionFailure {
  during: FailedWork;
  code: string;
  /** What happened. */
  happened: string;
  /** Whether anything was sent. */
  sent: string;
  /** What to do. */
  next: string;
  /** `true` when the same action may work again: show "Try again". */
  canRetry: boolean;
  /** For support, shown with a copy button. */
  requestId: string | null;
  /** The import that it is about, to look at before going on. */
  earlier?: { jobId: string; number: number };
  /** Rows that were accepted before may be left out. */
  skippable?: ToldRows;
}

/** What a change just did that a person should know: "Email now comes from Mail 2; before, it came from Mail." */
interface Announcement {
  /** Grows by one with each announcement. */
  id: number;
  text: string;
}

export interface ImportSnapshot {
  draft: Draft;
  /** What the person chose of the reading; absent keys are found. */
  overrides: ReadingOverrides;
  /** A file was dropped before the destination was chosen, and waits for it. */
  waitingFile: FileName | null;
  work: Work;
  failure: SessionFailure | null;
  announcement: Announcement | null;
  /**
   * The job was submitted, and nobody knows yet whether it arrived. Only `send()`, the same request again, and `reset()`
   * do anything then: another import could create the same records twice.
   */
  unsure: boolean;
  /** The job, once it is submitted. */
  jobId: string | null;
  /** What each column of the file shows, once it is read. */
  columns: ColumnFacts[] | null;
  /** What the names of its columns and of the fields suggest, whatever was chosen; `null` before Map. */
  suggested: Mapping | null;
  /** What was done to its rows. */
  editing: EditState;
  /** What was refused before could not be read: the last check did not compare rows with it. */
  isMemoryUnread: boolean;
  /** The rows are rows of an import, open or accepted ones; `null`: they are new. */
  correction: Correction | null;
}

/** All but how far it is, which changes ten times a second. */
export type SteadySnapshot = Omit<ImportSnapshot, "work"> & { work: Doing };

export interface UploadRequest {
  output: Pick<Output, "slice">;
  fileName: string;
  onProgress(sentBytes: number): void;
  /** The network is gone, and it will be tried again. */
  onWaiting(): void;
  /** Where an earlier, broken upload of the same bytes goes on. */
  resumeUrl: string | null;
  /** Called with the address of the upload as soon as there is one; with `null` when it is given up. */
  onUrl(url: string | null): void;
  signal: AbortSignal;
}

/** What a grid reads of the worker. */
export type GridDoors = Pick<
  CsvWorkerClient,
  "rows" | "count" | "step" | "spread" | "matches" | "preview" | "sentSums" | "exportRows"
>;

export interface ImportSessionParts {
  /** Called once, when the session is made. */
  createWorker(): CsvWorkerClient;
  api: {
    /**
     * Rejects with `ApiError`. The same key, body and rows may be sent again.
     *
     * @param rows what is said of rows beside the body, as JSON
     */
    submitJob(body: SubmitJob, rows: Partial<WrittenRows>, idempotencyKey: string): Promise<Pick<Job, "id">>;
    /** Which rows of the upload were accepted before. Rejects with `ApiError`. */
    askAlreadySent(asked: AskAlreadySent, signal: AbortSignal): Promise<AlreadySent>;
    /** Answers with the id of the upload. Rejects with `UploadError`, and with what ended the writer. */
    upload(request: UploadRequest): Promise<string>;
    /** What an object refused before. May reject: rows are then not compared with it. */
    refusals(connectionId: string, objectName: string, signal: AbortSignal): Promise<Refusals>;
  };
  ids: { uuid(): string };
  /** What an import may say of itself in a value: the day where the operator is, as 2026-09-30, and who that is. */
  about(): Promise<{ today: string; user: string }>;
  withKeptUpload: WithKeptUpload;
  /** Waits between two tries of the same request. */
  wait?: (ms: number) => Promise<void>;
}
