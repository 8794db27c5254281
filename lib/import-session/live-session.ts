import type { PartsWish } from "@/lib/api-contract/parts";
import type { RefusalMemory } from "@/lib/checks/earlier-refusal";
import type { EditCommand, SavedEdits } from "@/lib/checks/edit";
import type { CheckCounts } from "@/lib/checks/issue";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import { CsvWorkerError, type TaskOptions } from "@/lib/csv-worker/conversation";
import type { EditOutcome } from "@/lib/csv-worker/protocol";
import {
  blockedReason,
  type Destination,
  type DraftEvent,
  type DraftWithFile,
  emptyDraft,
  hasMapping,
  type LayoutUsed,
  type RowPolicy,
  reduceDraft,
  type Step,
  steps,
} from "@/lib/import-draft";
import {
  addTarget,
  columnsOf,
  type Mapping,
  type MappingEntry,
  missingRequired,
  type Retargeted,
  setTarget,
  toMapping,
} from "@/lib/mapping/mapping";
import { suggestMapping } from "@/lib/mapping/suggest-mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { Trial } from "@/lib/mapping/trial";
import type { ToldRows } from "./already-sent";
import { editsGone, movedWords } from "./announcements";
import { type Correction, correctionMapping, strangersIn } from "./correction";
import { Editing, noEdits } from "./editing";
import { toFailure } from "./failures";
import { ImportFactsOf } from "./import-facts";
import { toMemory } from "./refusal-memory";
import { Sending } from "./sending";
import type { Beginnings, FailedWork, GridDoors, ImportSessionParts, ImportSnapshot } from "./session-types";

/** What was chosen before, for the file that is read now. */
export interface Resumption {
  mapping: Mapping;
  policy: RowPolicy;
  layout: LayoutUsed | null;
  /** How far it had come. */
  step: Step;
  edits: SavedEdits | null;
}

export type ReadingChanges = { [K in keyof ReadingOverrides]: ReadingOverrides[K] | undefined };

const emptySnapshot: ImportSnapshot = {
  draft: emptyDraft,
  overrides: {},
  waitingFile: null,
  work: { kind: "idle" },
  failure: null,
  announcement: null,
  unsure: false,
  jobId: null,
  columns: null,
  editing: noEdits,
  isMemoryUnread: false,
  correction: null,
};

/** The state and its changes; `createImportSession` gives out the functions. */
export class LiveSession {
  readonly #parts: ImportSessionParts;
  readonly #worker: CsvWorkerClient;
  readonly #listeners = new Set<() => void>();
  snapshot = emptySnapshot;
  #file: File | null = null;
  /** What the reading in the draft was made with; the snapshot's are ahead of it while the file is read anew. */
  #overridesInPlace: ReadingOverrides = {};
  #task: AbortController | null = null;
  readonly #facts: ImportFactsOf;
  #sending: Sending | null = null;
  /** Of the file as it is read now: told as sent before, and left out then. */
  #leftOut: readonly ToldRows[] = [];

  readonly #editing = new Editing({
    onState: (changes) => this.update({ editing: { ...this.snapshot.editing, ...changes } }),
    onOutcome: (outcome) => this.#edited(outcome),
    onFailure: (error) => this.update({ failure: toFailure("editing", error) }),
  });

  constructor(parts: ImportSessionParts) {
    this.#parts = parts;
    this.#worker = parts.createWorker();
    this.#facts = new ImportFactsOf(parts);
  }

  /** Rows for a grid, straight from the worker. */
  get grid(): GridDoors {
    return this.#worker;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  update(changes: Partial<ImportSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...changes };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Changes the draft. What was written or uploaded from the one before is of no use then. */
  dispatch(event: DraftEvent): void {
    if (this.#isClosed()) return;
    const draft = reduceDraft(this.snapshot.draft, event);
    if (draft === this.snapshot.draft) return;
    if (event.kind !== "step_entered") this.#sending = null;
    this.update({ draft });
  }

  /** A submission whose answer is not known must stay what it is, and so must one that is done. */
  #isClosed(): boolean {
    const { unsure, work, jobId } = this.snapshot;
    return unsure || jobId !== null || work.kind === "submitting";
  }

  chooseDestination(destination: Destination): void {
    if (this.#isClosed()) return;
    const { waitingFile, work, overrides } = this.snapshot;
    this.#stopTask();
    this.dispatch({ kind: "destination_chosen", destination });
    this.update({ waitingFile: null });
    const isUnread = waitingFile !== null || work.kind === "reading";
    if (isUnread && this.#file !== null) this.#read(this.#file, overrides);
  }

  /** Puts open rows of an import right: their file is read, mapped and checked at once. */
  correct(correction: Correction, file: File): void {
    this.reset();
    this.dispatch({ kind: "destination_chosen", destination: correction.destination });
    this.update({ correction });
    this.chooseFile(file);
  }

  chooseFile(file: File, overrides: ReadingOverrides = {}): void {
    if (this.#isClosed()) return;
    this.#file = file;
    if (this.snapshot.draft.reached === "where") {
      this.update({ overrides, waitingFile: { name: file.name, sizeBytes: file.size } });
      return;
    }
    this.#stopTask();
    this.#facts.forget("import");
    this.dispatch({ kind: "file_closed" });
    this.#overridesInPlace = {};
    this.#read(file, overrides);
  }

  /** Reads the file as if it had just come: nothing of what was chosen for it is left. */
  startOver(): void {
    if (this.#file !== null) this.chooseFile(this.#file);
  }

  resume({ mapping, policy, layout, step, edits }: Resumption): void {
    if (this.#isClosed()) return;
    this.#stopTask();
    this.dispatch({ kind: "resumed", mapping, policy, layout });
    if (edits !== null) this.restoreEdits(edits);
    if (steps.indexOf(step) >= steps.indexOf("check")) this.goTo("check");
  }

  labelsUnder(readings: readonly ReadingOverrides[]): Promise<(string[] | null)[]> {
    return this.#worker.labelsUnder(readings);
  }

  changeReading(changes: ReadingChanges): void {
    if (this.#file === null || this.#isClosed() || this.snapshot.draft.reached === "where") return;
    // What was chosen for one sheet says nothing about another.
    const before = "sheet" in changes ? {} : this.snapshot.overrides;
    const merged = Object.entries({ ...before, ...changes });
    const overrides: ReadingOverrides = Object.fromEntries(merged.filter(([, value]) => value !== undefined));
    this.#read(this.#file, overrides);
  }

  /** A reading that does not work leaves the one before in place. */
  #read(file: File, overrides: ReadingOverrides): void {
    const name = { name: file.name, sizeBytes: file.size };
    const at = { kind: "reading" as const, file: name, doneBytes: 0, totalBytes: file.size };
    let head: FileFacts | null = null;
    this.update({ overrides, work: { ...at, head } });
    this.#run("reading", async (signal) => {
      try {
        const { correction } = this.snapshot;
        const reading = correction === null ? overrides : { ...overrides, rowKeys: true as const };
        const facts = await this.#worker.openFile(file, reading, {
          signal,
          onHead: (facts) => {
            head = facts;
            this.update({ work: { ...at, head } });
          },
          onProgress: ({ doneBytes, totalBytes }) =>
            this.update({ work: { ...at, doneBytes, totalBytes, head } }),
        });
        this.#overridesInPlace = overrides;
        this.#editing.stop();
        const { edits } = this.snapshot.editing;
        this.#leftOut = [];
        this.dispatch({ kind: "file_opened", file: facts });
        this.update({ editing: noEdits, columns: null });
        if (edits > 0) this.#announce(editsGone(edits));
        this.update({ columns: await this.#worker.columns({ signal }) });
        if (correction !== null) this.#mapCorrection(facts, correction);
      } catch (error) {
        // Who stopped it has said already what holds now.
        if (!signal.aborted) this.update({ overrides: this.#overridesInPlace });
        throw error;
      }
    });
  }

  /** What was decided for the first import is not asked again. */
  #mapCorrection(facts: FileFacts, correction: Correction): void {
    const strange = strangersIn(facts, correction);
    if (strange !== null) {
      this.dispatch({ kind: "file_closed" });
      throw new CsvWorkerError("row_keys", strange);
    }
    this.dispatch({ kind: "step_entered", step: "map" });
    this.dispatch({ kind: "mapping_changed", mapping: correctionMapping(facts, correction) });
    this.dispatch({ kind: "step_entered", step: "check" });
    this.runCheck();
  }

  setTarget(column: number, field: string | null, instead?: string): void {
    const { draft } = this.snapshot;
    if (!hasMapping(draft) || this.#isClosed()) return;
    this.#retarget(draft, column, field, setTarget(draft.mapping, column, field, instead));
  }

  addTarget(column: number, field: string): void {
    const { draft } = this.snapshot;
    if (!hasMapping(draft) || this.#isClosed()) return;
    this.#retarget(draft, column, field, addTarget(draft.mapping, column, field));
  }

  #retarget(draft: DraftWithFile, column: number, field: string | null, retargeted: Retargeted): void {
    const text = movedWords(draft, column, field, retargeted);
    this.changeMapping(() => retargeted.mapping);
    if (text !== null) this.#announce(text);
  }

  #announce(text: string): void {
    this.update({ announcement: { id: (this.snapshot.announcement?.id ?? 0) + 1, text } });
  }

  edit(command: EditCommand): void {
    this.#change((options) => this.#worker.edit(command, options));
  }

  /** Excludes the rows that were just told as sent before; their twins will not be told for it. */
  leaveOut(): void {
    const told = this.snapshot.failure?.skippable;
    if (told === undefined) return;
    this.#leftOut = [...this.#leftOut, told];
    this.edit({ kind: "exclude", rows: { rows: told.positions } });
  }

  undo(): void {
    this.#change((options) => this.#worker.undo(options));
  }

  redo(): void {
    this.#change((options) => this.#worker.redo(options));
  }

  /** What is being done to the rows is taken back; how they are then is asked, since it may have been done already. */
  stopEdit(): void {
    this.#editing.stop();
    this.#change((options) => this.#worker.history(options));
  }

  savedEdits(): Promise<SavedEdits> {
    return this.#worker.edits();
  }

  restoreEdits(saved: SavedEdits): void {
    this.#change((options) => this.#worker.restore(saved, options));
  }

  #change(task: Parameters<Editing["run"]>[0]): void {
    if (!hasMapping(this.snapshot.draft) || this.#isClosed()) return;
    // What is being sent would be without the edit.
    if (this.snapshot.work.kind === "uploading" || this.snapshot.work.kind === "comparing") this.#stopTask();
    this.#editing.run(task);
  }

  /** What is known of all rows is that of the edited file from here on. */
  #edited({ counts, undo, redo, edits }: EditOutcome): void {
    this.update({ failure: null, editing: { ...this.snapshot.editing, undo, redo, edits } });
    const { draft } = this.snapshot;
    const known = draft.reached === "check" || draft.reached === "send" ? draft.check : null;
    if (counts !== null && known !== null) this.dispatch({ kind: "checked", check: counts });
  }

  autoMap(): void {
    const { draft } = this.snapshot;
    if (!hasMapping(draft)) return;
    const { ignored = [] } = draft.mapping;
    // What was done to the values is a choice too.
    const chosen = draft.mapping.entries.filter(
      ({ reason, steps, values }) => reason.kind === "chosen" || steps !== undefined || values !== undefined,
    );
    const settled = new Set([...ignored, ...chosen.flatMap(({ source }) => columnsOf(source))]);
    const columns = draft.file.columns.filter(({ index }) => !settled.has(index));
    const fields = draft.destination.fields.filter(({ path }) => !chosen.some(({ field }) => field === path));
    const suggested = suggestMapping(columns, fields).entries;
    this.changeMapping((mapping) => ({ ...mapping, ...toMapping([...chosen, ...suggested]) }));
  }

  changeMapping(change: (mapping: Mapping) => Mapping): void {
    const { draft } = this.snapshot;
    if (!hasMapping(draft) || this.#isClosed()) return;
    this.#stopTask();
    this.dispatch({ kind: "mapping_changed", mapping: change(draft.mapping) });
  }

  async tryEntry(entry: MappingEntry, options: TaskOptions): Promise<Trial> {
    const { draft } = this.snapshot;
    const name = hasMapping(draft) ? draft.file.name : "";
    const { mapping } = await this.#facts.settleNow({ entries: [entry] }, name);
    return this.#worker.tryEntry(mapping.entries[0] ?? entry, options);
  }

  goTo(step: Step): void {
    // What is being read may change the columns; the steps after File wait for it.
    if (this.snapshot.work.kind === "reading" && steps.indexOf(step) > steps.indexOf("file")) return;
    this.dispatch({ kind: "step_entered", step });
    const { draft, work } = this.snapshot;
    const isUnchecked = draft.at === "check" && draft.reached === "check" && draft.check === null;
    if (isUnchecked && work.kind === "idle") this.runCheck();
  }

  blocked(): string | null {
    return this.snapshot.work.kind === "reading"
      ? "The file is still being read."
      : blockedReason(this.snapshot.draft);
  }

  runCheck(): void {
    const { draft } = this.snapshot;
    if ((draft.reached !== "check" && draft.reached !== "send") || this.#isClosed()) return;
    const { destination, file } = draft;
    this.#facts.forget("settled");
    const begun = { kind: "checking" as const, doneBytes: 0, totalBytes: file.sizeBytes, rows: 0 };
    let found: CheckCounts | null = null;
    this.update({ work: { ...begun, found } });
    this.#run("checking", async (signal) => {
      const [{ mapping }, memory] = await Promise.all([
        this.#facts.settle(draft.mapping, file.name),
        this.#memoryOf(draft, signal),
      ]);
      const check = await this.#worker.check(mapping, destination.fields, {
        ...{ signal, memory },
        onProgress: (progress) => {
          found = progress.found ?? found;
          this.update({ work: { ...begun, ...progress, found } });
        },
      });
      this.dispatch({ kind: "checked", check });
    });
  }

  /** What was refused before only ever warns: a check goes on without it, and says so. */
  async #memoryOf(draft: DraftWithFile, signal: AbortSignal): Promise<RefusalMemory | null> {
    const { connection, objectName } = draft.destination;
    try {
      const refusals = await this.#parts.api.refusals(connection.id, objectName, signal);
      this.update({ isMemoryUnread: false });
      return toMemory(refusals, draft.destination, draft.mapping, new Date());
    } catch (error) {
      if (signal.aborted) throw error;
      this.update({ isMemoryUnread: true });
      return null;
    }
  }

  send(parts: PartsWish = {}, { draftId = null, begunFrom = null }: Partial<Beginnings> = {}): void {
    const { draft, work, jobId, editing } = this.snapshot;
    if (draft.reached !== "send" || work.kind !== "idle" || jobId !== null) return;
    // How many rows go is known when the last edit is done.
    if (editing.progress !== null) return;
    const settle = () => this.#facts.settle(draft.mapping, draft.file.name);
    this.#sending ??= new Sending(draft, settle, {
      ...this.#parts,
      worker: this.#worker,
      correction: this.snapshot.correction,
      leftOut: this.#leftOut,
    });
    const sending = this.#sending;
    this.#run(
      () => sending.during,
      async (signal) => {
        const told = (changes: Partial<ImportSnapshot>) => signal.aborted || this.update(changes);
        try {
          const jobId = await sending.run({
            ...{ signal, parts, draftId, begunFrom },
            onWork: (now) => told({ work: now }),
          });
          told({ jobId, unsure: false });
        } catch (error) {
          told({ unsure: sending.unsure });
          throw error;
        }
      },
    );
  }

  /** Runs what is under way, one thing at a time; what is stopped says nothing more. */
  #run(during: FailedWork | (() => FailedWork), task: (signal: AbortSignal) => Promise<void>): void {
    this.#task?.abort();
    const running = new AbortController();
    this.#task = running;
    this.update({ failure: null });
    const ended = (failure: ImportSnapshot["failure"]) => {
      if (this.#task !== running) return;
      this.#task = null;
      this.update({ work: { kind: "idle" }, failure });
    };
    task(running.signal).then(
      () => ended(null),
      (error: unknown) => ended(toFailure(typeof during === "function" ? during() : during, error)),
    );
  }

  #stopTask(): void {
    this.#task?.abort();
    this.#task = null;
    const isReading = this.snapshot.work.kind === "reading";
    this.update({ work: { kind: "idle" }, ...(isReading ? { overrides: this.#overridesInPlace } : {}) });
  }

  cancel(): void {
    if (this.snapshot.work.kind !== "submitting") this.#stopTask();
  }

  reset(): void {
    this.#stopTask();
    this.#editing.stop();
    this.#file = null;
    this.#overridesInPlace = {};
    this.#sending = null;
    this.update(emptySnapshot);
  }

  dispose(): void {
    this.#editing.stop();
    this.#task?.abort();
    this.#task = null;
    this.#listeners.clear();
    this.#worker.dispose();
  }

  missing(): TargetField[] {
    const { draft } = this.snapshot;
    return hasMapping(draft) ? missingRequired(draft.mapping, draft.destination.fields) : [];
  }
}
