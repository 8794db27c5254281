import type { ReadingOverrides } from "@/lib/csv/reading";
import { type DraftEvent, emptyDraft, reduceDraft } from "@/lib/import-draft";
import { noEdits } from "./editing";
import { toFailure } from "./failures";
import type { Doing, FailedWork, ImportSnapshot, SteadySnapshot } from "./session-types";

export const emptySnapshot: ImportSnapshot = {
  draft: emptyDraft,
  overrides: {},
  waitingFile: null,
  work: { kind: "idle" },
  failure: null,
  announcement: null,
  unsure: false,
  jobId: null,
  columns: null,
  suggested: null,
  editing: noEdits,
  isMemoryUnread: false,
  correction: null,
};

/** What is shown of an import, and the one thing that is under way. */
export class SessionState {
  snapshot = emptySnapshot;
  /** The snapshot; the same object while only more of what is under way is done. */
  steady: SteadySnapshot = emptySnapshot;
  /** What the reading in the draft was made with; the snapshot's are ahead of it while the file is read anew. */
  overridesInPlace: ReadingOverrides = {};
  readonly #listeners = new Set<() => void>();
  readonly #onDraft: () => void;
  #task: AbortController | null = null;

  /** @param onDraft what would be sent is about to change */
  constructor(onDraft: () => void) {
    this.#onDraft = onDraft;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  update(changes: Partial<ImportSnapshot>): void {
    const before = this.snapshot;
    this.snapshot = { ...before, ...changes };
    if (!isOnlyFurther(before.work, changes)) this.steady = this.snapshot;
    for (const listener of [...this.#listeners]) listener();
  }

  /** Changes the draft. What was written or uploaded from the one before is of no use then. */
  dispatch(event: DraftEvent): void {
    if (this.isClosed()) return;
    const draft = reduceDraft(this.snapshot.draft, event);
    if (draft === this.snapshot.draft) return;
    if (event.kind !== "step_entered") this.#onDraft();
    this.update({ draft });
  }

  /** A submission whose answer is not known must stay what it is, and so must one that is done. */
  isClosed(): boolean {
    const { unsure, work, jobId } = this.snapshot;
    return unsure || jobId !== null || work.kind === "submitting";
  }

  announce(text: string): void {
    this.update({ announcement: { id: (this.snapshot.announcement?.id ?? 0) + 1, text } });
  }

  /** Runs what is under way, one thing at a time; what is stopped says nothing more. */
  run(during: FailedWork | (() => FailedWork), task: (signal: AbortSignal) => Promise<void>): void {
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

  stopTask(): void {
    this.#task?.abort();
    this.#task = null;
    const isReading = this.snapshot.work.kind === "reading";
    this.update({ work: { kind: "idle" }, ...(isReading ? { overrides: this.overridesInPlace } : {}) });
  }

  dispose(): void {
    this.#task?.abort();
    this.#task = null;
    this.#listeners.clear();
  }
}

function isOnlyFurther(before: Doing, changes: { work?: Doing }): boolean {
  const { work, ...others } = changes;
  if (work === undefined || work.kind !== before.kind || Object.keys(others).length > 0) return false;
  return work.kind !== "reading" || before.kind !== "reading" || work.head === before.head;
}
