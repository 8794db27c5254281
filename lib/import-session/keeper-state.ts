import type { DraftContent, DraftSummary, KeptDraft, SaveDraft } from "@/lib/api-contract/drafts";
import type { Fitted } from "./fit-draft";
import type { ImportSession } from "./import-session";

export interface DraftApi {
  create(id: string, content: DraftContent, writer: string): Promise<DraftSummary>;
  save(id: string, body: SaveDraft): Promise<DraftSummary>;
  read(id: string): Promise<KeptDraft>;
}

/** How what is shown stands to what is kept. */
export type Keeping =
  /** Nothing is worth keeping yet, or a file is waited for. */
  | { kind: "nothing" }
  | { kind: "kept"; at: string }
  | { kind: "saving" }
  /** It is tried again by itself. */
  | { kind: "failed"; why: string }
  /** Another page wrote meanwhile: a person says which of the two counts. */
  | { kind: "moved" }
  /** It is not one's own any more, or there is none. */
  | { kind: "gone"; why: string };

export interface KeeperState {
  /** The unfinished import, which the address names; `null`: there is none yet. */
  id: string | null;
  version: number;
  keeping: Keeping;
  /** What was chosen before for a file that is not here yet. */
  waits: KeptDraft | null;
  /** What the file that came is to the one that was waited for. */
  fitted: Fitted | null;
  /** A person chose that edits of rows are kept too. */
  keepsEdits: boolean;
  editsUntil: string | null;
}

export const nothingKept: KeeperState = {
  id: null,
  version: 0,
  keeping: { kind: "nothing" },
  waits: null,
  fitted: null,
  keepsEdits: false,
  editsUntil: null,
};

/** The same text for the same content, in whatever order a database gives its keys back. */
export function named(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

export interface KeeperParts {
  session: ImportSession;
  api: DraftApi;
  uuid(): string;
  /** Milliseconds a change waits for the next one. */
  pauseMs?: number;
  retryMs?: number;
}
