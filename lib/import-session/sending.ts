import { ApiError } from "@/lib/api-client/api-error";
import type { SubmitJob } from "@/lib/api-contract/jobs";
import type { PartsWish } from "@/lib/api-contract/parts";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { WrittenFile } from "@/lib/csv-worker/protocol";
import type { DraftAt } from "@/lib/import-draft";
import { isUnsure, StillUnsureError, warnings } from "./failures";
import type { FailedWork, ImportSessionParts, Work } from "./session-types";
import { sentName, toSubmitBody } from "./submit-body";
import { UploadError } from "./upload-error";

/** Between the tries of one submission; the key makes them one. */
const retryDelaysMs = [1000, 3000, 8000];

export interface SendingParts extends Pick<ImportSessionParts, "api" | "ids" | "wait"> {
  worker: CsvWorkerClient;
}

export interface RunOptions {
  signal: AbortSignal;
  /** Of the submission, once it is made; a repeated one stays as it is. */
  parts: PartsWish;
  onWork(work: Work): void;
}

/**
 * One submission of one draft: written, uploaded, handed over. After a failure `run` goes on where it broke: what is
 * written stays written, what is uploaded stays uploaded, and the request is repeated under the same key.
 */
export class Sending {
  readonly #draft: DraftAt<"send">;
  readonly #parts: SendingParts;
  #written: WrittenFile | null = null;
  #uploadUrl: string | null = null;
  #uploadId: string | null = null;
  #submission: { body: SubmitJob; key: string } | null = null;
  #isUnsure = false;
  /** The person was told why it may not be meant; whoever sends after that means it. */
  #isWarned = false;
  #during: FailedWork = "writing";

  constructor(draft: DraftAt<"send">, parts: SendingParts) {
    this.#draft = draft;
    this.#parts = parts;
  }

  /** The request went out, and whether it was carried out is not known. */
  get unsure(): boolean {
    return this.#isUnsure;
  }

  /** What failed, when `run` has thrown. */
  get during(): FailedWork {
    return this.#during;
  }

  /** Answers with the id of the job. */
  async run(options: RunOptions): Promise<string> {
    this.#submission ??= await this.#prepare(options);
    this.#during = "submitting";
    options.onWork({ kind: "submitting" });
    const { body, key } = this.#submission;
    for (const delayMs of [...retryDelaysMs, null]) {
      const wasUnsure = this.#isUnsure;
      try {
        // From here on the job may exist, until an answer says otherwise.
        this.#isUnsure = true;
        const job = await this.#parts.api.submitJob(body, key);
        this.#isUnsure = false;
        return job.id;
      } catch (error) {
        if (!isUnsure(error)) return this.#refused(error, wasUnsure);
        if (delayMs === null) throw error;
        await this.#wait(delayMs);
      }
    }
    throw new Error("The last try has no delay after it");
  }

  async #prepare(options: RunOptions): Promise<{ body: SubmitJob; key: string }> {
    const written = this.#written ?? (await this.#write(options));
    this.#written = written;
    this.#uploadId ??= await this.#upload(written, options);
    const body = toSubmitBody(this.#draft, written, this.#uploadId, options.parts);
    return {
      body: this.#isWarned ? { ...body, confirmed: true } : body,
      key: this.#parts.ids.uuid(),
    };
  }

  #write({ signal, onWork }: RunOptions): Promise<WrittenFile> {
    const { mapping, destination, file, policy } = this.#draft;
    this.#during = "writing";
    onWork({ kind: "writing", doneBytes: 0, totalBytes: file.sizeBytes });
    return this.#parts.worker.write(mapping, destination.fields, policy, {
      signal,
      onProgress: ({ doneBytes, totalBytes }) => onWork({ kind: "writing", doneBytes, totalBytes }),
    });
  }

  async #upload({ blob, sha256, sizeBytes }: WrittenFile, { signal, onWork }: RunOptions): Promise<string> {
    this.#during = "uploading";
    const at = { kind: "uploading" as const, sentBytes: 0, totalBytes: sizeBytes, waiting: false };
    onWork(at);
    try {
      return await this.#parts.api.upload({
        blob,
        fileName: sentName(this.#draft.file.name),
        sha256,
        signal,
        resumeUrl: this.#uploadUrl,
        onUrl: (url) => {
          this.#uploadUrl = url;
        },
        onProgress: (sentBytes) => {
          at.sentBytes = sentBytes;
          onWork({ ...at });
        },
        onWaiting: () => onWork({ ...at, waiting: true }),
      });
    } catch (error) {
      // What the server does not have, or does not want, cannot be gone on with.
      if (error instanceof UploadError && [404, 410, 422].includes(error.status)) this.#uploadUrl = null;
      throw error;
    }
  }

  /**
   * An answer that says no: this try began nothing, so the next is a new request. Not so when an earlier try of the same
   * submission went unanswered: that one may have begun the job, and only the same request can still tell.
   */
  #refused(error: unknown, wasUnsure: boolean): string {
    if (!(error instanceof ApiError)) throw error;
    // Only this import knows this upload: the job that has it is ours, begun by an answer that was lost.
    if (error.code === "upload_already_submitted" && error.jobId !== undefined) {
      this.#isUnsure = false;
      return error.jobId;
    }
    if (wasUnsure) throw new StillUnsureError(error);
    this.#isUnsure = false;
    this.#submission = null;
    if (warnings.includes(error.code)) {
      this.#isWarned = true;
      throw error;
    }
    // The staged bytes are what was refused; they are uploaded anew.
    if (error.status === 409 || error.status === 422 || error.status === 404) {
      this.#uploadId = null;
      this.#uploadUrl = null;
    }
    throw error;
  }

  #wait(delayMs: number): Promise<void> {
    const { wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = this.#parts;
    return wait(delayMs);
  }
}
