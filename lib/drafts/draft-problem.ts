import "server-only";

/** Why nothing was kept of an unfinished import, or nothing done with it. Nothing was changed. */
export class DraftProblem extends Error {
  override readonly name = "DraftProblem";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const noDraft = () =>
  new DraftProblem(
    404,
    "draft_unknown",
    "There is no such unfinished import of yours. It may have been sent, deleted, or handed to somebody else.",
  );

export const handedOver = (to: string) =>
  new DraftProblem(
    409,
    "draft_handed_over",
    `This unfinished import was handed to ${to}, who goes on with it.`,
  );
