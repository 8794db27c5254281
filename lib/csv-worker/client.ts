import type { ColumnFacts } from "@/lib/checks/column-facts";
import type { RefusalMemory } from "@/lib/checks/earlier-refusal";
import type { EditCommand, Find, RowFilter, SavedEdits } from "@/lib/checks/edit";
import type { CheckCounts } from "@/lib/checks/issue";
import type { Column, FileFacts } from "@/lib/csv/file-facts";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { Trial } from "@/lib/mapping/trial";
import { Conversation, type TaskOptions, type WorkerPort } from "./conversation";
import type {
  EditOutcome,
  Exported,
  ExportFormat,
  GridRow,
  Matches,
  Policy,
  Preview,
  SentSum,
  Stop,
  WorkerAnswer,
  WrittenFile,
} from "./protocol";

interface OpenOptions extends TaskOptions {
  /** Called once the head is read, with `complete: false`; again when the file had to be read anew. */
  onHead?: (facts: FileFacts) => void;
}

export interface WriteOptions extends TaskOptions {
  /** Bytes of the output before this one are not given out, only counted and hashed. */
  from: number;
  /**
   * The next bytes, in order, from `from` on. The writer waits while 2 MiB of them are not `taken`.
   *
   * @param taken called once
   */
  onBytes(bytes: Blob, taken: () => void): void;
}

/**
 * One worker, one file at a time. Every failure is a rejection with `CsvWorkerError`.
 *
 * Data rows are named by `index`, their 0-based position in the file: it never changes, whatever is edited, excluded or
 * filtered. Columns are those of the file, not fields. What a person changes lies over the file, which stays as it is;
 * `rows`, `check` and `write` all see it. Questions that change something, or read all rows, are answered one after
 * another; `rows`, `count` and `step` are answered between them.
 */
export interface CsvWorkerClient {
  /**
   * Reads the whole file once. The file stays the one the other calls are about, also with other overrides. Edits are
   * dropped, since they belong to the rows and columns as they were read: `edits()` before it keeps them.
   */
  openFile(file: File, overrides?: ReadingOverrides, options?: OpenOptions): Promise<FileFacts>;
  /** What each column shows, over all rows of the file: fill, different values with counts, type, amounts, dates, damage. */
  columns(options?: TaskOptions): Promise<ColumnFacts[]>;
  /** Which column feeds which field, as `suggestMapping` says; no file need be open. */
  suggest(
    columns: readonly Column[],
    fields: readonly TargetField[],
    options?: TaskOptions,
  ): Promise<Mapping>;
  /**
   * What the columns of the file that is held would be called if it were read in other ways, from its beginning alone;
   * `null` where it cannot be. The file stays read as it is.
   */
  labelsUnder(readings: readonly ReadingOverrides[], options?: TaskOptions): Promise<(string[] | null)[]>;
  /** Lines of a view, as they are now, with their issues. `from` is the 0-based line. Without a filter: all data rows. */
  rows(from: number, count: number, options?: TaskOptions & { filter?: RowFilter }): Promise<GridRow[]>;
  /** How many lines a view has. */
  count(filter: RowFilter, options?: TaskOptions): Promise<number>;
  /**
   * The next or the previous row of a filter (of all errors, of one kind, of what is searched for) behind or before the
   * row `from`, and its line in the view; `null` where there is none. It does not begin anew at the end: ask with
   * `from: -1`, or with the number of rows.
   */
  step(
    along: RowFilter,
    from: number,
    by: 1 | -1,
    view: RowFilter,
    options?: TaskOptions,
  ): Promise<Stop | null>;
  /** Which of so many equal parts of the file have a row of a filter, 0-based, ascending. */
  spread(filter: RowFilter, parts: number, options?: TaskOptions): Promise<number[]>;
  /** Counts what a search finds, before it is replaced. */
  matches(find: Find, options?: TaskOptions): Promise<Matches>;
  /** What an edit would change, before it is done. */
  preview(command: EditCommand, options?: TaskOptions): Promise<Preview>;
  /** The totals the file states, beside what the rows they speak of come to as far as they are sent. None before a check. */
  sentSums(policy: Policy, options?: TaskOptions): Promise<SentSum[]>;
  /** Writes rows as they are now with what was found in them, to be looked at elsewhere. */
  exportRows(
    filter: RowFilter,
    format: ExportFormat,
    options?: TaskOptions,
  ): Promise<Exported & { file: Blob }>;
  /** What an entry of a mapping would send, tried on the first 100,000 rows. Its constants are settled. */
  tryEntry(entry: MappingEntry, options?: TaskOptions): Promise<Trial>;
  /**
   * Checks all rows. Later edits are checked as they are made.
   *
   * @param options.memory what the object refused before: what comes again is warned of
   */
  check(
    mapping: Mapping,
    fields: readonly TargetField[],
    options?: TaskOptions & { memory?: RefusalMemory | null },
  ): Promise<CheckCounts>;
  /**
   * Does one edit, and checks again what it touched. The counts are those a check from scratch would give. Cancelled while
   * many rows are checked again, it is taken back.
   */
  edit(command: EditCommand, options?: TaskOptions): Promise<EditOutcome>;
  /**
   * Of rows that were accepted: changes them to what another file has, told by their keys, as one edit. Code `row_keys`: a row
   * or a column is none of theirs.
   */
  takeOver(file: File, options?: TaskOptions): Promise<EditOutcome>;
  undo(options?: TaskOptions): Promise<EditOutcome>;
  redo(options?: TaskOptions): Promise<EditOutcome>;
  /** Where undo and redo stand, when all that was asked before is done. */
  history(options?: TaskOptions): Promise<EditOutcome>;
  /** All edits in force, as plain JSON to keep and to hand to `restore`. */
  edits(options?: TaskOptions): Promise<SavedEdits>;
  /** Does kept edits again, in place of those there are. Code `other_file`: they belong to other rows or columns. */
  restore(saved: SavedEdits, options?: TaskOptions): Promise<EditOutcome>;
  /** Names what `write` would write, rows and columns as they are now: another name is another output. */
  outputName(
    mapping: Mapping,
    fields: readonly TargetField[],
    policy: Policy,
    options?: TaskOptions,
  ): Promise<string>;
  /** Writes the file that is sent. Its bytes are given out while it is written; what is known at the end is the answer. */
  write(
    mapping: Mapping,
    fields: readonly TargetField[],
    policy: Policy,
    options: WriteOptions,
  ): Promise<WrittenFile>;
  /** Ends the worker; what is under way is rejected with code `cancelled`. */
  dispose(): void;
}

/** Makes the worker. Called when the wizard opens, so that it runs when the file comes. */
export function startCsvWorker(): CsvWorkerClient {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  return createCsvWorkerClient({
    postMessage: (question) => worker.postMessage(question),
    listen(onAnswer, onFault) {
      worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => onAnswer(data);
      worker.onerror = ({ message }) => onFault(message);
      worker.onmessageerror = () => onFault("an answer could not be read");
    },
    terminate: () => worker.terminate(),
  });
}

const exportTypes: Readonly<Record<ExportFormat, string>> = {
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  csv: "text/csv;charset=utf-8",
};

const everyRow: RowFilter = { show: "all" };
const outcomeOf = (answer: WorkerAnswer) => (answer.kind === "edited" ? answer.outcome : null);

/** Speaks with a worker, or with what stands in for one. */
export function createCsvWorkerClient(port: WorkerPort): CsvWorkerClient {
  const worker = new Conversation(port);
  let held: File | null = null;
  return {
    openFile: (file, overrides = {}, { onHead, ...options } = {}) => {
      // A file that is sent again arrives as another one; what was unpacked of it would be unpacked again.
      const given = file === held ? null : file;
      if (!options.signal?.aborted) held = file;
      return worker.ask({ kind: "open", file: given, overrides }, options, (answer) => {
        if (answer.kind === "head") onHead?.(answer.facts);
        return answer.kind === "opened" ? answer.facts : null;
      });
    },
    columns: (options) =>
      worker.ask({ kind: "columns" }, options, (answer) =>
        answer.kind === "columns" ? answer.columns : null,
      ),
    suggest: (columns, fields, options) =>
      worker.ask({ kind: "suggest", columns: [...columns], fields: [...fields] }, options, (answer) =>
        answer.kind === "suggested" ? answer.mapping : null,
      ),
    labelsUnder: (readings, options) =>
      worker.ask({ kind: "labels", readings: [...readings] }, options, (answer) =>
        answer.kind === "labels" ? answer.labels : null,
      ),
    rows: (from, count, { filter = everyRow, ...options } = {}) =>
      worker.ask({ kind: "rows", filter, from, count }, options, (answer) =>
        answer.kind === "rows" ? answer.rows : null,
      ),
    count: (filter, options) =>
      worker.ask({ kind: "count", filter }, options, (answer) =>
        answer.kind === "count" ? answer.rows : null,
      ),
    step: async (along, from, by, view, options) => {
      const stop = await worker.ask({ kind: "step", along, from, by, view }, options, (answer) =>
        answer.kind === "stop" ? answer.stop : null,
      );
      return stop === "none" ? null : stop;
    },
    spread: (filter, parts, options) =>
      worker.ask({ kind: "spread", filter, parts }, options, (answer) =>
        answer.kind === "spread" ? answer.places : null,
      ),
    preview: (command, options) =>
      worker.ask({ kind: "preview", command }, options, (answer) =>
        answer.kind === "preview" ? answer.preview : null,
      ),
    sentSums: (policy, options) =>
      worker.ask({ kind: "sums", policy }, options, (answer) =>
        answer.kind === "sums" ? answer.sums : null,
      ),
    exportRows: async (filter, format, options) => {
      const parts: Blob[] = [];
      const exported = await worker.ask({ kind: "export", filter, format }, options, (answer) => {
        if (answer.kind === "bytes") {
          parts.push(answer.bytes);
          worker.tell({ kind: "taken", id: answer.id, bytes: answer.bytes.size });
        }
        return answer.kind === "exported" ? answer.exported : null;
      });
      return { ...exported, file: new Blob(parts, { type: exportTypes[format] }) };
    },
    matches: (find, options) =>
      worker.ask({ kind: "matches", find }, options, (answer) =>
        answer.kind === "matches" ? answer.matches : null,
      ),
    tryEntry: (entry, options) =>
      worker.ask({ kind: "try", entry }, options, (answer) =>
        answer.kind === "tried" ? answer.trial : null,
      ),
    check: (mapping, fields, { memory = null, ...options } = {}) =>
      worker.ask({ kind: "check", mapping, fields: [...fields], memory }, options, (answer) =>
        answer.kind === "checked" ? answer.result : null,
      ),
    edit: (command, options) => worker.ask({ kind: "edit", command }, options, outcomeOf),
    takeOver: (file, options) => worker.ask({ kind: "take-over", file }, options, outcomeOf),
    undo: (options) => worker.ask({ kind: "undo" }, options, outcomeOf),
    redo: (options) => worker.ask({ kind: "redo" }, options, outcomeOf),
    history: (options) => worker.ask({ kind: "history" }, options, outcomeOf),
    edits: (options) =>
      worker.ask({ kind: "edits" }, options, (answer) => (answer.kind === "edits" ? answer.saved : null)),
    restore: (saved, options) => worker.ask({ kind: "restore", saved }, options, outcomeOf),
    outputName: (mapping, fields, policy, options) =>
      worker.ask({ kind: "output-name", mapping, fields: [...fields], policy }, options, (answer) =>
        answer.kind === "output-name" ? answer.name : null,
      ),
    write: (mapping, fields, policy, { from, onBytes, ...options }) =>
      worker.ask({ kind: "write", mapping, fields: [...fields], policy, from }, options, (answer) => {
        if (answer.kind === "bytes") {
          const { id, bytes } = answer;
          onBytes(bytes, () => worker.tell({ kind: "taken", id, bytes: bytes.size }));
        }
        return answer.kind === "written" ? answer.written : null;
      }),
    dispose: () => worker.end(),
  };
}
