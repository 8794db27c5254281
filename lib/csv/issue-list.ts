/** Something wrong at a place of a file. */
export interface ReadIssue {
  /** 1-based physical line. */
  line: number | null;
  /** 1-based data row; `null` where no data row is meant. */
  row: number | null;
  /** 0-based. */
  column: number | null;
  code: string;
}

const most = 1_000_000;

/** The issues of a file in the order they were found, as many as can be kept. */
export class IssueList {
  readonly #issues: ReadIssue[] = [];
  #left = 0;

  add(issue: ReadIssue): void {
    if (this.#issues.length < most) this.#issues.push(issue);
    else this.#left += 1;
  }

  json(): string {
    const last: ReadIssue[] =
      this.#left > 0 ? [{ line: null, row: null, column: null, code: "more_issues" }] : [];
    return JSON.stringify([...this.#issues, ...last]);
  }
}
