import { ReadError } from "@/lib/csv/read-error";
import { isProtected } from "./refusals";

const asCsv = "Save the sheet as CSV in Excel (File, Save as, CSV UTF-8) and drop that file.";

/** A zip by what is in it; the first that fits. */
const kinds: readonly [has: (name: string) => boolean, message: string][] = [
  [
    (name) => name === "xl/workbook.bin",
    `This is a binary Excel workbook (.xlsb). Save it as .xlsx in Excel and drop that, or: ${asCsv}`,
  ],
  [
    (name) => name.startsWith("index/") && name.endsWith(".iwa"),
    "This is an Apple Numbers document. Export it in Numbers (File, Export To, Excel or CSV) and drop that file.",
  ],
  [(name) => name === "word/document.xml", "This is a Word document, not a table. Export the table as CSV."],
  [
    (name) => name === "ppt/presentation.xml",
    "This is a PowerPoint presentation, not a table. Export the table as CSV.",
  ],
  [
    (name) => name === "content.xml",
    "This is an OpenDocument file, as LibreOffice writes it (.ods). Save the sheet as .xlsx or as CSV (File, Save as) and drop that file.",
  ],
];

/**
 * Lets a zip through that is an .xlsx workbook.
 *
 * @param names of its parts, in lower case
 * @throws ReadError with what it is instead, and the way out
 */
export function checkContainer(names: readonly string[]): void {
  for (const [has, message] of kinds) {
    if (names.some(has)) throw new ReadError("workbook", message);
  }
  if (names.includes("[content_types].xml") && names.includes("_rels/.rels")) return;
  const files = names.length === 1 ? "1 file" : `${names.length.toLocaleString("en-GB")} files`;
  throw new ReadError("archive", `This is a zip archive with ${files}. Unpack it and drop the file inside.`);
}

const wide = (name: string) => [...name].flatMap((letter) => [letter.charCodeAt(0), 0]);

/**
 * Names a Compound File (.xls, .doc, or a workbook with a password) by the streams in it, whose names are UTF-16
 * ([MS-CFB] 2.6.1).
 *
 * @param bytes the first and last of the file
 */
export function compoundError(bytes: readonly Uint8Array[]): ReadError {
  const has = (name: string) => bytes.some((part) => includes(part, wide(name)));
  if (has("EncryptedPackage")) return isProtected();
  if (has("WordDocument"))
    return new ReadError("workbook", "This is a Word document, not a table. Export the table as CSV.");
  return new ReadError(
    "workbook",
    `This is an Excel workbook of the older kind (.xls). Save it as .xlsx in Excel and drop that, or: ${asCsv}`,
  );
}

function includes(bytes: Uint8Array, wanted: readonly number[]): boolean {
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return true;
  }
  return false;
}
