"use client";
import { useCallback, useEffect, useState } from "react";
import { readDraft } from "@/lib/api-client/drafts";
import type { KeptDraft } from "@/lib/api-contract/drafts";
import type { DraftKeeper } from "@/lib/import-session/draft-keeper";
import type { ImportSession } from "@/lib/import-session/import-session";
import { rememberedFile } from "./remembered-file";
import { type Address, firstAddress } from "./use-address";
import type { useDestination } from "./use-destination";

interface Restoring {
  draftId: string | null;
  /** `null` until it is read. */
  draft: KeptDraft | null;
}

const begun = ({ step, draftId }: Address): Restoring | null =>
  step === "where" && draftId === null ? null : { draftId, draft: null };

/**
 * A reload, a bookmark or the list names an unfinished import, or connection, object and a step beyond: the destination is
 * taken up again, what was chosen waits for its file, and the file, which a page cannot keep, is asked for by its name.
 */
export function useRestore(parts: {
  session: ImportSession;
  keeper: DraftKeeper;
  address: Address;
  chosen: ReturnType<typeof useDestination>;
  replace: (next: Address) => void;
  onSaid: (said: string) => void;
}) {
  const { session, keeper, address, chosen, replace, onSaid } = parts;
  const [restoring, setRestoring] = useState(() =>
    session.getSnapshot().correction === null ? begun(address) : null,
  );
  const [lostFile, setLostFile] = useState<string | null>(null);
  const isUnread = restoring !== null && restoring.draftId !== null && restoring.draft === null;
  const wanted = isUnread ? restoring.draftId : null;

  useEffect(() => {
    if (wanted === null) return;
    let isOver = false;
    readDraft(wanted).then(
      (draft) => {
        if (isOver) return;
        const { connectionId, objectName, step } = draft;
        setRestoring({ draftId: wanted, draft });
        replace({ step, connectionId, objectName, draftId: wanted });
      },
      (error: Error) => {
        if (isOver) return;
        onSaid(error.message);
        setRestoring(null);
        replace(firstAddress);
      },
    );
    return () => {
      isOver = true;
    };
  }, [wanted, replace, onSaid]);

  const { destination, state } = chosen;
  useEffect(() => {
    if (restoring === null || isUnread || state === "reading") return;
    const { draft } = restoring;
    setRestoring(null);
    if (!destination) {
      replace({ ...address, step: "where", draftId: null });
      if (draft)
        onSaid(`${draft.connectionName}, where this unfinished import goes, cannot be used at present.`);
      return;
    }
    session.chooseDestination(destination);
    if (draft) keeper.resume(draft);
    setLostFile(draft?.file.name ?? rememberedFile.read());
    replace({ ...address, step: session.getSnapshot().draft.at });
  }, [restoring, isUnread, state, destination, session, keeper, address, replace, onSaid]);

  /** Takes up another unfinished import. A file that waits stays in hand. */
  const restore = useCallback(
    (draftId: string) => {
      if (session.getSnapshot().draft.reached !== "where") session.reset();
      keeper.leave();
      setRestoring({ draftId, draft: null });
    },
    [session, keeper],
  );
  return { isRestoring: restoring !== null, lostFile, restore };
}
