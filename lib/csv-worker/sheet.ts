import type { RefusalMemory } from "@/lib/checks/earlier-refusal";
import type { EditCommand, Find, RowFilter, SavedEdits, SettledEdit } from "@/lib/checks/edit";
import type { Fault } from "@/lib/checks/fault";
import type { CheckCounts, Issue } from "@/lib/checks/issue";
import { type EditScope, Overlay, ruleChange, ruleColumns } from "@/lib/checks/overlay";
import { createRefusedValues, type RefusedValues } from "@/lib/checks/refused-values";
import { RowBits } from "@/lib/checks/row-bits";
import { detached } from "@/lib/csv/detached";
import { isText } from "@/lib/mapping/step-fault";
import { finder } from "@/lib/values/text-finder";
import { type DataRow, eachDataRow, eachRowAt } from "./data-rows";
import type { PassOptions } from "./file-pass";
import type { OpenedFile } from "./open-file";
import type { EditOutcome, GridRow, Matches, Preview, Stop } from "./protocol";
import { type CheckTask, RowChecker } from "./row-checker";
import { settleEdit } from "./settle-edit";
import { TaskError } from "./task-error";

interface Found {
  key: string;
  matches: Matches;
  rows: RowBits;
}

/** A file with what a person did to its rows and what the last check found. */
export class Sheet {
  readonly opened: OpenedFile;
  /** Rows that hold no record, or not all of it, by position, with what is said of them. */
  readonly notData: ReadonlyMap<number, Fault>;
  #overlay: Overlay;
  #checker: RowChecker | null = null;
  /** Grows with every change, so that what was made of the rows before it is not used behind it. */
  #version = 0;
  #found: Found | null = null;
  /** What the object refused before, as the last check was told. */
  #refused: RefusedValues | null = null;

  constructor(opened: OpenedFile, notData: ReadonlyMap<number, Fault>) {
    this.opened = opened;
    this.notData = notData;
    this.#overlay = new Overlay(opened.facts.columns.length);
  }

  get overlay(): Overlay {
    return this.#overlay;
  }

  /** @throws TaskError, and leaves the check before it in place */
  async check(task: CheckTask, memory: RefusalMemory | null, options: PassOptions): Promise<CheckCounts> {
    this.#refused = memory && createRefusedValues(memory);
    const checker = await this.#checked(task, options);
    return checker.counts();
  }

  async #checked(task: CheckTask, options: PassOptions): Promise<RowChecker> {
    const told = { ...task, refused: this.#refused };
    const checker = new RowChecker(this.opened, this.#overlay, this.notData, told);
    await checker.checkAll(options);
    this.#checker = checker;
    this.#version += 1;
    return checker;
  }

  /** The check of all rows for this task: the one there is, or one made now. */
  async checkerFor(task: CheckTask, options: PassOptions): Promise<RowChecker> {
    const known = this.#checker;
    const keyOf = ({ mapping, fields }: CheckTask) => JSON.stringify([mapping, fields]);
    return known !== null && keyOf(known.task) === keyOf(task) ? known : this.#checked(task, options);
  }

  async edit(command: EditCommand, options: PassOptions): Promise<EditOutcome> {
    const scope = this.#overlay.do(await this.#settled(command, options));
    return this.#changed(scope, () => this.#overlay.undo(), options);
  }

  undo(options: PassOptions): Promise<EditOutcome> {
    const scope = this.#overlay.undo();
    return this.#changed(scope, () => this.#overlay.redo(), options);
  }

  redo(options: PassOptions): Promise<EditOutcome> {
    const scope = this.#overlay.redo();
    return this.#changed(scope, () => this.#overlay.undo(), options);
  }

  /** @param back takes the change back when the rows cannot be checked again */
  async #changed(scope: EditScope | null, back: () => void, options: PassOptions): Promise<EditOutcome> {
    if (scope === null) return this.history();
    this.#version += 1;
    try {
      await this.#checker?.recheck(scope, options);
    } catch (error) {
      back();
      // What was found before a pass that broke may be half changed; one that was stopped changed nothing.
      if (!options.signal.aborted) this.#checker = null;
      throw error;
    }
    return this.history();
  }

  /** Where undo and redo stand, with what is known of all rows. */
  history(): EditOutcome {
    const { edits, last, next } = this.#overlay;
    return { counts: this.#checker?.counts() ?? null, undo: last, redo: next, edits: edits.length };
  }

  saved(): SavedEdits {
    const { sha256, columns, rows } = this.opened.facts;
    return { version: 1, sha256, columns: columns.length, rows, edits: [...this.#overlay.edits] };
  }

  /** @throws TaskError `other_file` */
  async restore(saved: SavedEdits, options: PassOptions): Promise<EditOutcome> {
    const { sha256, columns, rows } = this.opened.facts;
    if (saved.sha256 !== sha256 || saved.columns !== columns.length || saved.rows !== rows)
      throw new TaskError(
        "other_file",
        "The edits belong to another file, or to this file read in another way. Choose the file they were made in.",
      );
    const overlay = new Overlay(columns.length);
    for (const edit of saved.edits) overlay.do(edit);
    const checker =
      this.#checker === null ? null : new RowChecker(this.opened, overlay, this.notData, this.#checker.task);
    await checker?.checkAll(options);
    this.#overlay = overlay;
    this.#checker = checker;
    this.#version += 1;
    return this.history();
  }

  /** The rows of a filter. */
  async shown(filter: RowFilter, options: PassOptions): Promise<RowBits> {
    const { excluded } = this.#overlay;
    switch (filter.show) {
      case "all":
        return this.#all();
      case "excluded":
        return copyOf(excluded);
      case "edited":
        return copyOf(this.#checker?.edited);
      case "errors":
        return copyOf(this.#checker?.index.errors());
      case "warnings":
        return copyOf(this.#checker?.index.warnings());
      case "issues":
        return copyOf(this.#checker?.index.issues());
      case "kind":
        return copyOf(this.#checker?.index.rowsOf(filter));
      case "ready": {
        if (this.#checker !== null) return this.#checker.ready();
        const rows = this.#all();
        rows.deleteAll(excluded);
        return rows;
      }
      case "matching":
        return copyOf((await this.#find(filter.find, options)).rows);
    }
  }

  #all(): RowBits {
    const { rows } = this.opened.facts;
    return RowBits.of(rows === 0 ? [] : [[0, rows - 1]]);
  }

  async rows(filter: RowFilter, from: number, count: number, options: PassOptions): Promise<GridRow[]> {
    const indices = (await this.shown(filter, options)).slice(from, count);
    const found: GridRow[] = [];
    await eachRowAt(this.opened, this.#overlay, indices, options, (row) => found.push(this.#gridRow(row)));
    return found;
  }

  #gridRow(row: DataRow): GridRow {
    return {
      index: row.index,
      fileRow: row.fileRow,
      cells: row.allCells(),
      before: row.before(),
      flaws: row.flaws,
      isExcluded: row.isExcluded,
      sent: this.#sentOf(row),
      issues: this.issuesOf(row),
    };
  }

  #sentOf(row: DataRow): GridRow["sent"] {
    const made = this.#checker?.feeds.all.filter(({ copies }) => copies === null) ?? [];
    return made.map((feed) => {
      const sent = feed.sent(row);
      return { field: feed.field, value: isText(sent) ? sent : null };
    });
  }

  /** The last check; `null` before it. */
  get checker(): RowChecker | null {
    return this.#checker;
  }

  /** Of the last check; none before it. */
  issuesOf(row: DataRow): Issue[] {
    return this.#checker?.issuesOf(row) ?? [];
  }

  /** Plain name of a field of the last check. */
  labelOf(path: string): string {
    return this.#checker?.task.fields.find((field) => field.path === path)?.label ?? path;
  }

  /** Which of so many equal parts of the file have a row of a filter, 0-based. */
  async spread(filter: RowFilter, parts: number, options: PassOptions): Promise<number[]> {
    const shown = await this.shown(filter, options);
    const { rows } = this.opened.facts;
    const places: number[] = [];
    for (let row = shown.next(0); row !== undefined; ) {
      const part = Math.floor((row * parts) / rows);
      places.push(part);
      row = shown.next(Math.ceil(((part + 1) * rows) / parts));
    }
    return places;
  }

  /** What a bulk edit would come to, before it is done. */
  async preview(command: EditCommand, options: PassOptions): Promise<Preview> {
    const settled = await this.#settled(command, options);
    const preview: Preview = { cells: 0, rows: 0, first: [] };
    if (settled.kind === "set" || settled.kind === "exclude" || settled.kind === "include") {
      const rows = settled.kind === "set" ? settled.cells.map(({ row }) => row) : settled.rows;
      return { ...preview, cells: settled.kind === "set" ? rows.length : 0, rows: RowBits.of(rows).size };
    }
    const wanted = settled.rows === null ? null : RowBits.of(settled.rows);
    const columns = ruleColumns(settled) ?? this.opened.facts.columns.map(({ index }) => index);
    const changes = columns.map((column) => ({ column, change: ruleChange(settled, column) }));
    await eachDataRow(this.opened, this.#overlay, options, (row) => {
      if (wanted !== null && !wanted.has(row.index)) return;
      const { cells } = preview;
      for (const { column, change } of changes) {
        if (column >= row.width) continue;
        const before = row.cell(column);
        const after = change(before);
        if (after === before) continue;
        preview.cells += 1;
        if (preview.first.length < 3)
          preview.first.push(detached({ fileRow: row.fileRow, column, before, after }));
      }
      if (preview.cells > cells) preview.rows += 1;
    });
    return preview;
  }

  #settled(command: EditCommand, options: PassOptions): Promise<SettledEdit> {
    return settleEdit(command, this.#overlay.cells, (filter) => this.shown(filter, options));
  }

  async step(
    { along, from, by, view }: { along: RowFilter; from: number; by: 1 | -1; view: RowFilter },
    options: PassOptions,
  ): Promise<Stop | null> {
    const rows = await this.shown(along, options);
    const index = by === 1 ? rows.next(from + 1) : rows.previous(from - 1);
    if (index === undefined) return null;
    const lines = await this.shown(view, options);
    const line = lines.has(index) ? lines.rank(index) : null;
    return { index, line, place: rows.rank(index) + 1, of: rows.size };
  }

  async matches(find: Find, options: PassOptions): Promise<Matches> {
    return (await this.#find(find, options)).matches;
  }

  /** Looks through all rows; the last search is remembered until something changes. */
  async #find(find: Find, options: PassOptions): Promise<Found> {
    const key = `${this.#version} ${JSON.stringify(find)}`;
    if (this.#found?.key === key) return this.#found;
    const matches: Matches = { cells: 0, rows: 0 };
    const rows = new RowBits();
    if (find.text !== "") {
      const form = finder(find);
      const columns = find.columns ?? this.opened.facts.columns.map(({ index }) => index);
      await eachDataRow(this.opened, this.#overlay, options, (row) => {
        const cells = columns.filter((column) => column < row.width && row.cell(column).search(form) !== -1);
        if (cells.length === 0) return;
        matches.cells += cells.length;
        rows.add(row.index);
      });
      matches.rows = rows.size;
    }
    this.#found = { key, matches, rows };
    return this.#found;
  }
}

function copyOf(rows: RowBits | undefined): RowBits {
  const copy = new RowBits();
  if (rows !== undefined) copy.addAll(rows);
  return copy;
}
