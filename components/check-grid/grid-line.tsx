import { CircleX, TriangleAlert } from "lucide-react";
import { memo, type ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Issue } from "@/lib/checks/issue";
import { number } from "@/lib/wording/counts";
import type { GridColumn } from "./grid-columns";

export const lineHeightPx = 28;

/** A line of the grid as it is drawn. */
export interface Line {
  fileRow: number;
  /** The values sent, by column of the grid. */
  values: string[];
  issues: Issue[];
}

/** The columns in sight; what is left and right of them is one empty cell each. */
export interface ColumnsInSight {
  columns: readonly { index: number; column: GridColumn }[];
  beforePx: number;
  afterPx: number;
}

const shownCharacters = 200;

/** The worst issue of a cell; `field` null means the row as a whole. */
function issueOf(issues: readonly Issue[], field: string | null): Issue | undefined {
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
  line: Line | undefined;
  sight: ColumnsInSight;
  /** The current cell: 0 is the row number, then the columns. */
  current: number | null;
}

/** One row of the file. Its cells say what is wrong with them in colour, mark, edge and words. */
export const GridLine = memo(function GridLine({ grid, position, line, sight, current }: GridLineProps) {
  const whole = line && issueOf(line.issues, null);
  const at = (column: number, issue: Issue | undefined) => ({
    id: cellId(grid, position, column),
    "data-line": position,
    "data-column": column,
    "aria-colindex": column + 1,
    "aria-selected": current === column,
    "aria-description": issue ? `${issue.message} ${issue.expected}` : undefined,
  });
  return (
    <tr aria-rowindex={position + 2} className="h-(--row-grid)">
      <th
        {...at(0, whole)}
        scope="row"
        className={classNames(
          "sticky left-0 z-10 border-r border-b border-line border-r-line-strong pr-2 pl-1 text-right font-regular whitespace-nowrap",
          whole ? look(whole) : "bg-sunken text-ink-3",
          current === 0 && currentLook,
        )}
      >
        <CellText issue={whole}>{line ? number(line.fileRow) : null}</CellText>
      </th>
      {sight.beforePx > 0 ? <td /> : null}
      {sight.columns.map(({ index, column }) => {
        const issue = line && issueOf(line.issues, column.field);
        const value = line?.values[index];
        return (
          <td
            key={column.field}
            {...at(index + 1, issue)}
            className={classNames(
              "truncate border-r border-b border-line px-2.5",
              column.figures && "text-right",
              look(issue),
              current === index + 1 && currentLook,
            )}
          >
            {value === undefined ? (
              <span className="appear-late block h-2 w-1/2 rounded-1 bg-sunken" />
            ) : (
              <CellText issue={issue}>
                {value === "" && issue ? "empty" : value.slice(0, shownCharacters)}
              </CellText>
            )}
          </td>
        );
      })}
      {sight.afterPx > 0 ? <td /> : null}
    </tr>
  );
});

const currentLook = "outline-2 -outline-offset-2 outline-focus";

function CellText({ issue, children }: { issue: Issue | undefined; children: ReactNode }) {
  const Mark = issue?.severity === "error" ? CircleX : TriangleAlert;
  return (
    <>
      {issue ? (
        <Mark
          className={classNames(
            "mr-1.25 inline size-3 align-[-2px]",
            issue.severity === "warning" && "text-unsure-text",
          )}
          aria-hidden
        />
      ) : null}
      <span className="whitespace-pre">{children}</span>
    </>
  );
}
