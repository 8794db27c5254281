import { CircleCheck, CircleX, TriangleAlert } from "lucide-react";
import type { IssueKind } from "@/lib/checks/issue";
import type { KindKey } from "@/lib/checks/issue-code";
import { number } from "@/lib/wording/counts";

/** What was found, by kind; a kind filters the grid, and pressed again shows all. */
export function IssueKinds(props: {
  kinds: readonly IssueKind[];
  chosen: KindKey | null;
  onChoose: (kind: KindKey | null) => void;
}) {
  const { kinds, chosen, onChoose } = props;
  const errors = kinds.filter((kind) => kind.severity === "error");
  const warnings = kinds.filter((kind) => kind.severity === "warning");
  if (kinds.length === 0) {
    return (
      <p className="flex gap-2 px-4 py-3 text-ink-2">
        <CircleCheck className="mt-0.5 size-4 text-done-text" aria-hidden />
        Nothing was found in any row.
      </p>
    );
  }
  const list = (group: readonly IssueKind[]) => (
    <ul>
      {group.map((kind) => (
        <li key={`${kind.code} ${kind.field}`}>
          <Kind
            kind={kind}
            isChosen={chosen?.code === kind.code && chosen.field === kind.field}
            onChoose={onChoose}
          />
        </li>
      ))}
    </ul>
  );
  return (
    <div className="p-2">
      {list(errors)}
      {errors.length > 0 && warnings.length > 0 ? <hr className="mx-2 my-1.75 border-line-strong" /> : null}
      {list(warnings)}
    </div>
  );
}

function Kind(props: { kind: IssueKind; isChosen: boolean; onChoose: (kind: KindKey | null) => void }) {
  const { kind, isChosen, onChoose } = props;
  const first = kind.first[0];
  const isError = kind.severity === "error";
  const Icon = isError ? CircleX : TriangleAlert;
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={() => onChoose(isChosen ? null : { code: kind.code, field: kind.field })}
      className="grid w-full grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2.25 rounded-2 p-2 text-left leading-4.5 hover:bg-hover aria-pressed:bg-selected"
    >
      <Icon
        className={`mt-0.5 size-3.5 ${isError ? "text-failed-text" : "text-unsure-text"}`}
        aria-label={isError ? "Error" : "Warning"}
      />
      <span className="truncate font-medium" title={kind.label}>
        {kind.label}
      </span>
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
    </button>
  );
}
