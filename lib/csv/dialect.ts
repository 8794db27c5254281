export interface Dialect {
  /** One ASCII character, several that stand together, such as `||`, or one and a space: "`, `". */
  delimiter: string;
  /** `null`: a quote is text and every line is a record. */
  quote: string | null;
  /** What makes a quote inside quotes text, beside a second quote. */
  escape?: "\\" | null;
  /** Cells a record mostly has; helps to tell a quote that was never closed from one too many. */
  width?: number;
}

export interface ScanOptions extends Dialect {
  /** Bytes; a quote that runs over its line and is still open after so many was never closed. */
  maxCellBytes?: number;
  /** Bytes; of a longer record the beginning alone is kept. */
  maxRecordBytes?: number;
  /** Of a record with more cells the beginning alone is kept, too. */
  maxRecordCells?: number;
  /** Line the bytes begin on, when it is not the beginning of the file. */
  firstLine?: number;
}
