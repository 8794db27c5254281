import { CircleSlash, CircleX, TriangleAlert } from "lucide-react";
import { memo, type ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Issue } from "@/lib/checks/issue";
import type { GridRow } from "@/lib/csv-worker/protocol";
import { number } from "@/lib/wording/counts";
import { beforeOf, shownText } from "./cell-texts";
import type { GridColumn } from "./grid-columns";

/** The columns in sight; what is left and right of them is one empty cell each. */
export interface ColumnsInSight {
  columns: readonly { index: number; column: GridColumn }[];
  beforePx: number;
  afterPx: number;
}

const shownCharacters = 200;

/** The worst issue of a cell; `field` null means the row as a whole. */
export function worstIssue(issues: readonly Issue[], field: string | null): Issue | undefined {
  const own = issues.filter((issue) => issue.field === field);
  return own.find((issue) => issue.severity === "error") ?? own[0];
}

function look(issue: Issue | undefined): string | null {
  if (issue?.severity === "error") {
    return "bg-failed-soft font-medium text-failed-text shadow-[inset_0_-2px_0_var(--failed-fill)]";
  }
  return issue ? "bg-unsure-soft shadow-[inset_0_-1px_0_var(--unsure-fill)]" : null;
}

/** How the cells of the current line are found again: by the grid for its current cell, and by a press. */
export const cellId = (grid: string, line: number, column: number) => `${grid}-${line}-${column}`;

interface GridLineProps {
  grid: string;
  /** 0-based position in the view. */
  position: number;
  /** Not there yet: the row is being read. */
  row: GridRow | undefined;
  sight: ColumnsInSight;
  /** The current cell: 0 is the row number, then the columns. */
  current: number | null;
  /** First and last column that is selected; -1: none. */
  selectedFrom: number;
  selectedTo: number;
  /** Stands in place of the current cell's value. */
  editor: ReactNode;
}

/** One row of the file. Its cells say what is wrong with them in colour, mark, edge and words. */
export const GridLine = memo(function GridLine(props: GridLineProps) {
  const { grid, position, row, sight, current, selectedFrom, selectedTo, editor } = props;
  const whole = row && worstIssue(row.issues, null);
  const isSelected = (column: number) => column >= selectedFrom && column <= selectedTo;
  const at = (column: number, description: string | undefined, isClosed = true) => ({
    id: cellId(grid, position, column),
    "data-line": position,
    "data-column": column,
    "aria-colindex": column + 1,
    "aria-selected": current === column || isSelected(column),
    "aria-readonly": isClosed || undefined,
    "aria-description": description,
  });
  return (
    <tr aria-rowindex={position + 2} className="h-[28px]">
      <th
        {...at(0, row?.isExcluded ? "Excluded" : wordsOf(whole))}
        scope="row"
        className={classNames(
          "sticky left-0 z-10 cursor-default border-r border-b border-line border-r-line-strong pr-2 pl-1 text-right font-regular whitespace-nowrap select-none",
          whole ? look(whole) : isSelected(0) ? "bg-selected text-ink" : "bg-sunken text-ink-3",
          current === 0 && currentLook,
        )}
      >
        <CellText issue={whole} isExcluded={row?.isExcluded}>
          {row ? number(row.fileRow) : null}
        </CellText>
      </th>
      {sight.beforePx > 0 ? <td /> : null}
      {sight.columns.map(({ index, column }) => {
        const isCurrent = current === index + 1;
        const issue = column.field === null ? undefined : row && worstIssue(row.issues, column.field);
        const before = row && beforeOf(row, column);
        return (
          <td
            key={column.key}
            {...at(index + 1, description(issue, before), column.closed !== null)}
            className={classNames(
              "cursor-default border-r border-b border-line px-2.5",
              isCurrent && editor ? "relative z-20 p-0!" : "truncate",
              column.figures && "text-right",
              cellLook(row, column, issue, before !== undefined, isSelected(index + 1)),
              isCurrent && !editor && currentLook,
            )}
          >
            {isCurrent && editor ? editor : <Value {...{ row, column, issue, before }} />}
          </td>
        );
      })}
      {sight.afterPx > 0 ? <td /> : null}
    </tr>
  );
});

const currentLook = "outline-2 -outline-offset-2 outline-focus";

const wordsOf = (issue: Issue | undefined) =>
  issue ? `${issue.message} Expected: ${issue.expected}` : undefined;

function description(issue: Issue | undefined, before: string | undefined): string | undefined {
  const edited =
    before === undefined ? undefined : `Edited. In the file: ${before === "" ? "empty" : before}.`;
  return [wordsOf(issue), edited].filter((words) => words !== undefined).join(" ") || undefined;
}

function cellLook(
  row: GridRow | undefined,
  column: GridColumn,
  issue: Issue | undefined,
  isEdited: boolean,
  isSelected: boolean,
): string | null {
  const selected = isSelected ? "bg-selected" : null;
  if (row?.isExcluded) return classNames("text-ink-3 line-through", selected ?? "bg-sunken");
  if (issue) return classNames(look(issue), selected);
  const quiet = column.field === null ? "text-ink-3" : null;
  return classNames(quiet, selected ?? (isEdited ? "bg-accent-soft" : null));
}

function Value(props: {
  row: GridRow | undefined;
  column: GridColumn;
  issue: Issue | undefined;
  before: string | undefined;
}) {
  const { row, column, issue, before } = props;
  if (row === undefined) return <span className="appear-late block h-2 w-1/2 rounded-1 bg-sunken" />;
  const value = shownText(row, column);
  const words = value === "" && (issue || before !== undefined) ? "empty" : shown(value);
  if (before === undefined || row.isExcluded) return <CellText issue={issue}>{words}</CellText>;
  // Where both do not fit, the old value gives way: a number is never cut.
  return (
    <span className={classNames("flex gap-1.5", column.figures && "justify-end")}>
      <s className="min-w-0 truncate font-regular whitespace-pre text-ink-3">{shown(before)}</s>
      <span className="max-w-full shrink-0 truncate">
        <CellText issue={issue}>{words}</CellText>
      </span>
    </span>
  );
}

const shown = (value: string) => value.slice(0, shownCharacters);

function CellText(props: {
  issue: Issue | undefined;
  isExcluded?: boolean | undefined;
  children: ReactNode;
}) {
  const { issue, isExcluded, children } = props;
  const Mark = isExcluded ? CircleSlash : issue?.severity === "error" ? CircleX : TriangleAlert;
  return (
    <>
      {issue || isExcluded ? (
        <Mark
          className={classNames(
            "mr-1.25 inline size-3 align-[-2px]",
            issue?.severity === "warning" && "text-unsure-text",
          )}
          aria-hidden
        />
      ) : null}
      <span className="whitespace-pre">{children}</span>
    </>
  );
}
