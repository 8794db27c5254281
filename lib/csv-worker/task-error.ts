import type { WorkerErrorCode } from "./protocol";

/** A task of the worker that ended without its answer. `message` is for the person. */
export class TaskError extends Error {
  override readonly name = "TaskError";
  readonly code: WorkerErrorCode;

  constructor(code: WorkerErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const cancelled = () => new TaskError("cancelled", "Stopped.");

export const fileChanged = (cause?: unknown) =>
  new TaskError("file_changed", "The file changed since you chose it. Choose it again.", { cause });
