import { createTextReader } from "./decode-text";
import { detectDelimiter } from "./detect-delimiter";
import { detectEncoding } from "./detect-encoding";
import { detectHeader } from "./detect-header";
import type { Finding } from "./file-facts";
import type { Evidenced, Quote, Reading, ReadingOverrides } from "./reading";
import { checkContent } from "./sniff-content";

export interface DetectedReading {
  /** `newline` is not known yet: it is counted while reading. */
  reading: Reading;
  /** How many cells a row has, mostly. */
  width: number;
  findings: Finding[];
}

/**
 * Finds how a file is to be read from its first bytes; what a person chose stands.
 *
 * @param head the first bytes, 1 MiB is plenty
 * @param whole `head` is the whole file
 * @throws ReadError when it is not CSV at all, or not readable in the encoding chosen
 */
export function detectReading(
  head: Uint8Array,
  whole: boolean,
  overrides: ReadingOverrides,
): DetectedReading {
  checkContent(head);
  const { encoding, byteOrderMark } = detectEncoding(head, whole, overrides.encoding);
  const decoder = createTextReader(encoding.value);
  const text = decoder.read(head) + (whole ? decoder.end() : "");
  const quote = quoteFound(text, overrides.quote);
  const { delimiter, width, sample, findings } = detectDelimiter(
    text,
    whole,
    quote.value,
    overrides.delimiter,
  );
  const header = detectHeader(sample, width, overrides.headerRow);
  return {
    reading: {
      encoding,
      byteOrderMark,
      delimiter,
      quote,
      newline: { value: "none", evidence: "", chosen: false },
      headerRow: header.headerRow,
    },
    width,
    findings: [...findings, ...header.findings],
  };
}

function quoteFound(text: string, chosen: Quote | undefined): Evidenced<Quote> {
  if (chosen !== undefined) return { value: chosen, evidence: "Your choice", chosen: true };
  const evidence = text.includes('"') ? "Some cells are in double quotes" : "No quotes in the first rows";
  return { value: '"', evidence, chosen: false };
}
