import { CheckIndex, type WaivedKind } from "@/lib/checks/check-index";
import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { Fault } from "@/lib/checks/fault";
import type { CheckCounts, Issue } from "@/lib/checks/issue";
import type { KindKey } from "@/lib/checks/issue-code";
import { keyField } from "@/lib/checks/key-field";
import type { EditScope, Overlay } from "@/lib/checks/overlay";
import type { RefusedValues } from "@/lib/checks/refused-values";
import { RowBits } from "@/lib/checks/row-bits";
import { createRowCheck, type RowCheck } from "@/lib/checks/row-check";
import { isBroken } from "@/lib/checks/shape-issues";
import type { Kernel } from "@/lib/csv/kernel";
import type { RecordBatch } from "@/lib/csv/record-batch";
import { createFeeds, type Feeds } from "@/lib/mapping/feeds";
import type { Mapping } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { type DataRow, eachDataRow, eachRowAt } from "./data-rows";
import { Duplicates } from "./duplicates";
import type { PassOptions } from "./file-pass";
import type { OpenedFile } from "./open-file";
import { withReasons } from "./origins";
import type { Policy } from "./protocol";
import { rowAbove } from "./row-above";
import { cancelled } from "./task-error";

/** What is checked for what. */
export interface CheckTask {
  mapping: Mapping;
  fields: readonly TargetField[];
  /** What the object refused before; `null`: nothing is known. */
  refused?: RefusedValues | null;
}

const noIssues: Issue[] = [];

const firstSoFar = 3;

/** So many rows are looked up one by one; beyond it a pass over the file is quicker. */
const mostLookedUp = 2000;

/**
 * The check of all rows of a file as they are now, kept right while they are edited. After every change it holds what a
 * check from scratch would find.
 */
export class RowChecker {
  readonly #opened: OpenedFile;
  readonly #overlay: Overlay;
  readonly #notData: ReadonlyMap<number, Fault>;
  readonly #task: CheckTask;
  readonly #labels: ReadonlyMap<string, string>;
  #feeds: Feeds;
  #check: RowCheck;
  #index = new CheckIndex();
  #edited = new RowBits();
  #duplicates: Duplicates | null = null;

  /** @param notData rows that hold no record, by position, with what is said of them */
  constructor(opened: OpenedFile, overlay: Overlay, notData: ReadonlyMap<number, Fault>, task: CheckTask) {
    this.#opened = opened;
    this.#notData = notData;
    this.#overlay = overlay;
    this.#task = task;
    this.#labels = new Map(task.fields.map(({ path, label }) => [path, label]));
    this.#feeds = createFeeds(task.mapping);
    this.#check = this.#rowCheck();
  }

  /** Its rows were accepted. */
  get #areDone(): boolean {
    return this.#opened.origins?.areDone === true;
  }

  /** The mapping at work, for the rows as they are now. */
  get feeds(): Feeds {
    return this.#feeds;
  }

  get index(): CheckIndex {
    return this.#index;
  }

  get edited(): RowBits {
    return this.#edited;
  }

  get task(): CheckTask {
    return this.#task;
  }

  /** All issues of a row. */
  issuesOf(row: DataRow): Issue[] {
    if (row.isExcluded) return [];
    const issues = this.#check.issuesOf(row);
    const duplicates = this.#duplicates;
    if (duplicates === null) return issues;
    const isDuplicate = this.#index.rowsOf({ code: "duplicate", field: duplicates.field }).has(row.index);
    return isDuplicate ? [...issues, duplicates.issueOf(row)] : issues;
  }

  /** What is waived when all rows but these are sent. */
  waived(staying: RowBits): WaivedKind[] {
    return this.#index.outside(staying, this.#labels);
  }

  counts(): CheckCounts {
    const excluded = this.#overlay.excluded.size;
    const about = { rows: this.#opened.facts.rows, excluded, edited: this.#edited.size };
    const counts = this.#index.counts(about, this.#labels, (kind) => this.#fixAll(kind));
    return this.#areDone ? { ...counts, ready: this.ready().size } : counts;
  }

  /** Rows that would be sent: without an error and not excluded, of accepted ones only those that were changed. */
  ready(): RowBits {
    const { rows } = this.#opened.facts;
    const ready = RowBits.of(rows === 0 || this.#areDone ? [] : [[0, rows - 1]]);
    if (this.#areDone) ready.addAll(this.#edited);
    ready.deleteAll(this.#overlay.excluded);
    ready.deleteAll(this.#index.errors());
    return ready;
  }

  /** Rows that `write` would write under a policy. */
  going(policy: Policy): RowBits {
    if (policy !== "send_all" || this.#areDone) return this.ready();
    const { rows } = this.#opened.facts;
    const going = RowBits.of(rows === 0 ? [] : [[0, rows - 1]]);
    going.deleteAll(this.#overlay.excluded);
    going.deleteAll(this.#index.broken());
    return going;
  }

  #fixAll(kind: KindKey) {
    if (kind.code !== "duplicate") return this.#check.fixAll(kind);
    return this.#check.fixAll({ ...kind, field: null }).map(({ label }) => ({
      label,
      command: { kind: "exclude", rows: { filter: { show: "kind", ...kind } } } as const,
    }));
  }

  /** Checks every row. */
  async checkAll(options: PassOptions): Promise<void> {
    const feeds = createFeeds(this.#task.mapping);
    const check = this.#rowCheck(feeds);
    const index = new CheckIndex();
    const edited = new RowBits();
    const duplicates = this.#duplicatesOf(feeds);
    const onRow = (row: DataRow) => {
      if (feeds.readsAbove) feeds.note(row, rowAbove(row, this.#opened.facts.columns.length, this.#notData));
      const isEdited = row.isEdited();
      if (isEdited) edited.add(row.index);
      const isFine = !row.isMarked && !isEdited && !this.#notData.has(row.index);
      const issues = isFine || row.isExcluded ? noIssues : check.issuesOf(row);
      if (issues.length > 0) index.add(row.index, issues);
      duplicates?.note(row, !isBroken(issues));
    };
    const onBatch = (batch: RecordBatch, kernel: Kernel | null) => check.mark(kernel, batch);
    const onProgress: PassOptions["onProgress"] = (progress) =>
      options.onProgress(progress, () => this.#soFar(index, progress.rows));
    await eachDataRow(this.#opened, this.#overlay, { ...options, onProgress }, onRow, { onBatch });
    if (duplicates !== null) await this.#confirm(duplicates, duplicates.suspects(), index, options);
    if (options.signal.aborted) throw cancelled();
    this.#feeds = feeds;
    this.#check = check;
    this.#index = index;
    this.#edited = edited;
    this.#duplicates = duplicates;
  }

  /** What a check that still runs found in the first rows: a few of each kind, without the ways out. */
  #soFar(index: CheckIndex, rows: number): CheckCounts {
    const about = { rows, excluded: this.#overlay.excluded.rank(rows), edited: 0 };
    const counts = index.counts(about, this.#labels, () => []);
    return {
      ...counts,
      kinds: counts.kinds.map((kind) => ({ ...kind, first: kind.first.slice(0, firstSoFar) })),
    };
  }

  #duplicatesOf(feeds: Feeds): Duplicates | null {
    const key = keyField(this.#task.mapping, this.#task.fields);
    const feed = key === null ? undefined : feeds.of(key.field);
    if (key === null || feed === undefined) return null;
    return new Duplicates(key, feed, { rows: this.#opened.facts.rows, tellsFirst: this.#areDone });
  }

  /** Checks again what an edit touched. Until it ends, nothing of what is known changes. */
  async recheck({ rows, columns }: EditScope, options: PassOptions): Promise<void> {
    const isBulk = rows === null || rows.size > mostLookedUp;
    // How a column is written, and what is said of rows that hold no record, may change with a rule over all rows.
    if (isBulk && (columns === null || columns.length === 0)) return this.checkAll(options);
    if (this.#isReadBelow(columns)) return this.checkAll(options);
    if (isBulk) return this.#recheckColumns(new Set(columns), options);
    // So few are not stopped on the way: it would take as long to take it back.
    return this.#recheckRows(rows, { ...options, signal: new AbortController().signal });
  }

  /** Whether rows below take over what stands in one of the columns. @param columns `null`: all */
  #isReadBelow(columns: readonly number[] | null): boolean {
    return this.#feeds.all.some(
      (feed) =>
        feed.readsAbove && (columns === null || feed.columns.some((column) => columns.includes(column))),
    );
  }

  async #recheckColumns(columns: ReadonlySet<number>, options: PassOptions): Promise<void> {
    const reads = (own: readonly number[]) => own.some((column) => columns.has(column));
    const fed = this.#feeds.all.filter((feed) => reads(feed.columns));
    const fields = new Set(fed.map(({ field }) => field));
    const hasKey = this.#duplicates !== null && reads(this.#duplicates.columns);
    // A row that holds no record and is edited counts as one: all of it is looked at again.
    if (hasKey || this.#notData.size > 0 || this.#opened.origins) return this.checkAll(options);
    const check = this.#rowCheck();
    const partial = check.only(fields);
    const found = new CheckIndex();
    const edited = new RowBits();
    const onRow = (row: DataRow) => {
      const isEdited = row.isEdited();
      if (isEdited) edited.add(row.index);
      if (row.isExcluded || (!row.isMarked && !isEdited)) return;
      found.add(row.index, partial.issuesOf(row));
    };
    const onBatch = (batch: RecordBatch, kernel: Kernel | null) => partial.mark(kernel, batch);
    await eachDataRow(this.#opened, this.#overlay, options, onRow, { onBatch });
    const picks = ({ field }: KindKey) => field !== null && fields.has(field);
    if (options.signal.aborted) throw cancelled();
    this.#check = check;
    this.#index.drop(picks);
    this.#index.take(found);
    this.#edited = edited;
  }

  async #recheckRows(rows: RowBits, options: PassOptions): Promise<void> {
    const check = this.#rowCheck();
    const duplicates = this.#duplicates;
    const groups = new Set<number>();
    const noteGroup = (index: number) => {
      const group = duplicates?.groupOf(index) ?? null;
      if (group !== null) groups.add(group);
    };
    const found: { index: number; fileRow: number; issues: Issue[]; isEdited: boolean }[] = [];
    await this.#read(options)(rows, (row) => {
      const issues = row.isExcluded ? [] : check.issuesOf(row);
      found.push({ index: row.index, fileRow: row.fileRow, issues, isEdited: row.isEdited() });
      noteGroup(row.index);
      duplicates?.note(row, !isBroken(issues));
      noteGroup(row.index);
    });
    this.#check = check;
    for (const { index, fileRow, issues, isEdited } of found) {
      this.#index.remove(index, fileRow);
      this.#index.add(index, issues);
      if (isEdited) this.#edited.add(index);
      else this.#edited.delete(index);
    }
    if (duplicates !== null && groups.size > 0) await this.#regroup(duplicates, groups, options);
    await this.#fill(options);
  }

  /** Finds the duplicates among the rows of some groups anew. */
  async #regroup(duplicates: Duplicates, groups: ReadonlySet<number>, options: PassOptions): Promise<void> {
    const rows = duplicates.rowsOf(groups);
    const kind: KindKey = { code: "duplicate", field: duplicates.field };
    const gone: [index: number, fileRow: number][] = [];
    const found: [index: number, issue: Issue][] = [];
    await this.#read(options)(rows, (row) => gone.push([row.index, row.fileRow]));
    await duplicates.confirm(rows, this.#read(options), (row, issue) => found.push([row.index, issue]));
    for (const [index, fileRow] of gone)
      this.#index.remove(index, fileRow, ({ code, field }) => code === kind.code && field === kind.field);
    for (const [index, issue] of found) this.#index.add(index, [issue]);
  }

  async #confirm(
    duplicates: Duplicates,
    suspects: RowBits,
    index: CheckIndex,
    options: PassOptions,
  ): Promise<void> {
    await duplicates.confirm(suspects, this.#read(options), (row, issue) => index.add(row.index, [issue]));
  }

  /** Fills up the lists of first issues that an edit took from. */
  async #fill(options: PassOptions): Promise<void> {
    const missing = [...this.#index.missing()].sort((a, b) => a - b);
    if (missing.length === 0) return;
    const issues = new Map<number, Issue[]>();
    await eachRowAt(this.#opened, this.#overlay, missing, options, (row) => {
      issues.set(row.index, this.issuesOf(row));
    });
    this.#index.fill((row) => issues.get(row) ?? []);
  }

  #read(options: PassOptions) {
    return (rows: RowBits, onRow: (row: DataRow) => void) =>
      eachRowAt(this.#opened, this.#overlay, [...rows.rows()], options, onRow);
  }

  /** A column that a repair settled speaks for itself: its values are plain now. */
  #rowCheck(feeds = this.#feeds): RowCheck {
    const { columns } = this.#opened;
    const settled = columns.map((facts): ColumnFacts => {
      const { index } = facts;
      return {
        ...facts,
        amounts: this.#overlay.isRepaired(index, "amount") ? null : facts.amounts,
        dates: this.#overlay.isRepaired(index, "date") ? null : facts.dates,
      };
    });
    const check = createRowCheck({
      feeds,
      fields: this.#task.fields,
      width: this.#opened.facts.columns.length,
      columns: settled,
      notData: this.#notData,
      refused: this.#task.refused ?? null,
    });
    return withReasons(check, this.#opened.origins, this.#task.mapping);
  }
}
