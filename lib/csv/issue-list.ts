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

const most = 4_000_000;
const perPiece = 10_000;
const none = -1;

/** The issues of a file in the order they were found, as many as can be kept: as numbers, since there may be millions. */
export class IssueList {
  readonly #places: number[] = [];
  readonly #codes: string[] = [];
  #left = 0;

  add({ line, row, column, code }: ReadIssue): void {
    if (this.#codes.length < most) {
      this.#places.push(line ?? none, row ?? none, column ?? none);
      this.#codes.push(code);
    } else this.#left += 1;
  }

  addAll(others: IssueList): void {
    for (const [index, code] of others.#codes.entries()) this.add(others.#issue(index, code));
    this.#left += others.#left;
  }

  /** The list as JSON, piece by piece. */
  *json(): Generator<string> {
    yield "[";
    for (let from = 0; from < this.#codes.length; from += perPiece) {
      const codes = this.#codes.slice(from, from + perPiece);
      const issues = codes.map((code, index) => JSON.stringify(this.#issue(from + index, code)));
      yield (from === 0 ? "" : ",") + issues.join(",");
    }
    const more: ReadIssue = { line: null, row: null, column: null, code: "more_issues" };
    yield `${this.#left > 0 ? `,${JSON.stringify(more)}` : ""}]`;
  }

  #issue(index: number, code: string): ReadIssue {
    const at = (place: number) => {
      const value = this.#places[index * 3 + place] ?? none;
      return value === none ? null : value;
    };
    return { line: at(0), row: at(1), column: at(2), code };
  }
}
