import { TextReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { mostCellCharacters, mostSheetRows } from "./sheet-limits";

type Row = readonly string[];

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const package_ = "http://schemas.openxmlformats.org/package/2006";
const part = "application/vnd.openxmlformats-officedocument.spreadsheetml";
const pieceCharacters = 65_536;

/**
 * An .xlsx workbook in which every cell is text: nothing is taken for a formula, a number or a date (ECMA-376-1: cells
 * `t="inlineStr"`, 18.3.1.4; number format 49 `@`, 18.8.30). It is written while its rows come, and never held whole. A
 * heading stands over each sheet and stays in sight; where a sheet is full, the next one begins.
 */
export class TextWorkbookWriter {
  readonly #zip: ZipWriter<unknown>;
  readonly #sheetName: string;
  readonly #heading: Row;
  readonly #closed: Promise<void>;
  #sheet: OpenSheet | null = null;
  #sheets = 0;

  /** @param onBytes gets the bytes of the workbook in order */
  constructor(sheetName: string, heading: Row, onBytes: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#sheetName = sheetName;
    this.#heading = heading;
    const into = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
    this.#closed = into.readable.pipeTo(new WritableStream({ write: (bytes) => onBytes(bytes) }));
    this.#zip = new ZipWriter(into.writable, { useWebWorkers: false });
  }

  /** Waits until they are packed. Longer texts than `mostCellCharacters` do not fit into a cell. */
  async write(rows: readonly Row[]): Promise<void> {
    for (const row of rows) {
      if (this.#sheet !== null && this.#sheet.rows === mostSheetRows) await this.#endSheet();
      this.#sheet ??= await this.#beginSheet();
      await this.#sheet.add(row);
    }
  }

  /** Writes what is left. Every byte was given out when it ends. */
  async end(): Promise<void> {
    this.#sheet ??= await this.#beginSheet();
    await this.#endSheet();
    for (const [name, xml] of this.#parts()) await this.#zip.add(name, new TextReader(declaration + xml));
    await this.#zip.close();
    await this.#closed;
  }

  async #beginSheet(): Promise<OpenSheet> {
    this.#sheets += 1;
    const sheet = new OpenSheet(this.#zip, this.#sheets);
    const columns = `<cols><col min="1" max="${this.#heading.length}" width="22" style="1" customWidth="1"/></cols>`;
    const frozen = `<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`;
    sheet.put(`${declaration}<worksheet xmlns="${main}">${frozen}${columns}<sheetData>`);
    await sheet.add(this.#heading, 2);
    return sheet;
  }

  async #endSheet(): Promise<void> {
    await this.#sheet?.end();
    this.#sheet = null;
  }

  #parts(): [name: string, xml: string][] {
    const numbers = Array.from({ length: this.#sheets }, (_, index) => index + 1);
    const name = (at: number) => escaped(at === 1 ? this.#sheetName : `${this.#sheetName} (${at})`);
    const relation = (id: string, type: string, target: string) =>
      `<Relationship Id="${id}" Type="${relationships}/${type}" Target="${target}"/>`;
    const sheets = numbers.map((at) => `<sheet name="${name(at)}" sheetId="${at}" r:id="rId${at}"/>`);
    const targets = numbers.map((at) => relation(`rId${at}`, "worksheet", `worksheets/sheet${at}.xml`));
    const types = numbers.map(
      (at) => `<Override PartName="/xl/worksheets/sheet${at}.xml" ContentType="${part}.worksheet+xml"/>`,
    );
    return [
      [
        "xl/workbook.xml",
        `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${sheets.join("")}</sheets></workbook>`,
      ],
      [
        "xl/_rels/workbook.xml.rels",
        `<Relationships xmlns="${package_}/relationships">${targets.join("")}${relation("rIdStyles", "styles", "styles.xml")}</Relationships>`,
      ],
      ["xl/styles.xml", styles],
      [
        "_rels/.rels",
        `<Relationships xmlns="${package_}/relationships">${relation("rId1", "officeDocument", "xl/workbook.xml")}</Relationships>`,
      ],
      [
        "[Content_Types].xml",
        `<Types xmlns="${package_}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${part}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${part}.styles+xml"/>${types.join("")}</Types>`,
      ],
    ];
  }
}

/** Style 0 is General, which Excel wants first; 1 is text; 2 is text in bold, for the heading. */
const styles = `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;

/** A sheet that is being written. */
class OpenSheet {
  rows = 0;
  readonly #encoder = new TextEncoder();
  readonly #writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;
  readonly #packed: Promise<unknown>;
  #text = "";

  constructor(zip: ZipWriter<unknown>, number: number) {
    const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
    this.#writer = writable.getWriter();
    this.#packed = zip.add(`xl/worksheets/sheet${number}.xml`, { readable });
    // A fault of the packer is told to whoever waits for a write.
    this.#packed.catch((cause: unknown) => this.#writer.abort(cause).catch(() => undefined));
  }

  put(text: string): void {
    this.#text += text;
  }

  async add(row: Row, style = 1): Promise<void> {
    this.rows += 1;
    this.put(`<row r="${this.rows}">`);
    for (const cell of row) this.put(cellOf(cell, style));
    this.put("</row>");
    if (this.#text.length >= pieceCharacters) await this.#flush();
  }

  async end(): Promise<void> {
    this.put("</sheetData></worksheet>");
    await this.#flush();
    await this.#writer.close();
    await this.#packed;
  }

  async #flush(): Promise<void> {
    const bytes = this.#encoder.encode(this.#text);
    this.#text = "";
    await this.#writer.write(bytes);
  }
}

/** An empty cell keeps its place, since cells without a reference stand one behind the other. */
function cellOf(value: string, style: number): string {
  if (value === "") return `<c s="${style}"/>`;
  const text = value.length > mostCellCharacters ? value.slice(0, mostCellCharacters) : value;
  return `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

/**
 * What XML 1.0 cannot hold, or a reader would change, and what reads like its escape, also by the first sign of one that
 * follows (ECMA-376-1, 22.9.2.19).
 */
const unwritable =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}(?:[_\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}))/gu;

function escaped(text: string): string {
  return text
    .replaceAll(
      unwritable,
      (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
