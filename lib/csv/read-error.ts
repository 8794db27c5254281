export type ReadErrorCode =
  | "empty"
  | "workbook"
  | "pdf"
  | "archive"
  | "image"
  | "markup"
  | "json"
  | "binary"
  | "utf32"
  | "protected"
  | "too_large"
  | "damaged"
  | "invalid_bytes";

/** A file, or the rest of it, that cannot be read. `message` says what it is and what to do. */
export class ReadError extends Error {
  override readonly name = "ReadError";
  readonly code: ReadErrorCode;
  constructor(code: ReadErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
