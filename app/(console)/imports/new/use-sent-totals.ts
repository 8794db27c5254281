import { useEffect, useState } from "react";
import type { SentTotals } from "@/components/send-summary/sent-totals";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { DraftAt } from "@/lib/import-draft";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";
import { policyOf } from "@/lib/import-session/sending";

/** Of the draft: which rows go, and what the file states of them. */
interface Rows extends Pick<DraftAt<"send">, "policy"> {
  /** Another one after each edit. */
  check: object;
  file: Pick<FileFacts, "controls" | "correction">;
}

interface Known extends Omit<SentTotals, "stated"> {
  check: Rows["check"];
  policy: ReturnType<typeof policyOf>;
}

/** What the rows that are sent come to of the totals the file states: added up anew when other rows go. */
export function useSentTotals(
  grid: Pick<ImportSession["grid"], "sentSums">,
  { work }: Pick<SteadySnapshot, "work">,
  draft: Rows,
): SentTotals {
  const [known, setKnown] = useState<Known | null>(null);
  const { check, file } = draft;
  const policy = policyOf(draft);
  const stated = file.correction === undefined ? (file.controls?.length ?? 0) : 0;
  // Rows that are written are not read beside it: what was added up is what goes.
  const isAsked = stated > 0 && work.kind === "idle";
  useEffect(() => {
    if (!isAsked) return;
    const stop = new AbortController();
    const learn = (found: Omit<SentTotals, "stated">) => {
      if (!stop.signal.aborted) setKnown({ check, policy, ...found });
    };
    grid.sentSums(policy, { signal: stop.signal }).then(
      (sums) => learn({ sums, failure: null }),
      (error: unknown) =>
        learn({ sums: null, failure: error instanceof Error ? error.message : String(error) }),
    );
    return () => stop.abort();
  }, [grid, check, policy, isAsked]);
  // Figures of other rows than those that go now are none.
  const isOfNow = known?.check === check && known.policy === policy;
  return { stated, sums: isOfNow ? known.sums : null, failure: isOfNow ? known.failure : null };
}
