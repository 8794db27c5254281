import type { EditCommand, SavedEdits } from "@/lib/checks/edit";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { EditOutcome } from "@/lib/csv-worker/protocol";
import { hasMapping } from "@/lib/import-draft";
import type { ToldRows } from "./already-sent";
import { Editing } from "./editing";
import { toFailure } from "./failures";
import type { SessionState } from "./session-state";

/** What a person does to the rows. */
export class RowEdits {
  /** Of the file as it is read now: told as sent before, and left out then. */
  leftOut: readonly ToldRows[] = [];
  readonly #state: SessionState;
  readonly #worker: CsvWorkerClient;

  readonly #editing = new Editing({
    onState: (changes) => this.#state.update({ editing: { ...this.#state.snapshot.editing, ...changes } }),
    onOutcome: (outcome) => this.#edited(outcome),
    onFailure: (error) => this.#state.update({ failure: toFailure("editing", error) }),
  });

  constructor(state: SessionState, worker: CsvWorkerClient) {
    this.#state = state;
    this.#worker = worker;
  }

  edit(command: EditCommand): void {
    this.#change((options) => this.#worker.edit(command, options));
  }

  /** Changes rows that were accepted to what another file has, told by their keys. */
  takeOver(file: File): void {
    this.#change((options) => this.#worker.takeOver(file, options));
  }

  /** Excludes the rows that were just told as sent before; their twins will not be told for it. */
  leaveOut(): void {
    const told = this.#state.snapshot.failure?.skippable;
    if (told === undefined) return;
    this.leftOut = [...this.leftOut, told];
    this.edit({ kind: "exclude", rows: { rows: told.positions } });
  }

  undo(): void {
    this.#change((options) => this.#worker.undo(options));
  }

  redo(): void {
    this.#change((options) => this.#worker.redo(options));
  }

  /** What is being done to the rows is taken back; how they are then is asked, since it may have been done already. */
  takeBack(): void {
    this.#editing.stop();
    this.#change((options) => this.#worker.history(options));
  }

  saved(): Promise<SavedEdits> {
    return this.#worker.edits();
  }

  restore(saved: SavedEdits): void {
    this.#change((options) => this.#worker.restore(saved, options));
  }

  #change(task: Parameters<Editing["run"]>[0]): void {
    if (!hasMapping(this.#state.snapshot.draft) || this.#state.isClosed()) return;
    // What is being sent would be without the edit.
    const { kind } = this.#state.snapshot.work;
    if (kind === "uploading" || kind === "comparing") this.#state.stopTask();
    this.#editing.run(task);
  }

  /** What is known of all rows is that of the edited file from here on. */
  #edited({ counts, undo, redo, edits }: EditOutcome): void {
    this.#state.update({ failure: null, editing: { ...this.#state.snapshot.editing, undo, redo, edits } });
    const { draft } = this.#state.snapshot;
    const known = draft.reached === "check" || draft.reached === "send" ? draft.check : null;
    if (counts !== null && known !== null) this.#state.dispatch({ kind: "checked", check: counts });
  }

  /** For a file that is read now: nothing was done to its rows. */
  begin(): void {
    this.stop();
    this.leftOut = [];
  }

  stop(): void {
    this.#editing.stop();
  }
}
