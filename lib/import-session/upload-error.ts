/** An upload that ended without being whole. */
export class UploadError extends Error {
  override readonly name = "UploadError";
  /** HTTP status of the last answer; 0 when none came. */
  readonly status: number;
  readonly isCancelled: boolean;

  constructor(message: string, options: { status?: number; isCancelled?: boolean; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.status = options.status ?? 0;
    this.isCancelled = options.isCancelled ?? false;
  }
}
