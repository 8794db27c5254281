import "server-only";

/** Why a layout was not saved, renamed or deleted. Nothing was changed. */
export class LayoutProblem extends Error {
  override readonly name = "LayoutProblem";
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
