import { CircleX, TriangleAlert } from "lucide-react";
import type { IssueKind } from "@/lib/checks/issue";
import { number } from "@/lib/wording/counts";

/** The columns a kind of issue is told in. */
export const kindLineLook = "grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2.25 p-2 text-left leading-4.5";

/** What a kind of issue is called, on how many rows it stands, and where first. */
export function KindLine({ kind }: { kind: IssueKind }) {
  const first = kind.first[0];
  const isError = kind.severity === "error";
  const Icon = isError ? CircleX : TriangleAlert;
  return (
    <>
      <Icon
        className={`mt-0.5 size-3.5 ${isError ? "text-failed-text" : "text-unsure-text"}`}
        aria-label={isError ? "Error" : "Warning"}
      />
      <span className="font-medium wrap-anywhere">{kind.label}</span>
      <span className="figures font-strong">{number(kind.count)}</span>
      <span />
      <span className="col-span-2 flex justify-between gap-2 text-12 leading-4">
        <span className="truncate text-ink-3">
          {kind.field === null ? "the row as a whole" : <span className="raw">{kind.field}</span>}
        </span>
        {first ? (
          <span className="figures whitespace-nowrap text-ink-3">first at row {number(first.fileRow)}</span>
        ) : null}
      </span>
    </>
  );
}
