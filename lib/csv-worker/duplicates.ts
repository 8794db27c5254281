import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Issue } from "@/lib/checks/issue";
import { duplicateFault, type KeyField } from "@/lib/checks/key-field";
import { KeyTable } from "@/lib/checks/key-table";
import { RowBits } from "@/lib/checks/row-bits";
import { CellSum } from "@/lib/csv/cell-traits";
import { detached } from "@/lib/csv/detached";
import { isBlank } from "@/lib/csv/row-kind";
import type { Feed } from "@/lib/mapping/feeds";
import { isText } from "@/lib/mapping/step-fault";
import { shown } from "@/lib/values/shown";
import type { DataRow } from "./data-rows";

/** Reads some rows, ascending. */
export type ReadRowsAt = (rows: RowBits, onRow: (row: DataRow) => void) => Promise<void>;

/** Texts that are compared at a time: what is held does not grow with the file. */
const textsAtOnce = 200_000;
/** A longer one is compared by its SHA-256 in hex with a character before it, which no shorter one is. */
const longestText = 64;

/** Rows whose key stands in a row before them. Excluded rows, and rows that cannot be read for certain, have no key. */
export class Duplicates {
  readonly #key: KeyField;
  readonly #feed: Feed;
  readonly #table: KeyTable;
  /** Number of the row that had the key first, as a spreadsheet shows it, by position; 0: the key is new. */
  #firstRows: Int32Array | null = null;
  readonly #rows: number;
  readonly #tellsFirst: boolean;
  readonly #sum = new CellSum();
  readonly #encoder = new TextEncoder();

  /**
   * @param feed of the key
   * @param of how many rows there are, and whether the row that has a key first is told too when another has it: where
   *   records are found by it, neither may go
   */
  constructor(key: KeyField, feed: Feed, { rows, tellsFirst }: { rows: number; tellsFirst: boolean }) {
    this.#key = key;
    this.#feed = feed;
    this.#table = new KeyTable(rows);
    this.#rows = rows;
    this.#tellsFirst = tellsFirst;
  }

  get field(): string {
    return this.#key.field;
  }

  /** Columns the key is made of. */
  get columns(): readonly number[] {
    return this.#feed.columns;
  }

  /** Notes the key a row has now. @param isWhole its cells can be told apart for certain */
  note(row: DataRow, isWhole: boolean): void {
    if (isWhole && !row.isExcluded && this.#sumOf(row))
      this.#table.set(row.index, this.#sum.low, this.#sum.high);
    else this.#table.clear(row.index);
  }

  /** @returns whether there is a key */
  #sumOf(row: DataRow): boolean {
    const { copies } = this.#feed;
    const cell = copies === null ? -1 : row.plainCell(copies);
    const { bytes, cellStarts, cellEnds } = row.batch;
    const start = cellStarts[cell] ?? 0;
    const first = cell < 0 ? 0 : (bytes[start] as number);
    if (cell >= 0 && start < (cellEnds[cell] as number) && first > 0x20 && first < 0x80) {
      this.#sum.over(bytes, start, cellEnds[cell] as number);
      return true;
    }
    const text = this.#textOf(row);
    const encoded = this.#encoder.encode(text);
    this.#sum.over(encoded, 0, encoded.length);
    return !isBlank(text);
  }

  /** The key as it is sent; empty where it cannot be made. */
  #textOf(row: DataRow): string {
    const { copies } = this.#feed;
    const sent = copies === null ? this.#feed.sent(row) : row.cell(copies);
    return isText(sent) ? sent : "";
  }

  /** What the key is compared by, of which many are held. */
  #comparedOf(row: DataRow): string {
    const text = this.#textOf(row);
    if (text.length <= longestText) return detached(text);
    return `#${bytesToHex(sha256(this.#encoder.encode(text)))}`;
  }

  groupOf(index: number): number | null {
    return this.#table.groupOf(index);
  }

  /** Rows that may share their key with another. */
  suspects(): RowBits {
    return this.#table.suspects();
  }

  rowsOf(groups: ReadonlySet<number>): RowBits {
    return this.#table.rowsOf(groups);
  }

  /**
   * Compares the texts of rows that may share their key, so that none is reported that does not.
   *
   * @param suspects all rows of their groups
   * @param onFound gets each row whose key stood before, and the issue
   */
  async confirm(
    suspects: RowBits,
    read: ReadRowsAt,
    onFound: (row: DataRow, issue: Issue) => void,
  ): Promise<void> {
    const rounds = Math.ceil(suspects.size / textsAtOnce);
    for (let round = 0; round < rounds; round += 1) {
      const rows = rounds === 1 ? suspects : this.#ofRound(suspects, round, rounds);
      const firstRows = new Map<string, number>();
      const secondRows = new Map<string, number>();
      await read(rows, (row) => {
        const text = this.#comparedOf(row);
        const first = firstRows.get(text);
        if (first === undefined) {
          firstRows.set(text, row.fileRow);
          this.#setFirst(row.index, 0);
          return;
        }
        if (!secondRows.has(text)) secondRows.set(text, row.fileRow);
        this.#setFirst(row.index, first);
        onFound(row, this.#issue(row, first));
      });
      if (!this.#tellsFirst || secondRows.size === 0) continue;
      await read(rows, (row) => {
        const text = this.#comparedOf(row);
        const second = secondRows.get(text);
        if (second === undefined || firstRows.get(text) !== row.fileRow) return;
        this.#setFirst(row.index, second);
        onFound(row, this.#issue(row, second));
      });
    }
  }

  #ofRound(suspects: RowBits, round: number, rounds: number): RowBits {
    const rows = new RowBits();
    for (const row of suspects.rows()) if ((this.groupOf(row) ?? 0) % rounds === round) rows.add(row);
    return rows;
  }

  #setFirst(index: number, fileRow: number): void {
    if (fileRow === 0 && this.#firstRows === null) return;
    this.#firstRows ??= new Int32Array(this.#rows);
    this.#firstRows[index] = fileRow;
  }

  /** The issue of a row that is known to have one. */
  issueOf(row: DataRow): Issue {
    return this.#issue(row, this.#firstRows?.[row.index] ?? 0);
  }

  #issue(row: DataRow, firstRow: number): Issue {
    const { field, column } = this.#key;
    const fault = duplicateFault(this.#key, shown(this.#textOf(row)), firstRow);
    return { fileRow: row.fileRow, field, column, ...fault };
  }
}
