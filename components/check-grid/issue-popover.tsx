import { ArrowRight, CircleX, PencilLine, TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import type { Fix, Issue } from "@/lib/checks/issue";
import { number } from "@/lib/wording/counts";
import { RefusalNote } from "./refused-words";

export const popoverWidthPx = 330;

/** What there is to say about a cell. */
export interface CellFacts {
  fileRow: number;
  issues: readonly Issue[];
  /** As it is sent; `null`: the row as a whole. */
  value: string | null;
  /** What the cell holds, where something else is sent; `null`: it is sent as it is. */
  cell: string | null;
  /** What stands in the file where it was edited; `null`: it was not. */
  before: string | null;
  /** The value is longer than the cell shows. */
  isLong: boolean;
  isExcluded: boolean;
  canEdit: boolean;
}

export interface NoteActions {
  onFix: (fix: Fix) => void;
  onPutBack: () => void;
  onType: () => void;
  onExclude: () => void;
  /** All issues of the kind at once; `null`: there is no such way out. */
  fixAll: { label: string; onOpen: () => void } | null;
}

/** The one fix Enter takes; `null`: there is none, or the choice is a person's. */
export function likelyFix(issues: readonly Issue[]): Fix | null {
  const [issue] = issues.toSorted((a, b) => rank(a) - rank(b));
  const fixes = issue?.fixes ?? [];
  return fixes.length === 1 ? (fixes[0] ?? null) : null;
}

const rank = ({ severity }: Issue) => (severity === "error" ? 0 : 1);

/** What is wrong with a cell, what is expected, how to put it right, and where in the list of issues it stands. */
export function IssuePopover(props: {
  facts: CellFacts;
  actions: NoteActions;
  /** "Row 5 of 11 with errors"; `null` when F8 has not come here. */
  place: string | null;
}) {
  const { facts, actions, place } = props;
  const { issues, before, value, fileRow } = facts;
  return (
    <div className="max-h-90 overflow-y-auto rounded-3 bg-surface shadow-float">
      {issues.map((issue) => (
        <IssueWords key={issue.code} issue={issue} fileRow={fileRow} value={value} />
      ))}
      {issues.length === 0 && facts.isLong && value !== null ? (
        <p className="px-3.5 py-3 whitespace-pre-wrap wrap-anywhere">{value}</p>
      ) : null}
      {facts.cell === null || value === null ? null : <SentWords cell={facts.cell} sent={value} />}
      {before === null ? null : <EditedWords before={before} onPutBack={actions.onPutBack} />}
      {issues.length > 0 ? <Ways facts={facts} actions={actions} /> : null}
      {place ? (
        <div className="flex items-center justify-between rounded-b-3 border-t border-line bg-sunken px-3.5 py-2 text-12 text-ink-2">
          <span className="figures">{place}</span>
          <span className="flex items-center gap-1.5">
            <Kbd>F8</Kbd> next
          </span>
        </div>
      ) : null}
    </div>
  );
}

function IssueWords({ issue, fileRow, value }: { issue: Issue; fileRow: number; value: string | null }) {
  return (
    <div className="flex gap-2.5 px-3.5 py-3 not-first:border-t not-first:border-line">
      {issue.severity === "error" ? (
        <CircleX className="mt-0.5 size-4 text-failed-text" aria-label="Error" />
      ) : (
        <TriangleAlert className="mt-0.5 size-4 text-unsure-text" aria-label="Warning" />
      )}
      <div className="min-w-0">
        <p className="font-strong wrap-anywhere">{issue.message}</p>
        <p className="mt-0.5 text-ink-2">
          Row {number(fileRow)} {value === null ? null : says(value)}
        </p>
        <p className="mt-1 text-12 text-ink-2 wrap-anywhere">
          {issue.refusal === undefined ? "Expected: " : null}
          {issue.expected}
        </p>
        {issue.refusal === undefined ? null : <RefusalNote refusal={issue.refusal} />}
      </div>
    </div>
  );
}

function SentWords({ cell, sent }: { cell: string; sent: string }) {
  return (
    <div className="flex items-start gap-2.5 px-3.5 py-2.5 not-first:border-t not-first:border-line">
      <ArrowRight className="mt-0.5 size-4 text-ink-3" aria-hidden />
      <p className="min-w-0 flex-1 text-ink-2">
        The cell {cell === "" ? "is empty" : <>says {raw(cell)}</>};{" "}
        {sent === "" ? "nothing is sent" : <>{raw(sent)} is sent</>}, as chosen at Map.
      </p>
    </div>
  );
}

const raw = (text: string) => (
  <span className="raw wrap-anywhere whitespace-pre-wrap">
    {text.length > quotedCharacters ? `${text.slice(0, quotedCharacters)}…` : text}
  </span>
);

function EditedWords({ before, onPutBack }: { before: string; onPutBack: () => void }) {
  return (
    <div className="flex items-start gap-2.5 px-3.5 py-2.5 not-first:border-t not-first:border-line">
      <PencilLine className="mt-0.5 size-4 text-accent-text" aria-label="Edited" />
      <p className="min-w-0 flex-1 text-ink-2">
        In the file{" "}
        {before === "" ? (
          "it is empty"
        ) : (
          <span className="raw wrap-anywhere whitespace-pre-wrap">{before}</span>
        )}
      </p>
      <Button size="sm" variant="quiet" onClick={onPutBack}>
        Put back
      </Button>
    </div>
  );
}

/** The likely fix first, which Enter takes; then the others. */
function Ways({ facts, actions }: { facts: CellFacts; actions: NoteActions }) {
  const { issues, canEdit, isExcluded } = facts;
  const likely = likelyFix(issues);
  const fixes = issues.flatMap((issue) => issue.fixes ?? []);
  const leavesOut = fixes.some(({ kind }) => kind === "exclude");
  return (
    <div className="grid gap-2 border-t border-line px-3.5 py-3">
      {fixes.map((fix) => (
        <Button
          key={fix.label}
          size="sm"
          wide
          variant={fix === likely ? "primary" : "secondary"}
          onClick={() => actions.onFix(fix)}
        >
          <span className="flex max-w-70 items-center gap-2">
            <span className="truncate">{fix.label}</span>
            {fix === likely && fix.kind === "set" ? <Kbd>Enter</Kbd> : null}
          </span>
        </Button>
      ))}
      {actions.fixAll ? (
        <Button size="sm" wide onClick={actions.fixAll.onOpen}>
          <span className="block max-w-72 truncate">{actions.fixAll.label}</span>
        </Button>
      ) : null}
      <div className="grid grid-cols-2 gap-2">
        {canEdit ? (
          <Button size="sm" wide onClick={actions.onType}>
            <span className="flex items-center gap-2">
              Type another <Kbd>F2</Kbd>
            </span>
          </Button>
        ) : null}
        {leavesOut || isExcluded ? null : (
          <Button size="sm" wide onClick={actions.onExclude}>
            Exclude row
          </Button>
        )}
      </div>
    </div>
  );
}

const quotedCharacters = 80;

function says(value: string) {
  if (value === "") return "is empty here.";
  const cut = value.length > quotedCharacters ? `${value.slice(0, quotedCharacters)}…` : value;
  return (
    <>
      says <span className="raw wrap-anywhere whitespace-pre-wrap">{cut}</span>
    </>
  );
}
