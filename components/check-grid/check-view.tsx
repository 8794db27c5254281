"use client";
import { useState } from "react";
import { Later } from "@/components/ui/later";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { IssueKind } from "@/lib/checks/issue";
import { number } from "@/lib/wording/counts";
import { ChangesPanel } from "./changes-panel";
import type { CheckViewProps } from "./check-view-props";
import { editWords } from "./edit-words";
import { FixAllDialog } from "./fix-all-dialog";
import { IssueKinds } from "./issue-kinds";
import { KeysDialog } from "./keys-dialog";
import { PasteDialog } from "./paste-dialog";
import { PolicyChoice } from "./policy-choice";
import { RowsPane } from "./rows-pane";
import { type CheckViewState, useCheckView } from "./use-check-view";

/** Every row checked: counts over all, the kinds of issue beside the grid, and every way to put rows right. */
export function CheckView(props: CheckViewProps) {
  const { check, place, policy, onPolicy, history, actions } = props;
  const view = useCheckView(props);
  const [isKeys, setKeys] = useState(false);
  const { filter, edits, walk, done } = view;
  return (
    <div className="grid h-full min-h-0 lg:grid-cols-[minmax(0,1fr)_var(--inspector)] lg:grid-rows-[minmax(0,1fr)]">
      <RowsPane {...props} view={view} onKeys={() => setKeys(true)} />
      <aside
        aria-label="Issues by kind"
        className="flex min-h-0 flex-col max-lg:border-t max-lg:border-line-strong"
      >
        <header className="flex h-12.75 shrink-0 items-center justify-between gap-2 border-b border-line px-4">
          <h2 className="text-14">Issues by kind</h2>
          <span className="figures text-12 text-ink-3">all {number(check.rows)} checked</span>
        </header>
        <div className="relative min-h-0 flex-1 overflow-y-auto">
          <Later>
            <IssueKinds
              kinds={check.kinds}
              chosen={filter.show === "kind" ? filter : null}
              onChoose={(kind) => view.show(kind === null ? { show: "all" } : { show: "kind", ...kind })}
              onFix={edits.openFix}
            />
          </Later>
        </div>
        <ChangesPanel
          edits={history.edits}
          rows={check.edited}
          last={history.undo === null ? null : editWords(history.undo, view.nameOf)}
          onUndo={actions.undo}
          onShow={() => view.show({ show: "edited" })}
        />
        {onPolicy ? <PolicyChoice check={check} place={place} value={policy} onChange={onPolicy} /> : null}
      </aside>
      <p role="status" className="sr-only">
        {walk.place?.said}
      </p>
      <p role="status" className="sr-only">
        {done?.words}
      </p>
      <Questions {...props} view={view} />
      {isKeys ? <KeysDialog onClose={() => setKeys(false)} /> : null}
    </div>
  );
}

/** What is asked before many cells change. */
function Questions({ source, actions, facts, view }: CheckViewProps & { view: CheckViewState }) {
  const { edits, grid } = view;
  const { pasting, fixing } = edits;
  const back = () => requestAnimationFrame(() => grid.current?.focus());
  if (pasting !== null)
    return (
      <PasteDialog
        fit={pasting}
        onPaste={() => {
          edits.pasteFit(pasting);
          back();
        }}
        onClose={() => {
          edits.closePaste();
          back();
        }}
      />
    );
  if (fixing === null) return null;
  return (
    <FixAllDialog
      kind={fixing}
      source={source}
      evidence={evidenceOf(fixing, facts)}
      onDo={(command) => {
        edits.closeFix();
        actions.edit(command);
        back();
      }}
      onClose={() => {
        edits.closeFix();
        back();
      }}
    />
  );
}

/** What the column says of how it is read, where that is what has to be chosen. */
function evidenceOf({ fixAll, first }: IssueKind, facts: readonly ColumnFacts[] | null): string | null {
  const column = first[0]?.column ?? null;
  const known = column === null ? undefined : facts?.[column];
  const command = fixAll[0]?.command;
  if (fixAll.length < 2 || known === undefined || command?.kind !== "repair") return null;
  return (command.repair.kind === "date" ? known.dates : known.amounts)?.evidence ?? null;
}
