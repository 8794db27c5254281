import type { Column } from "@/lib/csv/file-facts";
import type { CsvWorkerClient } from "@/lib/csv-worker/client";
import type { Mapping } from "@/lib/mapping/mapping";
import { suggestMapping } from "@/lib/mapping/suggest-mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { SessionState } from "./session-state";

interface Found {
  columns: readonly Column[];
  fields: readonly TargetField[];
  mapping: Mapping;
}

/** What the names of the columns and of the fields suggest: found once, while nobody waits for it, and told in the snapshot. */
export class Suggestion {
  readonly #state: SessionState;
  readonly #worker: Pick<CsvWorkerClient, "suggest">;
  #found: Found | null = null;

  constructor(state: SessionState, worker: Pick<CsvWorkerClient, "suggest">) {
    this.#state = state;
    this.#worker = worker;
  }

  /** For the file that was just read. @throws CsvWorkerError */
  async find(signal: AbortSignal): Promise<void> {
    const names = this.#names();
    if (names === null) return;
    this.#keep({ ...names, mapping: await this.#worker.suggest(names.columns, names.fields, { signal }) });
  }

  /** For the file and the fields as they are now, which may be others than those it was found for; `null`: there are none. */
  now(): Mapping | null {
    const names = this.#names();
    if (names === null) return null;
    const { columns, fields } = names;
    const found = this.#found;
    if (found !== null && found.columns === columns && found.fields === fields) return found.mapping;
    return this.#keep({ ...names, mapping: suggestMapping(columns, fields) });
  }

  #names(): Omit<Found, "mapping"> | null {
    const { draft } = this.#state.snapshot;
    if (draft.reached === "where" || draft.file === null) return null;
    return { columns: draft.file.columns, fields: draft.destination.fields };
  }

  #keep(found: Found): Mapping {
    this.#found = found;
    this.#state.update({ suggested: found.mapping });
    return found.mapping;
  }
}
