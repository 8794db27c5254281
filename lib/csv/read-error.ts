export type ReadErrorCode =
  | "empty"
  | "workbook"
  | "pdf"
  | "archive"
  | "image"
  | "markup"
  | "json"
  | "binary"
  | "invalid_bytes"
  | "record_too_long";

/** A file, or the rest of it, that cannot be read. `message` says what it is and what to do. */
export class ReadError extends Error {
  override readonly name = "ReadError";
  readonly code: ReadErrorCode;
  /** With `invalid_bytes`: where, in words: "Byte 1,204 (0xE9)". */
  readonly place: string | null;

  constructor(code: ReadErrorCode, message: string, options?: { place?: string; cause?: unknown }) {
    super(message, { cause: options?.cause });
    this.code = code;
    this.place = options?.place ?? null;
  }
}
