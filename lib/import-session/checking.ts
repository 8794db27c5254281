import type { RefusalMemory } from "@/lib/checks/earlier-refusal";
import type { CheckCounts } from "@/lib/checks/issue";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { DraftAt, DraftWithFile } from "@/lib/import-draft";
import type { ImportFactsOf } from "./import-facts";
import { toMemory } from "./refusal-memory";
import type { SessionState } from "./session-state";
import type { ImportSessionParts } from "./session-types";

interface CheckingParts {
  worker: Pick<CsvWorkerClient, "check">;
  facts: ImportFactsOf;
  api: Pick<ImportSessionParts["api"], "refusals">;
}

/** Checks all rows of a mapped file, as they would be sent. */
export class Checking {
  readonly #state: SessionState;
  readonly #parts: CheckingParts;

  constructor(state: SessionState, parts: CheckingParts) {
    this.#state = state;
    this.#parts = parts;
  }

  /** What is found is in the draft when it is done; how far it is, and what it has found by then, in `work`. */
  begin(draft: DraftAt<"check"> | DraftAt<"send">): void {
    const { worker, facts } = this.#parts;
    const { destination, file } = draft;
    facts.forget("settled");
    const begun = { kind: "checking" as const, doneBytes: 0, totalBytes: file.sizeBytes, rows: 0 };
    let found: CheckCounts | null = null;
    this.#state.update({ work: { ...begun, found } });
    this.#state.run("checking", async (signal) => {
      const [{ mapping }, memory] = await Promise.all([
        facts.settle(draft.mapping, file.name),
        this.#memoryOf(draft, signal),
      ]);
      const check = await worker.check(mapping, destination.fields, {
        ...{ signal, memory },
        onProgress: (progress) => {
          found = progress.found ?? found;
          this.#state.update({ work: { ...begun, ...progress, found } });
        },
      });
      this.#state.dispatch({ kind: "checked", check });
    });
  }

  /** What was refused before only ever warns: a check goes on without it, and says so. */
  async #memoryOf(draft: DraftWithFile, signal: AbortSignal): Promise<RefusalMemory | null> {
    const { connection, objectName } = draft.destination;
    try {
      const refusals = await this.#parts.api.refusals(connection.id, objectName, signal);
      this.#state.update({ isMemoryUnread: false });
      return toMemory(refusals, draft.destination, draft.mapping, new Date());
    } catch (error) {
      if (signal.aborted) throw error;
      this.#state.update({ isMemoryUnread: true });
      return null;
    }
  }
}
