import type { PartsWish } from "@/lib/api-contract/parts";
import type { EditCommand, SavedEdits } from "@/lib/checks/edit";
import type { ReadingOverrides } from "@/lib/csv/reading";
import type { TaskOptions } from "@/lib/csv-worker/conversation";
import type { Destination, RowPolicy, Step } from "@/lib/import-draft";
import { emptyMapping, type Mapping, type MappingEntry, setConstant, setKey } from "@/lib/mapping/mapping";
import type { TargetField } from "@/lib/mapping/target-field";
import type { Trial } from "@/lib/mapping/trial";
import type { Correction } from "./correction";
import { LiveSession, type ReadingChanges, type Resumption } from "./live-session";
import type {
  Beginnings,
  GridDoors,
  ImportSessionParts,
  ImportSnapshot,
  SteadySnapshot,
} from "./session-types";

export type { ImportSnapshot, SessionFailure, SteadySnapshot, Work } from "./session-types";

/**
 * The import a person is preparing, alive: one object the wizard holds. What it gives out stays the same object until it
 * changes, so that a page may compare; every function may be passed on without its object.
 */
export interface ImportSession {
  subscribe(listener: () => void): () => void;
  /** The same object until something changes. */
  getSnapshot(): ImportSnapshot;
  /** All but how far it is: the same object until something else changes, so that a page is not drawn for each step of a bar. */
  getSteady(): SteadySnapshot;
  /** Goes on to File. A file that waited, or was read already, comes along. */
  chooseDestination(destination: Destination): void;
  /** Reads the file, as was chosen before where that is given; one dropped before the destination is known waits for it. */
  chooseFile(file: File, overrides?: ReadingOverrides): void;
  /** Reads the file as if it had just come. */
  startOver(): void;
  /** Takes up what was chosen before for the file that is read: its mapping, its edits, and as far as it had come. */
  resume(before: Resumption): void;
  /** Puts rows of an import right, open or accepted ones, from the file they come in; goes on to Check. */
  correct(correction: Correction, file: File): void;
  /** What the columns would be called if the file were read in other ways; see `CsvWorkerClient`. */
  labelsUnder(readings: readonly ReadingOverrides[]): Promise<(string[] | null)[]>;
  /** Reads the same file otherwise. A key with `undefined` goes back to what is found. */
  changeReading(changes: ReadingChanges): void;
  /** @param instead the field of the column that is given up; absent: the first of them */
  setTarget(column: number, field: string | null, instead?: string): void;
  /** Has a column feed one more field. */
  addTarget(column: number, field: string): void;
  /** Changes the mapping in any other way. */
  changeMapping(change: (mapping: Mapping) => Mapping): void;
  /** What an entry would send, tried on the first rows; see `CsvWorkerClient`. */
  tryEntry(entry: MappingEntry, options?: TaskOptions): Promise<Trial>;
  setConstant(field: string, value: string | null): void;
  /** Suggests for what is not chosen by the person. */
  autoMap(): void;
  clearMapping(): void;
  /** Goes to a step that is reached, or opens the next one where nothing blocks it; Check begins to check. */
  goTo(step: Step): void;
  /** Why the step after the one looked at cannot be entered, in words; `null`: it can. */
  blocked(): string | null;
  runCheck(): void;
  /** Says which field records are told apart and matched by; `null`: its name decides. */
  setKey(field: string | null): void;
  /** Rows as they are now, and the way from row to row, straight from the worker; see `CsvWorkerClient`. */
  readonly grid: GridDoors;
  /**
   * Edits rows, one edit after another. `draft.check` then speaks of the rows as they are now, `editing` in the snapshot
   * of what can be undone; a failure is in the snapshot, and nothing was changed then.
   */
  edit(command: EditCommand): void;
  /** Excludes the rows that were told as sent before, where there are such. */
  leaveOut(): void;
  undo(): void;
  redo(): void;
  /** Stops the edit that is being done, and takes it back. */
  stopEdit(): void;
  /** All edits in force, to keep beside an unfinished import; `restoreEdits` does them again on the same file. */
  savedEdits(): Promise<SavedEdits>;
  restoreEdits(saved: SavedEdits): void;
  setPolicy(policy: RowPolicy): void;
  /**
   * Writes, uploads and submits; after a failure goes on where it broke, with the same idempotency key.
   *
   * @param parts how the rows are cut, where it is not as usual
   * @param of the unfinished import this is, which then is none any more; the import it is begun from
   */
  send(parts?: PartsWish, of?: Partial<Beginnings>): void;
  /** Stops what is under way and keeps the draft. What was handed over cannot be stopped here. */
  cancel(): void;
  dismissFailure(): void;
  /** Starts over with an empty draft. */
  reset(): void;
  /** Ends the worker and all that is under way. */
  dispose(): void;
  /** Required fields nothing feeds. */
  missing(): TargetField[];
}

export function createImportSession(parts: ImportSessionParts): ImportSession {
  const session = new LiveSession(parts);
  const { state, mapping, rows } = session;
  return {
    subscribe: (listener) => state.subscribe(listener),
    getSnapshot: () => state.snapshot,
    getSteady: () => state.steady,
    chooseDestination: (destination) => session.chooseDestination(destination),
    chooseFile: (file, overrides) => session.chooseFile(file, overrides),
    startOver: () => session.startOver(),
    resume: (before) => session.resume(before),
    correct: (correction, file) => session.correct(correction, file),
    labelsUnder: (readings) => session.labelsUnder(readings),
    changeReading: (changes) => session.changeReading(changes),
    setTarget: (column, field, instead) => mapping.setTarget(column, field, instead),
    addTarget: (column, field) => mapping.addTarget(column, field),
    changeMapping: (change) => mapping.change(change),
    tryEntry: (entry, options = {}) => session.tryEntry(entry, options),
    setConstant: (field, value) => mapping.change((before) => setConstant(before, field, value)),
    autoMap: () => mapping.autoMap(),
    clearMapping: () => mapping.change(() => emptyMapping),
    goTo: (step) => session.goTo(step),
    blocked: () => session.blocked(),
    runCheck: () => session.runCheck(),
    setKey: (field) => mapping.change((before) => setKey(before, field)),
    grid: session.grid,
    edit: (command) => rows.edit(command),
    leaveOut: () => rows.leaveOut(),
    undo: () => rows.undo(),
    redo: () => rows.redo(),
    stopEdit: () => rows.takeBack(),
    savedEdits: () => rows.saved(),
    restoreEdits: (saved) => rows.restore(saved),
    setPolicy: (policy) => state.dispatch({ kind: "policy_chosen", policy }),
    send: (parts, of) => session.send(parts, of),
    cancel: () => session.cancel(),
    dismissFailure: () => state.update({ failure: null }),
    reset: () => session.reset(),
    dispose: () => session.dispose(),
    missing: () => mapping.missing(),
  };
}
