import type { KeptDraft } from "@/lib/api-contract/drafts";
import { keptMappingSchema, ofKept } from "@/lib/api-contract/mapping";
import type { SavedEdits } from "@/lib/checks/edit";
import type { ReadingOverrides } from "@/lib/csv/reading";
import { type RowPolicy, rowPolicies, type Step } from "@/lib/import-draft";
import { headerSet } from "@/lib/recall/header-set";
import { recall } from "@/lib/recall/recall";
import { fileOf } from "./draft-content";
import type { ImportSession } from "./import-session";

/** What became of an unfinished import when a file came. */
export type Fitted =
  /** It is the same, byte for byte. */
  | { kind: "same_file"; step: Step; editsLost: boolean; mappingLost: boolean }
  /** Another one with the same columns: what was chosen holds for it, edits of rows do not. */
  | { kind: "same_columns"; before: string; editsLost: boolean; mappingLost: boolean }
  /** Another one. Nothing was taken up. */
  | { kind: "other_file"; before: string };

/** What was chosen of how the file is read, as the page knows it. */
export const overridesOf = ({ content }: KeptDraft): ReadingOverrides => content.reading as ReadingOverrides;

const keyed = (overrides: object) => JSON.stringify(Object.entries(overrides).toSorted());

/**
 * Takes up what was kept, if the file that is read allows it.
 *
 * @returns what the file is to it; `null` while none is read, or while it is read anew as was chosen before
 */
export function fitDraft(kept: KeptDraft, session: ImportSession): Fitted | null {
  const { draft, work, overrides } = session.getSnapshot();
  if (draft.reached === "where" || draft.file === null || work.kind === "reading") return null;
  const { content } = kept;
  const file = fileOf(draft.file);
  const before = content.file;
  const isSame = before.sha256 !== null && before.sha256 === file.sha256;
  if (isSame && keyed(overrides) !== keyed(content.reading)) {
    const dropped = Object.fromEntries(Object.keys(overrides).map((key) => [key, undefined]));
    session.changeReading({ ...dropped, ...overridesOf(kept) });
    return null;
  }
  if (headerSet(file.columns) !== headerSet(before.columns))
    return { kind: "other_file", before: before.name };
  const mapping = keptMappingSchema.safeParse(content.mapping);
  const edits = isSame ? editsOf(kept.edits) : null;
  const editsLost = kept.edits !== null && edits === null;
  const mappingLost = content.mapping !== null && !mapping.success;
  if (mapping.success) {
    const was = { columns: before.columns, mapping: ofKept(mapping.data) };
    const { mapping: now } = recall(was, file.columns, draft.destination.fields);
    session.resume({
      mapping: now,
      policy: policyOf(content.policy),
      layout: content.layout,
      step: content.step,
      edits,
    });
  }
  return isSame
    ? { kind: "same_file", step: session.getSnapshot().draft.at, editsLost, mappingLost }
    : { kind: "same_columns", before: before.name, editsLost, mappingLost };
}

export const policyOf = (policy: string | null): RowPolicy =>
  rowPolicies.find((known) => known === policy) ?? "keep_errors_back";

/** Edits as this page writes them; those of another version are not guessed at. */
function editsOf(kept: unknown): SavedEdits | null {
  const isKnown =
    typeof kept === "object" && kept !== null && "version" in kept && kept.version === 1 && "edits" in kept;
  return isKnown && Array.isArray(kept.edits) ? (kept as SavedEdits) : null;
}
