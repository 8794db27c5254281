import type { PartsWish } from "@/lib/api-contract/parts";
import type { SavedEdits } from "@/lib/checks/edit";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import { CsvWorkerError, type TaskOptions } from "@/lib/csv-worker/conversation";
import {
  blockedReason,
  type Destination,
  hasMapping,
  type LayoutUsed,
  type RowPolicy,
  type Step,
  steps,
} from "@/lib/import-draft";
import type { Mapping, MappingEntry } from "@/lib/mapping/mapping";
import type { Trial } from "@/lib/mapping/trial";
import { editsGone } from "./announcements";
import { Checking } from "./checking";
import { type Correction, correctionMapping, strangersIn } from "./correction";
import { noEdits } from "./editing";
import { ImportFactsOf } from "./import-facts";
import { MappingChanges } from "./mapping-changes";
import { RowEdits } from "./row-edits";
import { Sending } from "./sending";
import { emptySnapshot, SessionState } from "./session-state";
import type { Beginnings, GridDoors, ImportSessionParts, ImportSnapshot } from "./session-types";
import { Suggestion } from "./suggestion";

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

/** What a file goes through, one thing at a time; `createImportSession` gives out the functions. */
export class LiveSession {
  readonly #parts: ImportSessionParts;
  readonly #worker: CsvWorkerClient;
  readonly state = new SessionState(() => {
    this.#sending = null;
  });
  readonly rows: RowEdits;
  readonly mapping = new MappingChanges(this.state);
  readonly #facts: ImportFactsOf;
  readonly #suggestion: Suggestion;
  readonly #checking: Checking;
  #file: File | null = null;
  /** Came before the rows it changes were read. */
  #waitsForRows: File | null = null;
  #sending: Sending | null = null;

  constructor(parts: ImportSessionParts) {
    this.#parts = parts;
    this.#worker = parts.createWorker();
    this.rows = new RowEdits(this.state, this.#worker);
    this.#facts = new ImportFactsOf(parts);
    this.#suggestion = new Suggestion(this.state, this.#worker);
    this.#checking = new Checking(this.state, { worker: this.#worker, facts: this.#facts, api: parts.api });
  }

  /** Rows for a grid, straight from the worker. */
  get grid(): GridDoors {
    return this.#worker;
  }

  chooseDestination(destination: Destination): void {
    if (this.state.isClosed()) return;
    const { waitingFile, work, overrides } = this.state.snapshot;
    this.state.stopTask();
    this.state.dispatch({ kind: "destination_chosen", destination });
    this.state.update({ waitingFile: null });
    const isUnread = waitingFile !== null || work.kind === "reading";
    if (isUnread && this.#file !== null) this.#read(this.#file, overrides);
  }

  /** Puts rows of an import right, open or accepted ones: their file is read, mapped and checked at once. */
  correct(correction: Correction, file: File): void {
    this.reset();
    this.state.dispatch({ kind: "destination_chosen", destination: correction.destination });
    this.state.update({ correction });
    this.#open(file);
  }

  chooseFile(file: File, overrides: ReadingOverrides = {}): void {
    // What was accepted is only known from the rows as they are: another file says what is to be otherwise.
    if (this.state.snapshot.correction?.revision) this.#takeOver(file);
    else this.#open(file, overrides);
  }

  #takeOver(file: File): void {
    const isRead = hasMapping(this.state.snapshot.draft);
    this.#waitsForRows = isRead ? null : file;
    if (isRead) this.rows.takeOver(file);
  }

  #open(file: File, overrides: ReadingOverrides = {}): void {
    if (this.state.isClosed()) return;
    this.#file = file;
    if (this.state.snapshot.draft.reached === "where") {
      this.state.update({ overrides, waitingFile: { name: file.name, sizeBytes: file.size } });
      return;
    }
    this.state.stopTask();
    this.#facts.forget("import");
    this.state.dispatch({ kind: "file_closed" });
    this.state.overridesInPlace = {};
    this.#read(file, overrides);
  }

  /** Reads the file as if it had just come: nothing of what was chosen for it is left. */
  startOver(): void {
    if (this.#file !== null) this.#open(this.#file);
  }

  resume({ mapping, policy, layout, step, edits }: Resumption): void {
    if (this.state.isClosed()) return;
    this.state.stopTask();
    this.#suggestion.now();
    this.state.dispatch({ kind: "resumed", mapping, policy, layout });
    if (edits !== null) this.rows.restore(edits);
    if (steps.indexOf(step) >= steps.indexOf("check")) this.goTo("check");
  }

  labelsUnder(readings: readonly ReadingOverrides[]): Promise<(string[] | null)[]> {
    return this.#worker.labelsUnder(readings);
  }

  changeReading(changes: ReadingChanges): void {
    if (this.#file === null || this.state.isClosed() || this.state.snapshot.draft.reached === "where") return;
    // What was chosen for one sheet says nothing about another.
    const before = "sheet" in changes ? {} : this.state.snapshot.overrides;
    const merged = Object.entries({ ...before, ...changes });
    const overrides: ReadingOverrides = Object.fromEntries(merged.filter(([, value]) => value !== undefined));
    this.#read(this.#file, overrides);
  }

  /** A reading that does not work leaves the one before in place. */
  #read(file: File, overrides: ReadingOverrides): void {
    const name = { name: file.name, sizeBytes: file.size };
    const at = { kind: "reading" as const, file: name, doneBytes: 0, totalBytes: file.size };
    let head: FileFacts | null = null;
    this.state.update({ overrides, work: { ...at, head } });
    this.state.run("reading", async (signal) => {
      try {
        const { correction } = this.state.snapshot;
        const rowKeys = correction?.revision ? ("done" as const) : ("open" as const);
        const reading = correction === null ? overrides : { ...overrides, rowKeys };
        const facts = await this.#worker.openFile(file, reading, {
          signal,
          onHead: (facts) => {
            head = facts;
            this.state.update({ work: { ...at, head } });
          },
          onProgress: ({ doneBytes, totalBytes }) =>
            this.state.update({ work: { ...at, doneBytes, totalBytes, head } }),
        });
        this.state.overridesInPlace = overrides;
        this.rows.begin();
        const { edits } = this.state.snapshot.editing;
        this.state.dispatch({ kind: "file_opened", file: facts });
        this.state.update({ editing: noEdits, columns: null });
        if (edits > 0) this.state.announce(editsGone(edits));
        this.state.update({ columns: await this.#worker.columns({ signal }) });
        await this.#suggestion.find(signal);
        if (correction !== null) this.#mapCorrection(facts, correction);
      } catch (error) {
        // Who stopped it has said already what holds now.
        if (!signal.aborted) this.state.update({ overrides: this.state.overridesInPlace });
        throw error;
      }
    });
  }

  /** What was decided for the first import is not asked again. */
  #mapCorrection(facts: FileFacts, correction: Correction): void {
    const strange = strangersIn(facts, correction);
    if (strange !== null) {
      this.state.dispatch({ kind: "file_closed" });
      throw new CsvWorkerError("row_keys", strange);
    }
    this.#enter("map");
    this.state.dispatch({ kind: "mapping_changed", mapping: correctionMapping(facts, correction) });
    this.state.dispatch({ kind: "step_entered", step: "check" });
    this.runCheck();
    if (this.#waitsForRows !== null) this.#takeOver(this.#waitsForRows);
  }

  async tryEntry(entry: MappingEntry, options: TaskOptions): Promise<Trial> {
    const { draft } = this.state.snapshot;
    const name = hasMapping(draft) ? draft.file.name : "";
    const { mapping } = await this.#facts.settleNow({ entries: [entry] }, name);
    return this.#worker.tryEntry(mapping.entries[0] ?? entry, options);
  }

  goTo(step: Step): void {
    // What is being read may change the columns; the steps after File wait for it.
    if (this.state.snapshot.work.kind === "reading" && steps.indexOf(step) > steps.indexOf("file")) return;
    this.#enter(step);
    const { draft, work } = this.state.snapshot;
    const isUnchecked = draft.at === "check" && draft.reached === "check" && draft.check === null;
    if (isUnchecked && work.kind === "idle") this.runCheck();
  }

  #enter(step: Step): void {
    const suggested = step === "map" ? this.#suggestion.now() : null;
    this.state.dispatch({ kind: "step_entered", step, suggested });
  }

  blocked(): string | null {
    return this.state.snapshot.work.kind === "reading"
      ? "The file is still being read."
      : blockedReason(this.state.snapshot.draft);
  }

  runCheck(): void {
    const { draft } = this.state.snapshot;
    if ((draft.reached !== "check" && draft.reached !== "send") || this.state.isClosed()) return;
    this.#checking.begin(draft);
  }

  send(parts: PartsWish = {}, { draftId = null, begunFrom = null }: Partial<Beginnings> = {}): void {
    const { draft, work, jobId, editing, correction } = this.state.snapshot;
    // What would be created a second time is listed, and never sent.
    if (correction?.revision?.updates === false) return;
    if (draft.reached !== "send" || work.kind !== "idle" || jobId !== null) return;
    // How many rows go is known when the last edit is done.
    if (editing.progress !== null) return;
    const settle = () => this.#facts.settle(draft.mapping, draft.file.name);
    this.#sending ??= new Sending(draft, settle, {
      ...this.#parts,
      worker: this.#worker,
      correction,
      leftOut: this.rows.leftOut,
    });
    const sending = this.#sending;
    this.state.run(
      () => sending.during,
      async (signal) => {
        const told = (changes: Partial<ImportSnapshot>) => signal.aborted || this.state.update(changes);
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

  cancel(): void {
    if (this.state.snapshot.work.kind !== "submitting") this.state.stopTask();
  }

  reset(): void {
    this.state.stopTask();
    this.rows.stop();
    this.#file = null;
    this.#waitsForRows = null;
    this.state.overridesInPlace = {};
    this.#sending = null;
    this.state.update(emptySnapshot);
  }

  dispose(): void {
    this.rows.stop();
    this.state.dispose();
    this.#worker.dispose();
  }
}
