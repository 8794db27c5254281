import type { SettledEdit } from "@/lib/checks/edit";
import type { TaskOptions } from "@/lib/csv-worker/conversation";
import type { EditOutcome, Progress } from "@/lib/csv-worker/protocol";

/** What was done to the rows of the file, and what is being done. */
export interface EditState {
  /** What undo would take back, and redo do again; `null`: nothing. */
  undo: SettledEdit | null;
  redo: SettledEdit | null;
  /** How many edits are in force. */
  edits: number;
  /** An edit is being done and its rows are checked again; `null`: none is. */
  progress: Progress | null;
}

export const noEdits: EditState = { undo: null, redo: null, edits: 0, progress: null };

export interface EditingParts {
  onState(changes: Partial<EditState>): void;
  onOutcome(outcome: EditOutcome): void;
  onFailure(error: unknown): void;
}

const begun: Progress = { doneBytes: 0, totalBytes: 0, rows: 0 };

/** Edits one after another, in the order they were asked for, however quickly that was. */
export class Editing {
  readonly #parts: EditingParts;
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;
  #running = new AbortController();

  constructor(parts: EditingParts) {
    this.#parts = parts;
  }

  run(task: (options: TaskOptions) => Promise<EditOutcome>): void {
    const { signal } = this.#running;
    this.#waiting += 1;
    if (this.#waiting === 1) this.#parts.onState({ progress: begun });
    const onProgress = (progress: Progress) => {
      if (!signal.aborted) this.#parts.onState({ progress });
    };
    this.#last = this.#last.then(async () => {
      try {
        const outcome = await task({ signal, onProgress });
        if (!signal.aborted) this.#parts.onOutcome(outcome);
      } catch (error) {
        if (!signal.aborted) this.#parts.onFailure(error);
      }
      this.#waiting -= 1;
      if (this.#waiting === 0) this.#parts.onState({ progress: null });
    });
  }

  /** Drops what waits; what is under way ends as if it had not been asked for. */
  stop(): void {
    this.#running.abort();
    this.#running = new AbortController();
  }
}
