import { type DraftWithFile, hasMapping } from "@/lib/import-draft";
import {
  addTarget,
  columnsOf,
  type Mapping,
  missingRequired,
  type Retargeted,
  setTarget,
  toMapping,
} from "@/lib/mapping/mapping";
import { suggestMapping } from "@/lib/mapping/suggest-mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import { movedWords } from "./announcements";
import { withWay } from "./correction";
import type { SessionState } from "./session-state";

/** Which column feeds which field, as a person changes it. */
export class MappingChanges {
  readonly #state: SessionState;

  constructor(state: SessionState) {
    this.#state = state;
  }

  setTarget(column: number, field: string | null, instead?: string): void {
    const { draft } = this.#state.snapshot;
    if (!hasMapping(draft) || this.#state.isClosed()) return;
    this.#retarget(draft, column, field, setTarget(draft.mapping, column, field, instead));
  }

  addTarget(column: number, field: string): void {
    const { draft } = this.#state.snapshot;
    if (!hasMapping(draft) || this.#state.isClosed()) return;
    this.#retarget(draft, column, field, addTarget(draft.mapping, column, field));
  }

  #retarget(draft: DraftWithFile, column: number, field: string | null, retargeted: Retargeted): void {
    const text = movedWords(draft, column, field, retargeted);
    this.change(() => retargeted.mapping);
    if (text !== null) this.#state.announce(text);
  }

  autoMap(): void {
    const { draft } = this.#state.snapshot;
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
    this.change((mapping) => ({ ...mapping, ...toMapping([...chosen, ...suggested]) }));
  }

  change(change: (mapping: Mapping) => Mapping): void {
    const { draft } = this.#state.snapshot;
    if (!hasMapping(draft) || this.#state.isClosed()) return;
    this.#state.stopTask();
    const changed = change(draft.mapping);
    const { correction } = this.#state.snapshot;
    const isRevision = correction !== null && correction.revision !== null;
    this.#state.dispatch({
      kind: "mapping_changed",
      mapping: isRevision ? withWay(changed, correction) : changed,
    });
  }

  missing(): TargetField[] {
    const { draft } = this.#state.snapshot;
    return hasMapping(draft) ? missingRequired(draft.mapping, draft.destination.fields) : [];
  }
}
