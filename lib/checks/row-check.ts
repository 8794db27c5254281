import type { Kernel } from "@/lib/csv/kernel";
import type { RecordBatch } from "@/lib/csv/record-batch";
import type { Feeds } from "@/lib/mapping/feeds";
import type { TargetField } from "@/lib/mapping/target-field";
import type { CheckedRow } from "./checked-row";
import type { EditCommand } from "./edit";
import type { Fault } from "./fault";
import { changesCheck, type FieldCheck, type FieldParts, fieldCheck } from "./field-check";
import type { FixAll, Issue } from "./issue";
import type { KindKey } from "./issue-code";
import { markUncertain } from "./mark-uncertain";
import { shapeFaults, staysHereCode } from "./shape-issues";

/** What the check of a row is made from. */
export interface CheckParts extends FieldParts {
  feeds: Feeds;
  fields: readonly TargetField[];
  /** Cells a row of the file should have. */
  width: number;
  /** Rows that hold no record, by position, with what is said of them. */
  notData?: ReadonlyMap<number, Fault>;
}

/** Checks rows for a mapping. It never throws. */
export interface RowCheck {
  issuesOf(row: CheckedRow): Issue[];
  /**
   * Marks the records of a batch that may have issues as they stand in the file, but for those of rows that hold no
   * record: one that is not marked has none.
   */
  mark(kernel: Kernel | null, batch: RecordBatch): void;
  /** The same check for some fields alone; rows as a whole are not judged. */
  only(fields: ReadonlySet<string>): RowCheck;
  /** Ways out for all issues of a kind. */
  fixAll(kind: KindKey): FixAll[];
}

const noIssues: Issue[] = [];

export function createRowCheck(parts: CheckParts): RowCheck {
  const byPath = new Map(parts.fields.map((field) => [field.path, field]));
  const checks = parts.feeds.all.flatMap((feed): FieldCheck[] => {
    const field = byPath.get(feed.field);
    if (field !== undefined) return [fieldCheck(feed, field, parts)];
    return feed.copies === null ? [changesCheck(feed)] : [];
  });
  return rowCheck(parts, [...checks, ...unsentCheck(parts)], true);
}

/** Fields that are not sent, and that rows were refused without. */
function unsentCheck({ feeds, refused }: CheckParts): FieldCheck[] {
  const faults = refused?.unsent(new Set(feeds.all.map(({ field }) => field))) ?? [];
  if (faults.length === 0) return [];
  return [{ field: null, column: null, faultsOf: () => faults, certain: null, fixAll: () => [] }];
}

function rowCheck(parts: CheckParts, checks: readonly FieldCheck[], withRows: boolean): RowCheck {
  const { width, notData } = parts;
  const hasNotData = (notData?.size ?? 0) > 0;
  return {
    issuesOf(row) {
      const broken = shapeFaults(row.flaws, row.width, width);
      const noRecord = hasNotData ? notData?.get(row.index) : undefined;
      const isNoRecord = noRecord !== undefined && !row.isEdited();
      let issues = noIssues;
      if (withRows && isNoRecord) issues = [issueOf(noRecord, row.fileRow, null, null)];
      // Cells that may stand in the wrong column, or belong to no record, would only raise false alarms.
      if (broken.length > 0)
        return withRows
          ? [...issues, ...broken.map((fault) => issueOf(fault, row.fileRow, null, null))]
          : noIssues;
      // It may be sent all the same, where a person says so: what cannot be made of it stays here even then.
      const isOnlyMade = isNoRecord && noRecord.severity === "error";
      for (const { field, column, faultsOf } of checks) {
        const found = faultsOf(row);
        const faults = isOnlyMade ? found.filter(({ code }) => staysHereCode(code)) : found;
        if (faults.length === 0) continue;
        issues = [...issues, ...faults.map((fault) => issueOf(fault, row.fileRow, field, column))];
      }
      return issues;
    },
    mark(kernel, batch) {
      let isLooked = false;
      for (const { column, certain } of checks) {
        if (certain === true) continue;
        if (certain === null || column === null || column >= width) {
          isLooked = false;
          break;
        }
        markUncertain(kernel, certain, batch, column, width);
        isLooked = true;
      }
      if (!isLooked) batch.marks.fill(1, 0, batch.count);
      for (const { record } of batch.flaws) if (record < batch.count) batch.marks[record] = 1;
    },
    only: (fields) =>
      rowCheck(
        parts,
        checks.filter(({ field }) => field !== null && fields.has(field)),
        false,
      ),
    fixAll: (kind) =>
      kind.field === null
        ? waysOutOfRows(kind)
        : checks.filter(({ field }) => field === kind.field).flatMap((check) => check.fixAll(kind)),
  };
}

const issueOf = (fault: Fault, fileRow: number, field: string | null, column: number | null): Issue => ({
  fileRow,
  field,
  column,
  ...fault,
});

function waysOutOfRows(kind: KindKey): FixAll[] {
  // It is every row.
  if (kind.code === "refused_without") return [];
  const command: EditCommand = { kind: "exclude", rows: { filter: { show: "kind", ...kind } } };
  return [{ label: "Leave these rows out", command }];
}
