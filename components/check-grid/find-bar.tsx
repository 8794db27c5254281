"use client";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type Ref, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { CheckBox } from "@/components/ui/check-box";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import type { EditCommand, Find } from "@/lib/checks/edit";
import type { CheckCounts } from "@/lib/checks/issue";
import type { Matches } from "@/lib/csv-worker/protocol";
import { count } from "@/lib/wording/counts";
import type { GridColumn } from "./grid-columns";
import type { GridSource } from "./grid-source";

const everywhere = "all";

export interface SearchHandle {
  /** Puts the focus on the text that is looked for. */
  select: () => void;
}

/** Looks for a text in one column or all, counts what is found, shows its rows, and puts another text in its place. */
export function FindBar(props: {
  ref: Ref<SearchHandle>;
  source: GridSource;
  check: CheckCounts;
  columns: readonly GridColumn[];
  /** Whether another text can be put in its place. */
  replaces: boolean;
  onReplaces: () => void;
  /** Rows with what is found alone, or all; `null` while nothing is looked for. */
  onShow: (find: Find | null) => void;
  onWalk: (by: 1 | -1) => void;
  onReplace: (command: EditCommand) => void;
  onClose: () => void;
}) {
  const { source, check, columns, replaces, onShow, onWalk, onReplace, onClose } = props;
  const [text, setText] = useState("");
  const [by, setBy] = useState("");
  const [column, setColumn] = useState(everywhere);
  const [matchCase, setMatchCase] = useState(false);
  const [wholeCell, setWholeCell] = useState(false);
  const key = JSON.stringify({ text, column, matchCase, wholeCell });
  const own = useRef<HTMLInputElement>(null);
  // What is typed next is looked for, however quickly it comes.
  useLayoutEffect(() => own.current?.focus(), []);
  useImperativeHandle(props.ref, () => ({ select: () => own.current?.select() }));
  const settled = useSettled(key);
  const find = findOf(settled);
  const matches = useMatches(source, settled, check);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a search that says the same is the same
  useEffect(() => onShow(find), [settled]);
  const options = [
    { value: everywhere, label: "All columns" },
    ...columns
      .filter((one, at) => one.column !== null && columns.findIndex((o) => o.column === one.column) === at)
      .map((one) => ({ value: String(one.column), label: one.name })),
  ];
  const isFound = matches !== null && matches.cells > 0;
  return (
    <section
      aria-label="Search in the rows"
      className="border-b border-line bg-canvas px-4 py-2"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="w-52">
          <TextField
            ref={own}
            label="Search for"
            hideLabel
            placeholder="Search for"
            value={text}
            autoComplete="off"
            onChange={(event) => setText(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== "Enter" || !isFound) return;
              event.preventDefault();
              onWalk(event.shiftKey ? -1 : 1);
            }}
          />
        </div>
        <div className="w-44">
          <Select label="In" hideLabel value={column} onChange={setColumn} options={options} />
        </div>
        <CheckBox checked={matchCase} onChange={setMatchCase}>
          Match case
        </CheckBox>
        <CheckBox checked={wholeCell} onChange={setWholeCell}>
          Whole cell
        </CheckBox>
        <span role="status" className="figures min-w-36 text-ink-2">
          {matchWords(text, matches)}
        </span>
        <span className="ml-auto flex items-center gap-1">
          <IconButton
            name="Previous row found"
            icon={ChevronUp}
            size="sm"
            disabled={!isFound}
            onClick={() => onWalk(-1)}
          />
          <IconButton
            name="Next row found"
            icon={ChevronDown}
            size="sm"
            disabled={!isFound}
            onClick={() => onWalk(1)}
          />
          <IconButton name="Close the search" icon={X} size="sm" onClick={onClose} />
        </span>
      </div>
      {replaces ? (
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
          <div className="w-52">
            <TextField
              label="Put in its place"
              hideLabel
              placeholder="Put in its place"
              value={by}
              autoComplete="off"
              onChange={(event) => setBy(event.target.value)}
            />
          </div>
          <Button
            disabled={!isFound || settled !== key}
            onClick={() => {
              if (find) onReplace({ kind: "replace", find, by });
            }}
          >
            Replace in {matches === null ? "the cells" : count(matches.cells, "cell")}
          </Button>
        </div>
      ) : (
        <Button size="sm" variant="quiet" onClick={props.onReplaces}>
          Replace…
        </Button>
      )}
    </section>
  );
}

function findOf(key: string): Find | null {
  const { text, column, matchCase, wholeCell } = JSON.parse(key);
  if (text === "") return null;
  return { text, columns: column === everywhere ? null : [Number(column)], matchCase, wholeCell };
}

function matchWords(text: string, matches: Matches | null): string {
  if (text === "") return "";
  if (matches === null) return "Counting…";
  if (matches.cells === 0) return "Not found";
  return `${count(matches.cells, "cell")} in ${count(matches.rows, "row")}`;
}

/** What was typed, when nothing more is typed for a moment. */
function useSettled(key: string): string {
  const [settled, setSettled] = useState(key);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), 200);
    return () => clearTimeout(timer);
  }, [key]);
  return settled;
}

function useMatches(source: GridSource, key: string, check: CheckCounts): Matches | null {
  const [known, setKnown] = useState<{ key: string; check: CheckCounts; matches: Matches } | null>(null);
  useEffect(() => {
    const find = findOf(key);
    if (find === null) return;
    const stop = new AbortController();
    source.matches(find, { signal: stop.signal }).then(
      (matches) => setKnown({ key, check, matches }),
      // Stopped; or the rows cannot be read, which the grid says.
      () => undefined,
    );
    return () => stop.abort();
  }, [source, key, check]);
  return known?.key === key && known.check === check ? known.matches : null;
}
