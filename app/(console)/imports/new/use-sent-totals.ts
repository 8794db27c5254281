import { useEffect, useState } from "react";
import type { SentTotals } from "@/components/send-summary/sent-totals";
import type { DraftAt } from "@/lib/import-draft";
import type { ImportSession, ImportSnapshot } from "@/lib/import-session/import-session";
import { policyOf } from "@/lib/import-session/sending";

const unknown = { sums: null, failure: null };

/** What is sent of the totals the file states: added up anew when other rows go. */
export function useSentTotals(
  grid: ImportSession["grid"],
  { editing, work }: ImportSnapshot,
  draft: DraftAt<"send">,
): SentTotals {
  const [known, setKnown] = useState<Omit<SentTotals, "stated">>(unknown);
  const { file } = draft;
  const policy = policyOf(draft);
  const stated = file.correction === undefined ? (file.controls?.length ?? 0) : 0;
  // Rows that are written are not read beside it: what was added up is what goes.
  const isSettled = stated > 0 && editing.progress === null && work.kind === "idle";
  useEffect(() => {
    if (!isSettled) return;
    const stop = new AbortController();
    grid.sentSums(policy, { signal: stop.signal }).then(
      (sums) => stop.signal.aborted || setKnown({ sums, failure: null }),
      (error: unknown) => {
        if (stop.signal.aborted) return;
        setKnown({ sums: null, failure: error instanceof Error ? error.message : String(error) });
      },
    );
    return () => stop.abort();
  }, [grid, policy, isSettled]);
  return { stated, ...(editing.progress === null ? known : unknown) };
}
