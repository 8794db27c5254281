import "server-only";
import type { Problem } from "../api-contract/problem";

/** Why something was not done with a job. Nothing was changed. */
export class JobRefusal extends Error {
  override readonly name = "JobRefusal";
  readonly status: number;
  readonly code: string;
  /** The job the refusal speaks of. */
  readonly jobId: string | undefined;
  /** The job the same file went into. */
  readonly before: Problem["before"];

  constructor(
    status: number,
    code: string,
    message: string,
    jobId?: string,
    before?: NonNullable<Problem["before"]>,
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.jobId = jobId;
    this.before = before;
  }
}
