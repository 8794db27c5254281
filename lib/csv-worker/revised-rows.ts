import type { CheckedRow } from "@/lib/checks/checked-row";
import type { Issue } from "@/lib/checks/issue";
import type { RowCheck } from "@/lib/checks/row-check";
import { isBlank } from "@/lib/csv/row-kind";
import { columnsOf, entryOfField, type Mapping } from "@/lib/mapping/mapping";

/**
 * A check of rows that were accepted: those nobody changed are not judged again, and one whose record would no longer be
 * found by its key is not sent.
 */
export function ofRevised(check: RowCheck, mapping: Mapping): RowCheck {
  const { mode, key } = mapping;
  const source = mode === "upsert" && key !== undefined ? entryOfField(mapping, key)?.source : undefined;
  const column = source === undefined ? undefined : columnsOf(source)[0];
  const wrapped = (inner: RowCheck, only: ReadonlySet<string> | null): RowCheck => ({
    issuesOf(row) {
      if (!row.isEdited()) return [];
      const issues = inner.issuesOf(row);
      if (key === undefined || column === undefined || only?.has(key) === false) return issues;
      const lost = lostKey(row, key, column);
      return lost === null ? issues : [...issues, lost];
    },
    mark: (kernel, batch) => inner.mark(kernel, batch),
    only: (some) => wrapped(inner.only(some), some),
    fixAll: (kind) => (kind.code === "key_changed" ? [] : inner.fixAll(kind)),
  });
  return wrapped(check, null);
}

/** Why the record of a row would not be found; `null`: it would. */
function lostKey(row: CheckedRow, field: string, column: number): Issue | null {
  const isChanged = row.isChanged(column);
  if (!isChanged && !isBlank(row.cell(column))) return null;
  return {
    ...{ fileRow: row.fileRow, field, column, code: "key_changed", severity: "error" },
    message: isChanged
      ? "The record is found by this value: changed, another one would be updated, or one more created."
      : "Without a value the record of this row cannot be found.",
    expected: isChanged ? "The value as it was sent" : "A row with a value: put this one right there",
  };
}
