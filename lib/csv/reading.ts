/** How a file is read. Every value carries the evidence it rests on, in words, and a person may choose another. */

/** Encodings a person may choose, by their WHATWG names. */
export const encodings = [
  { value: "utf-8", label: "UTF-8" },
  { value: "utf-16le", label: "UTF-16 (little-endian)" },
  { value: "utf-16be", label: "UTF-16 (big-endian)" },
  { value: "windows-1252", label: "Western European (Windows-1252)" },
  { value: "iso-8859-15", label: "Western European (ISO 8859-15)" },
  { value: "macintosh", label: "Western European (Mac)" },
  { value: "windows-1250", label: "Central European (Windows-1250)" },
  { value: "iso-8859-2", label: "Central European (ISO 8859-2)" },
  { value: "windows-1251", label: "Cyrillic (Windows-1251)" },
  { value: "windows-1253", label: "Greek (Windows-1253)" },
  { value: "windows-1254", label: "Turkish (Windows-1254)" },
  { value: "windows-1257", label: "Baltic (Windows-1257)" },
  { value: "iso-8859-13", label: "Baltic (ISO 8859-13)" },
  { value: "iso-8859-4", label: "Baltic (ISO 8859-4)" },
  { value: "iso-8859-10", label: "Nordic (ISO 8859-10)" },
  { value: "iso-8859-14", label: "Celtic (ISO 8859-14)" },
  { value: "iso-8859-3", label: "Maltese and Esperanto (ISO 8859-3)" },
  { value: "koi8-r", label: "Cyrillic (KOI8-R)" },
  { value: "koi8-u", label: "Cyrillic (KOI8-U)" },
  { value: "iso-8859-5", label: "Cyrillic (ISO 8859-5)" },
  { value: "ibm866", label: "Cyrillic (DOS 866)" },
  { value: "x-mac-cyrillic", label: "Cyrillic (Mac)" },
  { value: "iso-8859-7", label: "Greek (ISO 8859-7)" },
  { value: "windows-874", label: "Thai (Windows-874)" },
  { value: "windows-1255", label: "Hebrew (Windows-1255)" },
  { value: "iso-8859-8", label: "Hebrew (ISO 8859-8)" },
  { value: "windows-1256", label: "Arabic (Windows-1256)" },
  { value: "iso-8859-6", label: "Arabic (ISO 8859-6)" },
  { value: "windows-1258", label: "Vietnamese (Windows-1258)" },
  { value: "euc-jp", label: "Japanese (EUC-JP)" },
  { value: "gbk", label: "Chinese (GBK)" },
  { value: "shift_jis", label: "Japanese (Shift JIS)" },
  { value: "iso-2022-jp", label: "Japanese (ISO-2022-JP)" },
  { value: "gb18030", label: "Chinese (GB 18030)" },
  { value: "big5", label: "Chinese (Big5)" },
  { value: "euc-kr", label: "Korean (EUC-KR)" },
] as const;
export type Encoding = (typeof encodings)[number]["value"];

/** "Western European (Windows-1252)". */
export const encodingLabel = (encoding: Encoding): string =>
  encodings.find(({ value }) => value === encoding)?.label ?? encoding;

export const delimiters = [
  { value: ",", label: "Comma" },
  { value: ";", label: "Semicolon" },
  { value: "\t", label: "Tab" },
  { value: "|", label: "Vertical bar" },
  { value: ", ", label: "Comma and space" },
  { value: "; ", label: "Semicolon and space" },
  { value: "||", label: "Two vertical bars" },
  { value: "::", label: "Two colons" },
  { value: "^", label: "Caret" },
  { value: "~", label: "Tilde" },
  { value: ":", label: "Colon" },
  { value: " ", label: "Space" },
  { value: "\u0001", label: "Control character 0x01" },
  { value: "\u001f", label: "Unit separator (0x1F)" },
] as const;
export type Delimiter = (typeof delimiters)[number]["value"];

export const quotes = [
  { value: '"', label: 'Double quote (")' },
  { value: "'", label: "Single quote (')" },
  { value: null, label: "None: a quote is text" },
] as const;
export type Quote = (typeof quotes)[number]["value"];

/** What makes a quote inside quotes text: a second quote always does, a backslash beside it where the file uses it. */
export type Escape = "\\" | null;

/** How lines end outside quotes; `none` when the file is one line. */
export type Newline = "LF" | "CRLF" | "CR" | "mixed" | "none";

export interface Evidenced<T> {
  value: T;
  /** Why, in words: "Comma: 7 columns in each of the first 50 rows". */
  evidence: string;
  /** `true` when a person chose the value. */
  chosen: boolean;
}

export interface Reading {
  encoding: Evidenced<Encoding>;
  byteOrderMark: boolean;
  /** One of `delimiters`, or other ASCII characters a person chose. */
  delimiter: Evidenced<string>;
  quote: Evidenced<Quote>;
  /** Absent: `null`, a quote is escaped by a second one alone. */
  escape?: Evidenced<Escape>;
  newline: Evidenced<Newline>;
  /** 1-based number of the row with the column names, as a spreadsheet numbers it; `null`: there is none. */
  headerRow: Evidenced<number | null>;
  /** How many rows, from the header row on, hold the names, which are joined. Absent: one. */
  headerRows?: Evidenced<number>;
  /** The first row of data. Absent: the one behind the header. */
  firstDataRow?: Evidenced<number>;
  /** The last row of data; what stands behind it is left out. Absent: the last of the file. */
  lastDataRow?: Evidenced<number>;
}

export type HiddenRows = "read" | "leave_out";

/** What a person chose instead of what was found. A key that is absent is found. */
export interface ReadingOverrides {
  encoding?: Encoding;
  delimiter?: string;
  quote?: Quote;
  escape?: Escape;
  headerRow?: number | null;
  headerRows?: number;
  firstDataRow?: number;
  lastDataRow?: number;
  /** Of a workbook. */
  sheet?: string;
  /** Of a sheet. Left out, they are as blank: the other rows keep their numbers. Absent: they are read. */
  hiddenRows?: HiddenRows;
  /** Its rows are rows of earlier imports, and each has the key it was given: open ones, or such as were accepted. */
  rowKeys?: "open" | "done";
}
