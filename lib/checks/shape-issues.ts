import type { Flaw } from "@/lib/csv/record-batch";
import type { StepCode } from "@/lib/mapping/step-fault";
import type { Fault } from "./fault";
import type { Issue } from "./issue";
import type { BrokenCode, IssueCode } from "./issue-code";

const flawFaults: Readonly<Partial<Record<Flaw, Fault>>> = {
  stray_quote: {
    code: "stray_quote",
    severity: "error",
    message: "Text follows a closing quote, so the cells cannot be told apart for certain.",
    expected: "A comma or the end of the row after a closing quote",
  },
  unclosed_quote: {
    code: "unclosed_quote",
    severity: "error",
    message: "A quote opens a cell and is never closed.",
    expected: "A closing quote",
  },
  invalid_bytes: {
    code: "invalid_bytes",
    severity: "error",
    message: "Some bytes of the row are no characters in the encoding of the file.",
    expected: "Text in the encoding of the file",
  },
  record_too_long: {
    code: "record_too_long",
    severity: "error",
    message: "The row is too long to be read. Its beginning is shown.",
    expected: "A row of at most 16 MB",
  },
  nul: { code: "nul", severity: "error", message: "The row holds a NUL character.", expected: "Text" },
};

/** A row that has all its cells, and yet the rest of one stands in the row next to it. */
export const cutFault: Fault = {
  code: "cut_row",
  severity: "error",
  message: "A line end seems to have cut a cell of the row. Its rest stands in the row next to it.",
  expected: "A cell in quotes where its text runs over lines",
  fixes: [{ label: "Leave this row out", value: null, kind: "exclude" }],
};

const brokenCodes: ReadonlySet<IssueCode> = new Set<BrokenCode>([
  "ragged_row",
  "stray_quote",
  "unclosed_quote",
  "nul",
  "invalid_bytes",
  "record_too_long",
]);

const stepCodes: ReadonlySet<IssueCode> = new Set<StepCode>([
  "unread_amount",
  "unread_date",
  "missing_part",
  "nothing_above",
  "stopped_value",
  "unmatched_value",
  "unknown_placeholder",
]);

/** Whether a row with such an issue stays here whatever a person decides: what would be sent of it is not known. */
export const staysHereCode = (code: IssueCode): boolean => brokenCodes.has(code) || stepCodes.has(code);

export const staysHere = (issues: readonly Issue[]): boolean =>
  issues.some(({ code }) => staysHereCode(code));

/** Whether the cells of a row cannot be told apart for certain. */
export const isBroken = (issues: readonly Issue[]): boolean =>
  issues.some(({ code }) => brokenCodes.has(code));

function raggedFault(cells: number, width: number): Fault {
  const has = `${cells.toLocaleString("en-GB")} ${cells === 1 ? "cell" : "cells"}`;
  const expected = `${width.toLocaleString("en-GB")} ${width === 1 ? "cell" : "cells"}`;
  return {
    code: "ragged_row",
    severity: "error",
    message: `The row has ${has}, the header ${width.toLocaleString("en-GB")}. Values may stand in the wrong column.`,
    expected,
  };
}

const none: readonly Fault[] = [];

/** What is wrong with a row as it was written down. @param cells it has @param width cells it should have */
export function shapeFaults(flaws: readonly Flaw[], cells: number, width: number): readonly Fault[] {
  if (flaws.length === 0 && cells === width) return none;
  const faults = flaws.flatMap((flaw) => flawFaults[flaw] ?? []);
  if (cells !== width && faults.length === 0) faults.push(raggedFault(cells, width));
  return faults;
}
