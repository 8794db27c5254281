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

/** What stands for the issues of one code that are counted and not kept. */
export interface MoreIssues extends ReadIssue {
  code: "more_issues";
  /** Their code. */
  of: string;
  count: number;
}

/** So many issues of one code are kept; there may be millions, in a file that is read otherwise than it was meant. */
export const mostOfCode = 100_000;
const perPiece = 10_000;
const none = -1;

/** The issues of a file in the order they were found: of each code the first, as numbers, and how many there are more. */
export class IssueList {
  readonly #places: number[] = [];
  readonly #codes: string[] = [];
  /** How many were found of each code. */
  readonly #found = new Map<string, number>();

  /** The first that was found. */
  get first(): ReadIssue | null {
    const [code] = this.#codes;
    return code === undefined ? null : this.#issue(0, code);
  }

  add({ line, row, column, code }: ReadIssue): void {
    const found = this.#found.get(code) ?? 0;
    this.#found.set(code, found + 1);
    if (found >= mostOfCode) return;
    this.#places.push(line ?? none, row ?? none, column ?? none);
    this.#codes.push(code);
  }

  addAll(others: IssueList): void {
    for (const [index, code] of others.#codes.entries()) this.add(others.#issue(index, code));
    for (const [code, left] of others.#left()) this.#found.set(code, (this.#found.get(code) ?? 0) + left);
  }

  /** How many of each code are not kept. */
  *#left(): Generator<[code: string, count: number]> {
    for (const [code, found] of this.#found) if (found > mostOfCode) yield [code, found - mostOfCode];
  }

  /** The list as JSON, piece by piece. */
  *json(): Generator<string> {
    yield "[";
    for (let from = 0; from < this.#codes.length; from += perPiece) {
      const codes = this.#codes.slice(from, from + perPiece);
      const issues = codes.map((code, index) => JSON.stringify(this.#issue(from + index, code)));
      yield (from === 0 ? "" : ",") + issues.join(",");
    }
    for (const [of, count] of this.#left()) {
      const more: MoreIssues = { line: null, row: null, column: null, code: "more_issues", of, count };
      yield `,${JSON.stringify(more)}`;
    }
    yield "]";
  }

  #issue(index: number, code: string): ReadIssue {
    const at = (place: number) => {
      const value = this.#places[index * 3 + place] ?? none;
      return value === none ? null : value;
    };
    return { line: at(0), row: at(1), column: at(2), code };
  }
}
