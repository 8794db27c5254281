import type { GridRow } from "@/lib/csv-worker/protocol";
import type { DraftAt } from "@/lib/import-draft";
import { columnsOf, entryOfField } from "@/lib/mapping/mapping";
import { mostCellCharacters } from "@/lib/workbook/sheet-limits";
import { TextWorkbookWriter } from "@/lib/workbook/write-workbook";
import type { Correction } from "./correction";
import type { GridDoors } from "./session-types";

/** A value that stands in the connected system otherwise than it should. */
export interface PutRight {
  /** As a spreadsheet numbers it in the operator's file. */
  fileRow: number;
  /** What its record is found by; empty where there is nothing. */
  key: string;
  /** Plain name of the field. */
  field: string;
  sent: string;
  wanted: string;
}

const rowsAtOnce = 500;

/** A value that is longer than a cell of a workbook can be says so. */
function fitted(text: string): string {
  const cut = " [cut: longer than a cell holds]";
  return text.length <= mostCellCharacters ? text : text.slice(0, mostCellCharacters - cut.length) + cut;
}

/** What of the rows that were changed is to be put right in the connected system, read row by row from the worker. */
export class PutRightList {
  readonly #grid: Pick<GridDoors, "rows">;
  readonly #keyColumn: number | null;
  readonly #names: ReadonlyMap<number, string>;
  /** What the rows are known by there: plain name of a field. */
  readonly keyName: string | null;

  constructor(grid: Pick<GridDoors, "rows">, draft: DraftAt<"send">, correction: Correction) {
    const { mapping, destination } = draft;
    const labelOf = (path: string) => destination.fields.find((field) => field.path === path)?.label ?? path;
    const key = correction.revision?.key ?? null;
    const source = key === null ? undefined : entryOfField(mapping, key)?.source;
    this.#grid = grid;
    this.#keyColumn = (source === undefined ? undefined : columnsOf(source)[0]) ?? null;
    this.keyName = key === null || this.#keyColumn === null ? null : labelOf(key);
    this.#names = new Map(
      mapping.entries.flatMap((entry) =>
        columnsOf(entry.source).map((column) => [column, labelOf(entry.field)]),
      ),
    );
  }

  /** @param from 0-based among the rows that are ready */
  async rows(from: number, count: number): Promise<PutRight[]> {
    const rows = await this.#grid.rows(from, count, { filter: { show: "ready" } });
    return rows.flatMap((row) => this.#of(row));
  }

  #of({ fileRow, before, cells }: GridRow): PutRight[] {
    const column = this.#keyColumn;
    // The record has the value that was sent, also where that is what is to be put right.
    const sentKey = before.find((one) => one.column === column)?.value;
    const key = column === null ? "" : (sentKey ?? cells[column] ?? "");
    return before.flatMap(({ column: changed, value: sent }) => {
      const field = this.#names.get(changed);
      return field === undefined ? [] : [{ fileRow, key, field, sent, wanted: cells[changed] ?? "" }];
    });
  }

  /** The whole list as a workbook of texts. @param count rows that are ready */
  async workbook(count: number): Promise<{ file: Blob; values: number }> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const heading = ["Row in the file", this.keyName ?? "Key", "Field", "Value sent", "Value wanted"];
    const writer = new TextWorkbookWriter("To put right", heading, (bytes) => parts.push(bytes));
    let values = 0;
    for (let from = 0; from < count; from += rowsAtOnce) {
      const some = await this.rows(from, Math.min(rowsAtOnce, count - from));
      values += some.length;
      await writer.write(
        some.map(({ fileRow, key, field, sent, wanted }) =>
          [String(fileRow), key, field, sent, wanted].map(fitted),
        ),
      );
    }
    await writer.end();
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    return { file: new Blob(parts, { type }), values };
  }
}
