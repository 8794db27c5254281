import type { SheetName } from "@/lib/csv/file-facts";
import { ReadError } from "@/lib/csv/read-error";
import type { HiddenRows } from "@/lib/csv/reading";
import { type Book, type BookSheet, readBook } from "./book";
import { checkContainer } from "./container";
import { type WorkbookLimits, workbookLimits } from "./limits";
import { readSharedStrings } from "./shared-strings";
import { SheetRemarks } from "./sheet-remarks";
import { createSheetRows, type SheetBook } from "./sheet-rows";
import { SheetText } from "./sheet-text";
import { readStyles } from "./styles";
import { readXmlPart } from "./xml-part";
import { ZipParts } from "./zip-parts";

export interface ReadSheet {
  /** Canonical CSV, UTF-8, comma, LF: record n is row n of the sheet. */
  text: Blob[];
  remarks: SheetRemarks;
}

export interface ReadSheetOptions {
  signal?: AbortSignal;
  /** Rows left out are written blank. Absent: they are read. */
  hiddenRows?: HiddenRows;
  /** Bytes of the sheet read so far, of all it has, unpacked. */
  onBytes?: (doneBytes: number, totalBytes: number) => void;
}

/** An .xlsx workbook; nothing of it is kept but its list of parts. */
export class Workbook {
  readonly #parts: ZipParts;
  readonly #book: Book;
  readonly #limits: WorkbookLimits;
  readonly sheets: readonly SheetName[];

  private constructor(parts: ZipParts, book: Book, limits: WorkbookLimits, sheets: readonly SheetName[]) {
    this.#parts = parts;
    this.#book = book;
    this.#limits = limits;
    this.sheets = sheets;
  }

  /**
   * Opens a zip that may be a workbook.
   *
   * @throws ReadError with what it is when it is none, or one that cannot be read
   */
  static async open(
    file: Blob,
    signal?: AbortSignal,
    limits: WorkbookLimits = workbookLimits,
  ): Promise<Workbook> {
    const parts = await ZipParts.open(file, limits);
    checkContainer(parts.names());
    const book = await readBook(parts, { limits, signal });
    const sheets: SheetName[] = [];
    for (const sheet of book.sheets) {
      const empty = await isEmpty(parts, sheet, limits, signal);
      sheets.push({ name: sheet.name, hidden: sheet.hidden, empty });
    }
    return new Workbook(parts, book, limits, sheets);
  }

  /**
   * The sheet to begin with: the one that was open when the workbook was saved, else the first that shows cells.
   *
   * @throws ReadError `empty` when no sheet holds anything
   */
  firstChoice(): { name: string; evidence: string } {
    const filled = this.sheets.filter(({ empty }) => !empty);
    const shown = filled.filter(({ hidden }) => !hidden);
    const [first = filled[0]] = shown;
    if (first === undefined) throw new ReadError("empty", "Every sheet of this workbook is empty.");
    if (filled.length === 1) return { name: first.name, evidence: "The only sheet with cells" };
    const open = shown.find(({ name }) => name === this.#book.active);
    if (open !== undefined) return { name: open.name, evidence: "The sheet that was open when it was saved" };
    return { name: first.name, evidence: "The first sheet with cells" };
  }

  /** @throws ReadError, or what `signal` was aborted with */
  async read(
    name: string,
    { signal, hiddenRows = "read", onBytes }: ReadSheetOptions = {},
  ): Promise<ReadSheet> {
    const sheet = this.#book.sheets.find((each) => each.name === name);
    if (sheet === undefined) throw new ReadError("workbook", `This workbook has no sheet "${name}".`);
    const options = { limits: this.#limits, signal };
    const { strings, styles, dates } = this.#book;
    const book: SheetBook = {
      dates,
      strings: strings === null ? [] : await readSharedStrings(this.#parts, strings, options),
      styles: styles === null ? [] : await readStyles(this.#parts, styles, options),
    };
    const text = new SheetText(this.#limits);
    const remarks = new SheetRemarks(hiddenRows);
    const rows = createSheetRows(book, this.#limits, {
      row(row, cells, isHidden) {
        if (!isHidden || hiddenRows === "read") text.add(row, cells);
      },
      remark: (remark, row, cell) => remarks.add(remark, row, cell),
    });
    const total = this.#parts.sizeOf(sheet.part) ?? 0;
    await readXmlPart(this.#parts, sheet.part, rows, {
      ...options,
      onBytes: (done) => onBytes?.(done, total),
    });
    return { text: await text.parts(), remarks };
  }
}

/** Looks at a sheet until the first cell that holds something. */
async function isEmpty(
  parts: ZipParts,
  { part }: BookSheet,
  limits: WorkbookLimits,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let isFilled = false;
  await readXmlPart(
    parts,
    part,
    {
      open(tag) {
        if (tag === "v" || tag === "is") isFilled = true;
      },
    },
    { limits, signal, isEnough: () => isFilled },
  );
  return !isFilled;
}
