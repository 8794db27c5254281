import { detectDialect } from "./detect-dialect";
import { detectEncoding } from "./detect-encoding";
import { detectHeader } from "./detect-header";
import { withDividedHeader } from "./divided-header";
import type { Finding } from "./file-facts";
import type { Reading, ReadingOverrides } from "./reading";
import { checkContent } from "./sniff-content";
import { createUtf8Source } from "./to-utf8";

export interface DetectedReading {
  /** `newline` is not known yet: it is counted while reading. */
  reading: Reading;
  /** How many cells a row has, mostly. */
  width: number;
  /** What nearly all values of a column look like; `null` where they differ or are text. */
  shapes: readonly (string | null)[];
  findings: Finding[];
  /** 1-based line on which one of the first rows begins. */
  lineOfRow(fileRow: number): number;
  /** 1-based row that begins on a line, or is the first after it, of the first rows. */
  rowOfLine(line: number): number;
}

/**
 * Finds how a file is to be read from its first bytes; what a person chose stands.
 *
 * @param head the first bytes, 1 MiB is plenty
 * @param whole `head` is the whole file
 * @throws ReadError when it is not CSV at all
 */
export function detectReading(
  head: Uint8Array,
  whole: boolean,
  overrides: ReadingOverrides,
): DetectedReading {
  checkContent(head);
  const { encoding, byteOrderMark, findings: rivals } = detectEncoding(head, whole, overrides.encoding);
  const text = createUtf8Source(encoding.value, 0).push(head, whole);
  const { width, sample, findings, ...dialect } = detectDialect(text, whole, overrides);
  const tried = {
    delimiter: dialect.delimiter.value,
    quote: dialect.quote.value,
    escape: dialect.escape.value,
  };
  const header = detectHeader(withDividedHeader(sample, width, tried), width, overrides);
  return {
    reading: {
      encoding,
      byteOrderMark,
      ...dialect,
      newline: { value: "none", evidence: "", chosen: false },
      ...header.places,
    },
    width: header.width,
    shapes: header.shapes,
    lineOfRow: (fileRow) => sample.find((row) => row.fileRow === fileRow)?.line ?? fileRow,
    rowOfLine: (line) => sample.find((row) => row.line >= line)?.fileRow ?? line,
    findings: [...rivals, ...findings, ...header.findings],
  };
}
