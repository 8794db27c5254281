"use client";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Find } from "@/lib/checks/edit";
import { CheckGrid } from "./check-grid";
import { CheckToolbar } from "./check-toolbar";
import type { CheckViewProps } from "./check-view-props";
import { CurrentNote, type NoteHandle } from "./current-note";
import { editWords } from "./edit-words";
import { ExportMenu } from "./export-menu";
import { FindBar, type SearchHandle } from "./find-bar";
import type { GridCommand } from "./grid-keys";
import { filterKey } from "./grid-source";
import { GridStrip } from "./grid-strip";
import { LastDone } from "./last-done";
import { ScrollTrack } from "./scroll-track";
import type { CheckViewState } from "./use-check-view";
import { useShortcuts } from "./use-shortcuts";
import { allRows, kindOf, tabOf, walkNoun, walkOf } from "./views";

/** The rows with what stands over and under them. */
export function RowsPane(props: CheckViewProps & { view: CheckViewState; onKeys: () => void }) {
  const { check, file, source, actions, history, view } = props;
  const { filter, rows, walk, edits, grid } = view;
  const search = useSearch(view);
  useShortcuts({
    onWalk: walk.go,
    onUndo: actions.undo,
    onRedo: actions.redo,
    onFind: search.open,
  });
  const along = walkOf(check, filter);
  // The search says itself what it shows.
  const other = filter.show === "matching" ? null : otherWords(view, check);
  const words = (edit: typeof history.undo) => (edit === null ? null : editWords(edit, view.nameOf));
  return (
    <section
      aria-label="Rows"
      className="relative grid min-h-100 min-w-0 grid-rows-[auto_auto_minmax(0,1fr)_auto] border-line-strong lg:min-h-0 lg:border-r"
    >
      <CheckToolbar
        check={check}
        tab={tabOf(filter)}
        other={other}
        onTab={(tab) => view.show({ show: tab })}
        noun={along === null ? null : walkNoun(check, along)}
        onWalk={walk.go}
        undo={words(history.undo)}
        redo={words(history.redo)}
        onUndo={actions.undo}
        onRedo={actions.redo}
        onFind={() => search.open(true)}
        onKeys={props.onKeys}
        download={
          <ExportMenu
            source={source}
            fileName={file.name}
            withIssues={check.withErrors + check.withWarnings}
            isWide={other === null}
            shown={{ filter, lines: rows.lines, words: fileWords(view, check) }}
            onSaid={view.setSaid}
            onFailure={view.onFailure}
          />
        }
      />
      <div>
        {search.mode === null ? null : (
          <FindBar
            ref={search.field}
            source={source}
            check={check}
            columns={view.columns}
            replaces={search.mode === "replace"}
            onReplaces={() => search.open(true)}
            onShow={search.show}
            onWalk={walk.go}
            onReplace={actions.edit}
            onClose={search.close}
          />
        )}
        <Failures view={view} />
      </div>
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_13px] grid-rows-[minmax(0,1fr)]">
        <Grid view={view} check={check} />
        <ScrollTrack
          source={source}
          check={check}
          isAll={filter.show === "all"}
          lines={rows.lines}
          onGo={view.goToLine}
        />
      </div>
      <div className="relative">
        <div className="absolute inset-x-0 bottom-full">
          <LastDone view={view} actions={actions} />
        </div>
        <GridStrip
          lines={rows.lines}
          rows={check.rows}
          range={edits.range}
          said={view.said}
          place={walk.place !== null && walk.place.index === view.row?.index ? walk.place.words : null}
          isExcluded={view.row?.isExcluded === true}
          progress={history.progress}
          onExclude={() => {
            edits.toggleExcluded();
            grid.current?.focus();
          }}
          onFillDown={() => {
            edits.fillDown();
            grid.current?.focus();
          }}
          onStop={actions.stop}
        />
      </div>
    </section>
  );
}

function Grid({ view, check }: { view: CheckViewState; check: CheckViewProps["check"] }) {
  const { rows, edits, grid, columns } = view;
  const note = useRef<NoteHandle | null>(null);
  const onCommand = (command: GridCommand, row: typeof view.row): boolean => {
    if (command.kind === "open_note") return note.current?.focus() ?? false;
    if (command.kind === "close" && note.current?.close()) return true;
    return edits.onCommand(command, row);
  };
  return (
    <CheckGrid
      key={filterKey(view.filter)}
      ref={grid}
      columns={columns}
      rowNumberPx={view.rowNumberPx}
      lines={rows.lines}
      rowAt={rows.rowAt}
      onSight={rows.onSight}
      selection={view.selection}
      onSelection={view.select}
      onEnter={view.enter}
      onCommand={onCommand}
      onValue={(row, column, value) => {
        if (column.column !== null) edits.setCell(row, column.column, value);
      }}
      onClosed={view.setSaid}
      onPaste={edits.paste}
      onCopy={edits.copy}
      note={(at) => (
        <CurrentNote
          ref={note}
          view={view}
          check={check}
          at={at}
          onType={(cursor) => grid.current?.edit(cursor)}
        />
      )}
    />
  );
}

function Failures({ view }: { view: CheckViewState }) {
  const { rows, failure, closeFailure } = view;
  return (
    <>
      {rows.failure === null ? null : <Unread failure={rows.failure} onRetry={rows.retry} />}
      {failure === null ? null : (
        <div className="p-3">
          <Notice tone="failed" title={failure} action={<Button onClick={closeFailure}>Close</Button>}>
            The rows are as they were. Nothing was sent.
          </Notice>
        </div>
      )}
    </>
  );
}

/** What is shown where it is none of the tabs. */
function otherWords({ filter }: CheckViewState, check: CheckViewProps["check"]): string | null {
  if (filter.show === "kind") return kindOf(check, filter)?.label ?? "Nothing of this kind is left";
  if (filter.show === "edited") return "Changed rows";
  return null;
}

/** What the rows shown are called in the name of a file. */
function fileWords(view: CheckViewState, check: CheckViewProps["check"]): string {
  const { show } = view.filter;
  return (otherWords(view, check) ?? (show === "matching" ? "rows found" : `${show} rows`)).replaceAll(
    /[\\/:*?"<>|]/g,
    " ",
  );
}

/** The search over the rows: open or not, and the rows it finds. */
function useSearch(view: CheckViewState) {
  const [mode, setMode] = useState<"search" | "replace" | null>(null);
  const field = useRef<SearchHandle | null>(null);
  const open = (replace: boolean) => {
    setMode((before) => (replace || before === "replace" ? "replace" : "search"));
    field.current?.select();
  };
  const show = (find: Find | null) => {
    if (find !== null) view.show({ show: "matching", find });
    else if (view.filter.show === "matching") view.show(allRows);
  };
  const close = () => {
    setMode(null);
    show(null);
    requestAnimationFrame(() => view.grid.current?.focus());
  };
  return { mode, field, open, show, close };
}

function Unread({ failure, onRetry }: { failure: string; onRetry: () => void }) {
  return (
    <div className="p-3">
      <Notice
        tone="failed"
        title="These rows could not be read again."
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        {failure} Nothing was sent.
      </Notice>
    </div>
  );
}
