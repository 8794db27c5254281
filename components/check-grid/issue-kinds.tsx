import { CircleCheck } from "lucide-react";
import type { IssueKind } from "@/lib/checks/issue";
import type { KindKey } from "@/lib/checks/issue-code";
import { number } from "@/lib/wording/counts";
import { KindLine, kindLineLook } from "./kind-line";
import { RefusedKind } from "./refused-words";

interface KindProps {
  chosen: KindKey | null;
  onChoose: (kind: KindKey | null) => void;
  onFix: (kind: IssueKind) => void;
}

/** What was found, by kind; a kind filters the grid, and pressed again shows all. Many at once where there is a way. */
export function IssueKinds(props: KindProps & { kinds: readonly IssueKind[] }) {
  const { kinds } = props;
  const errors = kinds.filter((kind) => kind.severity === "error");
  const warnings = kinds.filter((kind) => kind.severity === "warning");
  if (kinds.length === 0) {
    return (
      <p className="flex gap-2 px-4 py-3 text-ink-2">
        <CircleCheck className="mt-0.5 size-4 text-done-text" aria-hidden />
        Nothing is found in any row.
      </p>
    );
  }
  const list = (group: readonly IssueKind[]) => (
    <ul>
      {group.map((kind) => (
        <li key={`${kind.code} ${kind.field}`}>
          <Kind {...props} kind={kind} />
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

/** What the way out for all of a kind is called on its button; `null`: there is none that helps. */
export function fixAllWords({ fixAll, count, first }: IssueKind): string | null {
  const isRepair = fixAll.some(({ command }) => command.kind === "repair");
  const helps = !isRepair || first.some(({ fixes }) => fixes !== undefined && fixes.length > 0);
  if (fixAll.length === 0 || !helps) return null;
  if (fixAll.length > 1) return `Choose how all ${number(count)} are read…`;
  return `${fixAll[0]?.label} (${number(count)})…`;
}

function Kind({ kind, chosen, onChoose, onFix }: KindProps & { kind: IssueKind }) {
  const isChosen = chosen?.code === kind.code && chosen.field === kind.field;
  const all = fixAllWords(kind);
  return (
    <div className={`rounded-2 ${isChosen ? "bg-selected" : ""}`}>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={() => onChoose(isChosen ? null : { code: kind.code, field: kind.field })}
        className={`${kindLineLook} w-full rounded-2 not-aria-pressed:hover:bg-hover`}
      >
        <KindLine kind={kind} />
      </button>
      <RefusedKind kind={kind} />
      {all === null ? null : (
        <button
          type="button"
          onClick={() => onFix(kind)}
          className="mb-1 ml-8.25 block min-h-6 max-w-[calc(100%-2.5rem)] truncate rounded-1 text-left text-12 font-medium text-accent-text hover:underline"
          title={all}
        >
          {all}
        </button>
      )}
    </div>
  );
}
