import type { Connection, Field } from "@/lib/api-contract/connections";
import type { CheckCounts } from "@/lib/checks/issue";
import { type FileFacts, isAsked } from "@/lib/csv/file-facts";
import {
  columnsOf,
  entryOfField,
  type Mapping,
  type MappingEntry,
  missingRequired,
} from "@/lib/mapping/mapping";
import { templateFault } from "@/lib/mapping/placeholders";
import { suggestMapping } from "@/lib/mapping/suggest-mapping";

export const steps = ["where", "file", "map", "check", "send"] as const;
export type Step = (typeof steps)[number];

/**
 * What becomes of rows with errors. Rows whose cells are not certain stay here under each; with `all_or_nothing` nothing
 * is sent while there is one.
 */
export const rowPolicies = ["keep_errors_back", "all_or_nothing", "send_all"] as const;
export type RowPolicy = (typeof rowPolicies)[number];

export interface Destination {
  connection: Pick<Connection, "id" | "name" | "connector">;
  objectName: string;
  fields: Field[];
}

interface Filed {
  destination: Destination;
  file: FileFacts;
}

/** A saved layout that was taken up. */
export interface LayoutUsed {
  id: string;
  name: string;
}

interface Mapped extends Filed {
  mapping: Mapping;
  policy: RowPolicy;
  /** What the mapping began with; `null`: no saved layout. */
  layout: LayoutUsed | null;
}

interface Known {
  where: object;
  file: { destination: Destination; file: FileFacts | null };
  map: Mapped;
  check: Mapped & { check: CheckCounts | null };
  send: Mapped & { check: CheckCounts };
}

/**
 * The import before it is submitted. `reached` is the furthest step and says what is known; `at` is the step looked at,
 * `reached` or one before it: going back loses nothing.
 */
export type Draft = { [S in Step]: { reached: S; at: Step } & Known[S] }[Step];
export type DraftAt<S extends Step> = Extract<Draft, { reached: S }>;
/** A draft whose file is read and mapped. */
export type DraftWithFile = DraftAt<"map"> | DraftAt<"check"> | DraftAt<"send">;

export const hasMapping = (draft: Draft): draft is DraftWithFile =>
  draft.reached !== "where" && draft.reached !== "file";

export type DraftEvent =
  | { kind: "destination_chosen"; destination: Destination }
  /** Another file will be read, or the one there was cannot be. */
  | { kind: "file_closed" }
  /** A file was read, or the same file otherwise. */
  | { kind: "file_opened"; file: FileFacts }
  | { kind: "mapping_changed"; mapping: Mapping }
  /** What was chosen before for such a file is taken up again. */
  | { kind: "resumed"; mapping: Mapping; policy: RowPolicy; layout: LayoutUsed | null }
  | { kind: "checked"; check: CheckCounts }
  | { kind: "policy_chosen"; policy: RowPolicy }
  /** @param suggested what the names suggest, where that is known: Map begins with it */
  | { kind: "step_entered"; step: Step; suggested?: Mapping | null };

export const emptyDraft: Draft = { reached: "where", at: "where" };

/** The draft after an event. An event that does not fit the draft changes nothing. */
export function reduceDraft(draft: Draft, event: DraftEvent): Draft {
  switch (event.kind) {
    case "destination_chosen":
      return withDestination(draft, event.destination);
    case "file_closed":
      return draft.reached === "where"
        ? draft
        : { reached: "file", at: "file", destination: draft.destination, file: null };
    case "file_opened":
      return withFile(draft, event.file);
    case "mapping_changed":
      if (!hasMapping(draft)) return draft;
      return { ...filed(draft), reached: "map", at: "map", mapping: event.mapping, ...choicesOf(draft) };
    case "resumed": {
      if (draft.reached === "where" || draft.file === null) return draft;
      const { destination, file } = draft;
      return { reached: "map", at: "map", destination, file, mapping: event.mapping, ...choicesOf(event) };
    }
    case "checked":
      return draft.reached === "check" || draft.reached === "send" ? { ...draft, check: event.check } : draft;
    case "policy_chosen":
      return hasMapping(draft) ? { ...draft, policy: event.policy } : draft;
    case "step_entered":
      return entered(draft, event);
  }
}

const choicesOf = ({ policy, layout }: Pick<Mapped, "policy" | "layout">) => ({ policy, layout });

const filed = ({ destination, file }: Filed): Filed => ({ destination, file });

/** The file stays; what was mapped to other fields does not. */
function withDestination(draft: Draft, destination: Destination): Draft {
  if (draft.reached === "where") return { reached: "file", at: "file", destination, file: null };
  const { connection, objectName } = draft.destination;
  const isSame = connection.id === destination.connection.id && objectName === destination.objectName;
  if (isSame) return { ...draft, at: "file" };
  return { reached: "file", at: "file", destination, file: draft.file };
}

/** A file with the same columns keeps the mapping; its rows have to be checked again. */
function withFile(draft: Draft, file: FileFacts): Draft {
  if (draft.reached === "where") return draft;
  const { destination } = draft;
  if (draft.reached === "file" || !hasSameColumns(draft.file, file)) {
    return { reached: "file", at: "file", destination, file };
  }
  return { reached: "map", at: "file", destination, file, mapping: draft.mapping, ...choicesOf(draft) };
}

function hasSameColumns(before: FileFacts, after: FileFacts): boolean {
  const labels = (facts: FileFacts) => JSON.stringify(facts.columns.map(({ label }) => label));
  return labels(before) === labels(after);
}

/** A step that is reached is looked at again; the next one opens when nothing blocks it. */
function entered(draft: Draft, { step, suggested }: Extract<DraftEvent, { kind: "step_entered" }>): Draft {
  if (steps.indexOf(step) <= steps.indexOf(draft.reached)) return { ...draft, at: step };
  const isNext = steps.indexOf(step) === steps.indexOf(draft.reached) + 1;
  if (!isNext || blockedReason({ ...draft, at: draft.reached }) !== null) return draft;
  switch (draft.reached) {
    case "file": {
      if (draft.file === null) return draft;
      const { destination, file } = draft;
      const mapping = suggested ?? suggestMapping(file.columns, destination.fields);
      const policy = "keep_errors_back";
      return { reached: "map", at: "map", destination, file, mapping, policy, layout: null };
    }
    case "map":
      return { ...draft, reached: "check", at: "check", check: null };
    case "check":
      return draft.check === null ? draft : { ...draft, reached: "send", at: "send", check: draft.check };
    case "where":
    case "send":
      return draft;
  }
}

/** How many rows become records. */
export function recordsToSend(check: CheckCounts, policy: RowPolicy): number {
  return policy === "send_all" ? check.rows - check.excluded - check.broken : check.ready;
}

/** Why the step after the one looked at cannot be entered, in words; `null`: it can, or there is none. */
export function blockedReason(draft: Draft): string | null {
  switch (draft.at) {
    case "where":
      return draft.reached === "where" ? "Choose where to, and what you are loading." : null;
    case "file":
      return draft.reached === "where"
        ? "Choose where to, and what you are loading."
        : fileBlocked(draft.file);
    case "map":
      return hasMapping(draft) ? mapBlocked(draft) : "Choose a file.";
    case "check":
      return draft.reached === "check" || draft.reached === "send" ? checkBlocked(draft) : "Map the columns.";
    case "send":
      return null;
  }
}

function fileBlocked(file: FileFacts | null): string | null {
  if (file === null) return "Choose a file.";
  if (file.rows > 0) {
    return file.findings.some(isAsked) ? "Two readings of the file fit. Choose one of them." : null;
  }
  return file.findings.find(({ code }) => code === "header_only")?.message ?? "There is nothing to send.";
}

function mapBlocked({
  mapping,
  destination,
}: Pick<DraftAt<"map">, "mapping" | "destination">): string | null {
  const missing = missingRequired(mapping, destination.fields).map(({ label }) => label);
  if (missing.length > 0) {
    const named = missing.slice(0, 3).join(", ");
    const listed = missing.length > 3 ? `${named} and ${missing.length - 3} more` : named;
    return `${missing.length === 1 ? "A required field is" : `${missing.length} required fields are`} not mapped: ${listed}.`;
  }
  const wrong = mapping.entries.find((entry) => constantFault(entry) !== null);
  if (wrong !== undefined)
    return `The value of ${labelOf(wrong.field, destination)} cannot be used. ${constantFault(wrong)}`;
  if (!mapping.entries.some(({ source }) => columnsOf(source).length > 0)) return "Map at least one column.";
  return keyBlocked(mapping, destination);
}

const constantFault = ({ source }: MappingEntry) =>
  source.kind === "constant" ? templateFault(source.value) : null;

const labelOf = (field: string, { fields }: Destination) =>
  fields.find(({ path }) => path === field)?.label ?? field;

/** A record that exists is found by its key: without one, or with the same one in every row, the wrong one would be changed. */
function keyBlocked(mapping: Mapping, destination: Destination): string | null {
  const { mode, key } = mapping;
  if (mode !== "upsert" || key === undefined) return null;
  const entry = entryOfField(mapping, key);
  const label = labelOf(key, destination);
  if (entry === undefined) return `Records are matched by ${label}. Choose a column for it.`;
  return columnsOf(entry.source).length > 0
    ? null
    : `Records are matched by ${label}, which is not from the file. Choose a column for it.`;
}

function checkBlocked({ check, policy, file }: Pick<DraftAt<"check">, "check" | "policy" | "file">) {
  if (check === null) return "The rows are not checked yet.";
  if (file.correction?.areDone && check.edited === 0) return "No row is changed yet.";
  return recordsToSend(check, policy) > 0 ? null : "No row is ready to be sent.";
}
