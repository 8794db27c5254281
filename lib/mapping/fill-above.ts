import { detached } from "@/lib/csv/detached";
import type { Changed } from "./step-fault";

/** What a row does to the rows below it: gives its value, is passed over, or has cells that nobody can trust. */
export type RowAbove = "gives" | "passed_over" | "broken";

const isBlank = (text: string) => text === "" || text.trim() === "";

/**
 * The values that stand above blank ones. Told in the order of the file once, it knows them for every row after that: of
 * each run of blank rows it keeps what stands above.
 */
export class FilledAbove {
  readonly #starts: number[] = [];
  readonly #values: Changed[] = [];
  /** What stands above the next row, and whether it is kept already for blank rows before that one. */
  #above: { value: Changed; isKept: boolean } = { value: "", isKept: false };

  /**
   * @param index 0-based position among the data rows, ascending
   * @param value of the row, behind the steps before this one
   */
  note(index: number, fileRow: number, value: Changed, row: RowAbove): void {
    const isUnknown = row === "broken" || (row === "gives" && typeof value !== "string");
    if (isUnknown) this.#above = { value: nothingAbove(fileRow), isKept: false };
    else if (typeof value === "string" && isBlank(value)) this.#keep(index);
    else if (row === "gives") this.#above = { value, isKept: false };
  }

  #keep(index: number): void {
    const above = this.#above;
    if (above.isKept) return;
    above.isKept = true;
    this.#starts.push(index);
    this.#values.push(detached(above.value));
  }

  /** What stands above a row whose value is blank; empty when nothing does. */
  at(index: number): Changed {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] as number) <= index) low = middle + 1;
      else high = middle;
    }
    return this.#values[low - 1] ?? "";
  }
}

function nothingAbove(fileRow: number): Changed {
  return {
    code: "nothing_above",
    message: `The value above is that of row ${fileRow.toLocaleString("en-GB")}, which cannot be read.`,
    expected: "A value here, or one above that can be read",
  };
}
