import type { FileOrigin, Finding } from "@/lib/csv/file-facts";

/** The text that is read, and what it was made from. */
export interface TextFile {
  file: File;
  /** Absent: the file itself is the text. */
  made?: { origin: FileOrigin; findings: Finding[] };
}

/** How we write text that was made from something else. */
export const madeReading = { encoding: "utf-8", delimiter: ",", quote: '"', escape: null } as const;
