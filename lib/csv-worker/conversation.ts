import type { Progress, WorkerAnswer, WorkerErrorCode, WorkerQuestion } from "./protocol";

/** Why the worker could not do what was asked. `message` is for the person: what happened and what to do. */
export class CsvWorkerError extends Error {
  override readonly name = "CsvWorkerError";
  readonly code: WorkerErrorCode;

  constructor(code: WorkerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface TaskOptions {
  onProgress?: (progress: Progress) => void;
  /** Ends the task; the promise is rejected with code `cancelled`. */
  signal?: AbortSignal;
}

/** What is needed of a worker. */
export interface WorkerPort {
  postMessage(question: WorkerQuestion): void;
  /** Called once. `onFault` tells of a worker that broke, or never started. */
  listen(onAnswer: (answer: WorkerAnswer) => void, onFault: (message: string) => void): void;
  terminate(): void;
}

/** A question before it has its id. */
export type Ask = WorkerQuestion extends infer Q ? (Q extends { id: number } ? Omit<Q, "id"> : never) : never;

interface Pending {
  answered(answer: WorkerAnswer): void;
  failed(error: CsvWorkerError): void;
}

const stopped = () => new CsvWorkerError("cancelled", "Stopped.");

/** Questions with ids, answers by id, over a port. */
export class Conversation {
  readonly #port: WorkerPort;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  /** Why nothing more can be asked. */
  #ended: CsvWorkerError | null = null;

  constructor(port: WorkerPort) {
    this.#port = port;
    port.listen(
      (answer) => this.#pending.get(answer.id)?.answered(answer),
      (message) => this.#fail(message),
    );
  }

  /**
   * Asks and waits.
   *
   * @param take the value of the last answer; `null` for one before it
   */
  ask<T>(question: Ask, options: TaskOptions = {}, take: (answer: WorkerAnswer) => T | null): Promise<T> {
    const { signal, onProgress } = options;
    if (this.#ended !== null) return Promise.reject(this.#ended);
    if (signal?.aborted) return Promise.reject(stopped());
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<T>((resolve, reject) => {
      const done = () => {
        this.#pending.delete(id);
        signal?.removeEventListener("abort", onAbort);
      };
      const failed = (error: CsvWorkerError) => {
        done();
        reject(error);
      };
      const onAbort = () => {
        this.#port.postMessage({ kind: "cancel", id });
        failed(stopped());
      };
      const answered = (answer: WorkerAnswer) => {
        if (answer.kind === "progress") onProgress?.(answer.progress);
        if (answer.kind === "failed") failed(new CsvWorkerError(answer.code, answer.message));
        const value = take(answer);
        if (value === null) return;
        done();
        resolve(value);
      };
      this.#pending.set(id, { answered, failed });
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#port.postMessage({ ...question, id });
    });
  }

  /** Says what has no answer. */
  tell(message: Extract<WorkerQuestion, { kind: "taken" }>): void {
    if (this.#ended === null) this.#port.postMessage(message);
  }

  /** Ends the worker. */
  end(): void {
    this.#end(stopped());
    this.#port.terminate();
  }

  #fail(message: string): void {
    const cause = message === "" ? "" : `: ${message}`;
    const text = `The reader stopped unexpectedly${cause}. Load the page again and choose the file again.`;
    this.#end(new CsvWorkerError("crashed", text));
  }

  #end(error: CsvWorkerError): void {
    this.#ended ??= error;
    for (const { failed } of [...this.#pending.values()]) failed(this.#ended);
  }
}
