import "server-only";

/** Why something was not done with a job. Nothing was changed. */
export class JobRefusal extends Error {
  override readonly name = "JobRefusal";
  readonly status: number;
  readonly code: string;
  /** The job the refusal speaks of. */
  readonly jobId: string | undefined;

  constructor(status: number, code: string, message: string, jobId?: string) {
    super(message);
    this.status = status;
    this.code = code;
    this.jobId = jobId;
  }
}
