import { ApiError } from "@/lib/api-client/api-error";
import type { DraftContent, DraftSummary, KeptDraft } from "@/lib/api-contract/drafts";
import { contentOf } from "./draft-content";
import type { EditState } from "./editing";
import { fitDraft } from "./fit-draft";
import { type KeeperParts, type KeeperState, named, nothingKept } from "./keeper-state";

interface Next {
  content: DraftContent;
  edits: "write" | "remove" | "leave";
  /** The last edit that is in force. */
  undo: EditState["undo"];
}

/**
 * Keeps what is chosen on the server while it is chosen: one writing at a time, each for the version before it, so that of
 * two pages the last never wins silently. Takes up again what was kept, when its file comes.
 */
export class DraftKeeper {
  readonly #parts: Required<KeeperParts>;
  readonly #listeners = new Set<() => void>();
  /** Names this page, so that its own writing is known when an answer was lost. */
  readonly #writer: string;
  readonly #stopListening: () => void;
  #state = nothingKept;
  /** The name of one that is being made. */
  #newId: string | null = null;
  /** What the server has. */
  #kept: { content: string; edits: EditState["undo"] | "none" } = { content: "", edits: "none" };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> | null = null;
  #isFitting: boolean = false;

  constructor(parts: KeeperParts) {
    this.#parts = { pauseMs: 700, retryMs: 5_000, ...parts };
    this.#writer = parts.uuid();
    this.#stopListening = parts.session.subscribe(() => this.#look());
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  getSnapshot = (): KeeperState => this.#state;

  #update(changes: Partial<KeeperState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of [...this.#listeners]) listener();
  }

  /** Takes up what was kept: at once for the file that is read, else when it comes. */
  resume(draft: KeptDraft): void {
    const { id, version, savedAt, editsUntil } = draft;
    this.#newId = null;
    this.#kept = { content: named(draft.content), edits: "none" };
    this.#update({
      ...{ id, version, editsUntil, waits: draft, fitted: null, keepsEdits: editsUntil !== null },
      keeping: { kind: "kept", at: savedAt },
    });
    this.#look();
  }

  /** The file that came is another one: it begins an import of its own, and what was kept stays as it is. */
  beginAnew(): void {
    this.#forget();
    this.#look();
  }

  /** Leaves what is kept as it is; what is shown after that is another import. */
  leave(): void {
    this.#forget();
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#newId = null;
    this.#kept = { content: "", edits: "none" };
    this.#update(nothingKept);
  }

  dismissFitted(): void {
    this.#update({ fitted: null });
  }

  /** Whether edits of rows are kept with it; taken away they are removed at once. */
  setKeepsEdits(keepsEdits: boolean): void {
    this.#update({ keepsEdits });
    this.#schedule(0);
  }

  /** What the other page wrote is taken, and what was chosen here since is given up. */
  async takeTheirs(): Promise<void> {
    const { id } = this.#state;
    if (id === null) return;
    try {
      this.resume(await this.#parts.api.read(id));
    } catch (error) {
      this.#failed(error);
    }
  }

  /** What is shown here counts, and what the other page wrote is overwritten. */
  async keepMine(): Promise<void> {
    const { id } = this.#state;
    if (id === null) return;
    try {
      const { version } = await this.#parts.api.read(id);
      this.#kept = { content: "", edits: "none" };
      this.#update({ version, keeping: { kind: "saving" } });
      await this.flush();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** Something was chosen that the server does not have yet. */
  get isBehind(): boolean {
    return this.#next() !== null;
  }

  /** Writes what is not written, now. Never throws: the state says how it went. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#writing;
    if (this.#next() === null || !this.#mayWrite()) return;
    this.#writing = this.#write().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  /** @returns the name of the import being submitted, as far as it is kept */
  get draftId(): string | null {
    return this.#state.id;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
    this.#listeners.clear();
  }

  /** What is being handed over goes with its import: written then, it would be missed. */
  #mayWrite(): boolean {
    const { keeping, waits } = this.#state;
    if (this.#parts.session.getSnapshot().work.kind === "submitting") return false;
    return waits === null && keeping.kind !== "moved" && keeping.kind !== "gone";
  }

  #look(): void {
    // What is taken up changes the session, which tells of it at once.
    if (this.#isFitting) return;
    const { jobId, work } = this.#parts.session.getSnapshot();
    if (jobId !== null) {
      clearTimeout(this.#timer);
      return;
    }
    if (this.#state.waits !== null) this.#fit(this.#state.waits);
    if (this.#next() !== null && this.#mayWrite()) {
      // Nothing more is chosen while it is sent: there is nothing to wait for.
      const isLast = work.kind === "uploading" && this.#state.keeping.kind !== "failed";
      this.#schedule(isLast ? 0 : this.#parts.pauseMs);
    }
  }

  #fit(waits: KeptDraft): void {
    this.#isFitting = true;
    const fitted = fitDraft(waits, this.#parts.session);
    this.#isFitting = false;
    if (fitted === null) return;
    // Edits of the other file's rows are of no use any more.
    if (fitted.kind === "same_columns" && fitted.editsLost) this.#kept.edits = null;
    this.#update({ fitted, ...(fitted.kind === "other_file" ? {} : { waits: null }) });
  }

  #schedule(ms: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), ms);
  }

  /** What is to be written; `null`: the server has it, or there is nothing. */
  #next(): Next | null {
    const snapshot = this.#parts.session.getSnapshot();
    const content = contentOf(snapshot);
    if (content === null) return null;
    const edits = this.#editsToDo(snapshot.editing);
    if (edits === "leave" && named(content) === this.#kept.content) return null;
    return { content, edits, undo: snapshot.editing.undo };
  }

  /** Edits that are being done again after a reload are not there yet, and those that are kept are not taken for gone. */
  #editsToDo({ edits, undo }: EditState): Next["edits"] {
    const { keepsEdits, editsUntil } = this.#state;
    if (!keepsEdits) return editsUntil === null ? "leave" : "remove";
    if (edits > 0) return this.#kept.edits === undo ? "leave" : "write";
    return this.#kept.edits === "none" ? "leave" : "remove";
  }

  async #write(): Promise<void> {
    const next = this.#next();
    if (next === null) return;
    this.#update({ keeping: { kind: "saving" } });
    try {
      const saved = await this.#send(next);
      this.#kept = {
        content: named(next.content),
        edits: next.edits === "write" ? next.undo : next.edits === "remove" ? "none" : this.#kept.edits,
      };
      const { id, version, savedAt, editsUntil } = saved;
      this.#newId = null;
      this.#update({ id, version, editsUntil, keeping: { kind: "kept", at: savedAt } });
      this.#look();
    } catch (error) {
      this.#failed(error);
    }
  }

  async #send(next: Next): Promise<DraftSummary> {
    const { api, session, uuid } = this.#parts;
    const { id } = this.#state;
    if (id === null) {
      this.#newId ??= uuid();
      return api.create(this.#newId, next.content, this.#writer);
    }
    const body = {
      content: next.content,
      writer: this.#writer,
      ...(next.edits === "leave"
        ? {}
        : { edits: next.edits === "write" ? await session.savedEdits() : null }),
    };
    try {
      return await api.save(id, { ...body, version: this.#state.version });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "draft_moved") throw error;
      // An answer of ours may have been lost: then it was this page that wrote.
      const now = await api.read(id);
      if (now.writer !== this.#writer) throw error;
      return api.save(id, { ...body, version: now.version });
    }
  }

  #failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    const status = error instanceof ApiError ? error.status : 0;
    const code = error instanceof ApiError ? error.code : "";
    if (code === "draft_moved") this.#update({ keeping: { kind: "moved" } });
    else if (status === 404 || code === "draft_handed_over") this.#update({ keeping: { kind: "gone", why } });
    else {
      if (code === "too_many_edits") this.#update({ keepsEdits: false });
      this.#update({ keeping: { kind: "failed", why } });
      this.#schedule(this.#parts.retryMs);
    }
  }
}
