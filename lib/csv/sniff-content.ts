import { ReadError } from "./read-error";

const saveAsCsv = "Save it as CSV in Excel (File, Save as, CSV UTF-8) and drop that file.";

type Signature = readonly [bytes: readonly number[], code: "pdf" | "archive" | "image", what: string];

/** Leading bytes of formats people rename to .csv or export by mistake, from the formats' own specifications. */
const signatures: readonly Signature[] = [
  [
    [0x25, 0x50, 0x44, 0x46, 0x2d],
    "pdf",
    "This is a PDF document. Export the table as CSV where it comes from.",
  ],
  [[0x1f, 0x8b], "archive", "This is a gzip file. Unpack it and drop the file inside."],
  [[0x42, 0x5a, 0x68], "archive", "This is a bzip2 file. Unpack it and drop the file inside."],
  [
    [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
    "archive",
    "This is an xz file. Unpack it and drop the file inside.",
  ],
  [[0x28, 0xb5, 0x2f, 0xfd], "archive", "This is a Zstandard file. Unpack it and drop the file inside."],
  [
    [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
    "archive",
    "This is a 7-Zip archive. Unpack it and drop the file inside.",
  ],
  [
    [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07],
    "archive",
    "This is a RAR archive. Unpack it and drop the file inside.",
  ],
  [[0x89, 0x50, 0x4e, 0x47], "image", "This is a PNG image, not a table."],
  [[0xff, 0xd8, 0xff], "image", "This is a JPEG image, not a table."],
  [[0x47, 0x49, 0x46, 0x38], "image", "This is a GIF image, not a table."],
  [[0x49, 0x49, 0x2a, 0x00], "image", "This is a TIFF image, not a table."],
  [[0x4d, 0x4d, 0x00, 0x2a], "image", "This is a TIFF image, not a table."],
];

const zip = [0x50, 0x4b, 0x03, 0x04];
/** Compound File Binary, the container of .xls, .doc and .ppt. */
const compoundFile = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

const startsWith = (bytes: Uint8Array, start: readonly number[]) =>
  bytes.length >= start.length && start.every((byte, index) => bytes[index] === byte);

function latin1(bytes: Uint8Array, length: number): string {
  return String.fromCharCode(...bytes.subarray(0, length));
}

/**
 * Looks at the first bytes of a file and names what is not CSV. What a file is called or claims to be is not asked.
 *
 * @throws ReadError with what it is and the way out.
 */
export function checkContent(head: Uint8Array): void {
  if (head.length === 0) throw new ReadError("empty", "This file is empty.");
  for (const [bytes, code, message] of signatures) {
    if (startsWith(head, bytes)) throw new ReadError(code, message);
  }
  if (startsWith(head, compoundFile)) {
    throw new ReadError("workbook", `This is an Excel workbook of the older kind (.xls). ${saveAsCsv}`);
  }
  if (startsWith(head, zip)) throw zipError(latin1(head, 8192));
  checkMarkup(
    latin1(head, 512)
      .replace(/^\u00ef\u00bb\u00bf/, "")
      .trimStart()
      .toLowerCase(),
  );
}

/** Entry names and the OpenDocument type stand uncompressed in a zip's local headers (PKWARE APPNOTE, 4.3.7). */
function zipError(text: string): ReadError {
  if (text.includes("application/vnd.oasis.opendocument.spreadsheet")) {
    return new ReadError(
      "workbook",
      "This is a LibreOffice workbook. Save it as CSV (File, Save as, Text CSV) and drop that file.",
    );
  }
  if (text.includes("[Content_Types].xml") || text.includes("xl/")) {
    return new ReadError("workbook", `This is an Excel workbook. ${saveAsCsv}`);
  }
  return new ReadError("archive", "This is a zip archive. Unpack it and drop the file inside.");
}

/** Old programs call a web page or an XML sheet ".xls" or ".csv". */
function checkMarkup(start: string): void {
  if (/^(<!doctype html|<html|<table|<head|<body)/.test(start)) {
    throw new ReadError("markup", `This is a web page, not CSV. Open it in Excel. ${saveAsCsv}`);
  }
  if (start.startsWith("<?xml")) {
    throw new ReadError(
      "markup",
      "This is an XML document, not CSV. Export the table as CSV where it comes from.",
    );
  }
  if (/^(\[\s*)?\{\s*"/.test(start)) {
    throw new ReadError("json", "This is JSON, not CSV. Export the table as CSV where it comes from.");
  }
}
