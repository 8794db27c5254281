"use client";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { SameFileNote } from "@/components/unfinished/same-file-note";
import { readDraft, sameFileQuery } from "@/lib/api-client/drafts";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { Destination } from "@/lib/import-draft";
import type { LiveImport } from "./use-import-session";
import type { useWizard } from "./use-wizard";

/**
 * Asks what is known of the file that was read: whether it was sent here before, who prepares it. An unfinished import of
 * it that is one's own is gone on with.
 */
export function KnownFile(props: {
  live: LiveImport;
  wizard: ReturnType<typeof useWizard>;
  destination: Destination;
  facts: FileFacts;
}) {
  const { live, wizard, destination, facts } = props;
  const { keeper } = live;
  const { kept, setSaid, snapshot } = wizard;
  const [now] = useState(() => new Date());
  const { data } = useQuery({
    ...sameFileQuery(destination.connection.id, destination.objectName, facts.sha256 ?? ""),
    enabled: facts.sha256 !== null,
  });
  const mine = data?.prepared.find(({ isMine }) => isMine)?.id ?? null;
  const isFresh = kept.id === null && snapshot.draft.reached === "file";
  useEffect(() => {
    if (mine === null || !isFresh) return;
    let isOver = false;
    readDraft(mine).then(
      (draft) => {
        if (!isOver) keeper.resume(draft);
      },
      (error: Error) => {
        if (!isOver) setSaid(error.message);
      },
    );
    return () => {
      isOver = true;
    };
  }, [mine, isFresh, keeper, setSaid]);
  return data ? <SameFileNote known={data} now={now} /> : null;
}
