import { ApiError } from "@/lib/api-client/api-error";
import type { AlreadySent } from "@/lib/api-contract/already-sent";
import type { PartsWish } from "@/lib/api-contract/parts";
import type { SubmitJob } from "@/lib/api-contract/submit-job";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { Policy, WrittenFile, WrittenRows } from "@/lib/csv-worker/protocol";
import type { DraftAt } from "@/lib/import-draft";
import { AlreadySentError, areGone, NotComparedError, positionsIn, type ToldRows } from "./already-sent";
import { asCorrection, type Correction } from "./correction";
import { isUnsure, StillUnsureError, warnings } from "./failures";
import type { SettledMapping } from "./import-facts";
import { createOwnUpload, type KeptUpload } from "./kept-uploads";
import { Output } from "./output";
import type { Beginnings, FailedWork, ImportSessionParts, UploadingWork, Work } from "./session-types";
import { sentName, toSubmitBody } from "./submit-body";
import { UploadError } from "./upload-error";

/** Between the tries of one submission; the key makes them one. */
const retryDelaysMs = [1000, 3000, 8000];

/**
 * How far it is comes from two sides, and oftener than anybody reads it. The page is drawn each time it is told: in a task of
 * its own, not in the one in which bytes came or the next chunk goes.
 */
const tellEveryMs = 100;

export interface SendingParts extends Pick<ImportSessionParts, "api" | "ids" | "wait" | "withKeptUpload"> {
  worker: CsvWorkerClient;
  /** `null`: the rows are new. */
  correction: Correction | null;
  /** Told as sent before, and left out then. */
  leftOut: readonly ToldRows[];
}

export interface RunOptions extends Beginnings {
  signal: AbortSignal;
  /** Of the submission, once it is made; a repeated one stays as it is. */
  parts: PartsWish;
  onWork(work: Work): void;
}

interface Submission {
  body: SubmitJob;
  rows: Partial<WrittenRows>;
  key: string;
}

const nothingSeen = { rows: 0, runs: [], imports: [], field: null };

/** All or nothing is decided before anything is written: where it may be sent, there are no rows with errors. */
export const policyOf = ({ policy }: Pick<DraftAt<"send">, "policy">): Policy =>
  policy === "send_all" ? "send_all" : "keep_errors_back";

/**
 * One submission of one draft: written and uploaded, handed over. After a failure `run` goes on where it broke: what is
 * uploaded stays uploaded, and the request is repeated under the same key. So it does in another page, when the same file is
 * chosen again and comes to the same output.
 */
export class Sending {
  readonly #draft: DraftAt<"send">;
  readonly #settle: () => Promise<SettledMapping>;
  readonly #parts: SendingParts;
  /** What the server has, whole. */
  #staged: { id: string; written: WrittenFile } | null = null;
  readonly #ownUpload = createOwnUpload();
  #name: string | null = null;
  #submission: Submission | null = null;
  #isUnsure = false;
  /** The person was told why it may not be meant; whoever sends after that means it. */
  #confirmation: Pick<SubmitJob, "confirmed"> = {};
  /** Which rows were accepted before; `null`: it was not asked yet. */
  #seen: AlreadySent | null = null;
  #during: FailedWork = "uploading";

  /** @param settle the mapping as it was checked */
  constructor(draft: DraftAt<"send">, settle: () => Promise<SettledMapping>, parts: SendingParts) {
    this.#draft = draft;
    this.#settle = settle;
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
    this.#during = this.#submission === null ? "uploading" : "submitting";
    options.onWork(this.#submission === null ? this.#nothingSent() : { kind: "submitting" });
    this.#name ??= await this.#outputName(options.signal);
    return this.#parts.withKeptUpload(this.#name, this.#ownUpload, async (kept) => {
      const id = await this.#runWith(kept, options);
      // The upload is the job's from here on.
      kept.write(null);
      return id;
    });
  }

  /** The same rows may go elsewhere too, which is another import. */
  async #outputName(signal: AbortSignal): Promise<string> {
    const { destination } = this.#draft;
    const policy = policyOf(this.#draft);
    const { mapping } = await this.#settle();
    const output = await this.#parts.worker.outputName(mapping, destination.fields, policy, { signal });
    return `${output} ${destination.connection.id} ${destination.objectName}`;
  }

  async #runWith(kept: KeptUpload, options: RunOptions): Promise<string> {
    this.#submission ??= await this.#prepare(kept, options);
    this.#during = "submitting";
    options.onWork({ kind: "submitting" });
    const { body, rows, key } = this.#submission;
    for (const delayMs of [...retryDelaysMs, null]) {
      const wasUnsure = this.#isUnsure;
      try {
        // From here on the job may exist, until an answer says otherwise.
        this.#isUnsure = true;
        const job = await this.#parts.api.submitJob(body, rows, key);
        this.#isUnsure = false;
        return job.id;
      } catch (error) {
        if (!isUnsure(error)) return this.#refused(error, wasUnsure, kept);
        if (delayMs === null) throw error;
        await this.#wait(delayMs);
      }
    }
    throw new Error("The last try has no delay after it");
  }

  async #prepare(kept: KeptUpload, options: RunOptions): Promise<Submission> {
    this.#staged ??= await this.#stage(kept, options);
    const { id, written } = this.#staged;
    const { facts } = await this.#settle();
    const whole = toSubmitBody(this.#draft, facts, written, id, options);
    const { correction } = this.#parts;
    const body = correction === null ? whole : asCorrection(whole, correction, written);
    await this.#askOnce(body, written, kept, options);
    // Rows that are not sent now stay open in the import they are in.
    const rows = correction === null ? written.rows : { fileRows: written.rows.fileRows };
    return { body: { ...body, ...this.#confirmation }, rows, key: this.#parts.ids.uuid() };
  }

  /** Whoever sends after the answer means it. Open rows of a family, and rows that are updated, are looked at one by one. */
  async #askOnce(
    body: SubmitJob,
    written: WrittenFile,
    kept: KeptUpload,
    { signal, onWork }: RunOptions,
  ): Promise<void> {
    if (this.#seen !== null || body.parentRows !== undefined || body.revises === true) return;
    this.#during = "comparing";
    onWork({ kind: "comparing" });
    const seen = await this.#ask(body, written, kept, signal);
    this.#seen = seen;
    // What is updated by its key has that key on purpose.
    const changed = this.#draft.mapping.mode === "upsert" ? nothingSeen : this.#named(seen.changed);
    if (seen.same.rows + changed.rows === 0) return;
    // That all of it went before is all that could be told of the file.
    if (seen.same.rows === written.records) this.#confirmation = { confirmed: true };
    const asked = {
      uploadId: body.uploadId,
      records: written.records,
      positions: await positionsIn(written),
    };
    throw new AlreadySentError({ ...seen, changed }, asked, new Date());
  }

  /** The field that tells records apart, by the name people know. */
  #named(changed: AlreadySent["changed"]): AlreadySent["changed"] {
    const field = this.#draft.destination.fields.find(({ path }) => path === changed.field);
    return { ...changed, field: field?.label ?? changed.field };
  }

  async #ask(
    { uploadId, connectionId, objectName, mapping }: SubmitJob,
    written: WrittenFile,
    kept: KeptUpload,
    signal: AbortSignal,
  ): Promise<AlreadySent> {
    const before = this.#parts.leftOut;
    const sent = before.length === 0 ? [] : await positionsIn(written);
    const leftOut = before.filter(({ positions }) => areGone(positions, sent)).map(({ told }) => told);
    const asked = { uploadId, connectionId, objectName, mapping, leftOut };
    try {
      return await this.#parts.api.askAlreadySent(asked, signal);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 404) {
        this.#staged = null;
        kept.write(null);
      }
      if (error.status < 500) throw error;
      // What only warns must not be in the way for good.
      this.#seen = { same: nothingSeen, changed: nothingSeen };
      throw new NotComparedError(error);
    }
  }

  #nothingSent(): UploadingWork {
    const totalRows = this.#draft.file.rows;
    return {
      kind: "uploading",
      sentBytes: 0,
      writtenBytes: 0,
      totalBytes: null,
      rows: 0,
      totalRows,
      waiting: false,
    };
  }

  async #stage(
    kept: KeptUpload,
    { signal, onWork }: RunOptions,
  ): Promise<{ id: string; written: WrittenFile }> {
    const { destination, file } = this.#draft;
    const policy = policyOf(this.#draft);
    const { mapping } = await this.#settle();
    const at = this.#nothingSent();
    let due: ReturnType<typeof setTimeout> | undefined;
    const tellNow = () => {
      clearTimeout(due);
      due = undefined;
      onWork({ ...at });
    };
    const tell = (changes: Partial<UploadingWork>) => {
      const isNews = changes.totalBytes !== undefined || (changes.waiting ?? at.waiting) !== at.waiting;
      Object.assign(at, changes);
      if (isNews) tellNow();
      else due ??= setTimeout(tellNow, tellEveryMs);
    };
    const output = new Output(async (from, options) => {
      const written = await this.#parts.worker.write(mapping, destination.fields, policy, {
        ...options,
        from,
        onProgress: ({ rows }) => tell({ rows, writtenBytes: output.writtenBytes }),
      });
      tell({ rows: file.rows, writtenBytes: written.sizeBytes, totalBytes: written.sizeBytes });
      return written;
    });
    try {
      const id = await this.#parts.api.upload({
        output,
        fileName: sentName(file.name),
        signal,
        resumeUrl: kept.read(),
        onUrl: (url) => kept.write(url),
        onProgress: (sentBytes) => tell({ sentBytes, waiting: false }),
        onWaiting: () => tell({ waiting: true }),
      });
      return { id, written: await output.written() };
    } catch (error) {
      // What the server does not have, or does not want, cannot be gone on with.
      if (error instanceof UploadError && [404, 410, 422].includes(error.status)) kept.write(null);
      throw error;
    } finally {
      clearTimeout(due);
      output.stop();
    }
  }

  /**
   * An answer that says no: this try began nothing, so the next is a new request. Not so when an earlier try of the same
   * submission went unanswered: that one may have begun the job, and only the same request can still tell.
   */
  #refused(error: unknown, wasUnsure: boolean, kept: KeptUpload): string {
    if (!(error instanceof ApiError)) throw error;
    // Only this import knows this upload: the job that has it is ours, and its answer was lost, perhaps with the page.
    if (error.code === "upload_already_submitted" && error.jobId !== undefined) {
      this.#isUnsure = false;
      return error.jobId;
    }
    if (wasUnsure) throw new StillUnsureError(error);
    this.#isUnsure = false;
    this.#submission = null;
    if (warnings.includes(error.code)) {
      this.#confirmation = { confirmed: true };
      throw error;
    }
    // The staged bytes are what was refused; they are uploaded anew.
    if (error.status === 409 || error.status === 422 || error.status === 404) {
      this.#staged = null;
      kept.write(null);
    }
    throw error;
  }

  #wait(delayMs: number): Promise<void> {
    const { wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = this.#parts;
    return wait(delayMs);
  }
}
