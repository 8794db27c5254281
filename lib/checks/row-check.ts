import type { Flaw } from "@/lib/csv/record-batch";
import type { FileRecord } from "@/lib/csv/record-reader";
import { isBlank } from "@/lib/csv/row-kind";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { Issue, IssueCode } from "./issue";
import { type Fault, requiredFault, rulesOf } from "./value-rules";

/** A row of the file, as it is read. */
export type CheckedRow = Pick<FileRecord, "fileRow" | "cells" | "flaws">;

/** Issues after which the cells of a row cannot be trusted: it stays here whatever a person decides. */
const brokenCodes: ReadonlySet<IssueCode> = new Set([
  "ragged_row",
  "stray_quote",
  "unclosed_quote",
  "nul",
  "invalid_bytes",
  "record_too_long",
]);

export const isBroken = (issues: readonly Issue[]): boolean =>
  issues.some(({ code }) => brokenCodes.has(code));
export const hasError = (issues: readonly Issue[]): boolean =>
  issues.some(({ severity }) => severity === "error");

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

type Cell = (row: CheckedRow) => Issue[];

const none: Issue[] = [];
const noFaults: readonly Fault[] = [];

/**
 * Makes the check of one row for a mapping. It returns issues and never throws.
 *
 * @param width cells a row of the file should have
 */
export function createRowCheck(
  mapping: Mapping,
  fields: readonly TargetField[],
  width: number,
): (row: CheckedRow) => Issue[] {
  const byPath = new Map(fields.map((field) => [field.path, field]));
  const cells = mapping.entries.flatMap((entry): Cell[] => {
    const field = byPath.get(entry.field);
    return field === undefined ? [] : [cellCheck(entry, field)];
  });
  return (row) => {
    const broken = shapeIssues(row, width);
    // Cells that may stand in the wrong column would only raise false alarms.
    if (broken.length > 0) return broken;
    let issues = none;
    for (const check of cells) {
      const found = check(row);
      if (found.length > 0) issues = [...issues, ...found];
    }
    return issues;
  };
}

function shapeIssues({ fileRow, cells, flaws }: CheckedRow, width: number): Issue[] {
  if (flaws.length === 0 && cells.length === width) return none;
  const faults = flaws.flatMap((flaw) => flawFaults[flaw] ?? []);
  if (cells.length !== width && faults.length === 0) faults.push(raggedFault(cells.length, width));
  return faults.map((fault) => ({ fileRow, field: null, column: null, ...fault }));
}

function cellCheck({ field: path, source }: MappingEntry, field: TargetField): Cell {
  const faultsOf = valueCheck(field);
  if (source.kind === "constant") {
    const faults = faultsOf(source.value);
    return ({ fileRow }) => faults.map((fault) => ({ fileRow, field: path, column: null, ...fault }));
  }
  const { column } = source;
  return ({ fileRow, cells }) => {
    const faults = faultsOf(cells[column] ?? "");
    return faults.length === 0 ? none : faults.map((fault) => ({ fileRow, field: path, column, ...fault }));
  };
}

/** Nearly every value is fine: nothing is made for one that is. */
function valueCheck(field: TargetField): (value: string) => readonly Fault[] {
  const rules = rulesOf(field);
  const missing = field.required === true ? [requiredFault] : [];
  return (value) => {
    if (isBlank(value)) return missing;
    let faults = noFaults;
    for (const rule of rules) {
      const fault = rule(value);
      if (fault !== null) faults = [...faults, fault];
    }
    return faults;
  };
}
