import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

/** 44 px rows, hairlines between them, a head without fill. The caption is read aloud, not shown. */
export function Table(props: {
  caption: string;
  /** Columns as wide as their heads say. */
  fixed?: boolean;
  /** Tailwind class; below it the table scrolls sideways in its place. */
  minWidth?: string;
  /** How many rows it has with its head, where only those in sight are drawn. */
  rows?: number | undefined;
  children: ReactNode;
}) {
  const { caption, fixed, minWidth, rows, children } = props;
  return (
    <table
      aria-rowcount={rows}
      className={classNames("w-full border-separate border-spacing-0", fixed && "table-fixed", minWidth)}
    >
      <caption className="sr-only">{caption}</caption>
      {children}
    </table>
  );
}

type CellProps = { figures?: boolean | undefined; className?: string | undefined };

/** The head of a column; figures stand right. */
export function Th({ figures, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "h-8.5 border-b border-line-strong px-3 text-12 font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4",
        figures ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

/** A row. `clickable` lights it up under the pointer; what opens it is a link inside. */
export function Tr({
  clickable,
  className,
  ...rest
}: ComponentProps<"tr"> & { clickable?: boolean | undefined }) {
  return (
    <tr
      {...rest}
      className={classNames("group/row", clickable && "relative cursor-pointer hover:bg-hover", className)}
    />
  );
}

/** A cell; figures stand right and line up. */
export function Td({ figures, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...rest}
      className={classNames(
        "h-(--row-table) border-b border-line px-3 align-middle group-last/row:border-b-0 first:pl-4 last:pr-4",
        figures ? "figures text-right whitespace-nowrap" : null,
        className,
      )}
    />
  );
}

/** Stands for the rows that are out of sight. @param props.height pixels */
export function RowsGap({ height, columns }: { height: number; columns: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={columns} style={{ height }} />
    </tr>
  ) : null;
}
