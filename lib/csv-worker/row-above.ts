import type { Fault } from "@/lib/checks/fault";
import { shapeFaults } from "@/lib/checks/shape-issues";
import type { RowAbove } from "@/lib/mapping/fill-above";
import type { DataRow } from "./data-rows";

/**
 * What a row is to the rows below it. An excluded row gives its value all the same: the file was written so. A heading of a
 * group does; totals and what else holds no record are passed over.
 *
 * @param width columns of the file
 * @param notData rows that hold no record, by position
 */
export function rowAbove(row: DataRow, width: number, notData: ReadonlyMap<number, Fault>): RowAbove {
  if (shapeFaults(row.flaws, row.width, width).length > 0) return "broken";
  const noRecord = notData.get(row.index)?.code;
  if (noRecord === "cut_row") return row.isEdited() ? "gives" : "broken";
  const isPassed = noRecord !== undefined && noRecord !== "group_heading" && !row.isEdited();
  return isPassed ? "passed_over" : "gives";
}
