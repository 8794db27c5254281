"use client";
import { useQuery } from "@tanstack/react-query";
import { SendSummary } from "@/components/send-summary/send-summary";
import { durationQuery, partSizesQuery } from "@/lib/api-client/parts";
import type { DraftAt } from "@/lib/import-draft";
import { warnings } from "@/lib/import-session/failures";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";
import type { FailedWork } from "@/lib/import-session/session-types";
import { columnsOf } from "@/lib/mapping/mapping";
import { count } from "@/lib/wording/counts";
import { isSending, SendingNow } from "./sending-now";
import { nounOf, sendCounts } from "./step-words";
import { useSentTotals } from "./use-sent-totals";

const sendingFailures: readonly FailedWork[] = ["uploading", "comparing", "submitting", "editing"];

/** The last page, from the draft. */
export function SendStep(props: {
  session: ImportSession;
  snapshot: SteadySnapshot;
  draft: DraftAt<"send">;
  /** The unfinished import this is; `null`: it is not kept. */
  draftId: string | null;
  /** The import it is begun from. */
  begunFrom: string | null;
  isLive: boolean;
  /** The company behind the connection, where it is known. */
  company: string | null;
  onSeeKeptBack: () => void;
}) {
  const { session, snapshot, draft, draftId, begunFrom, isLive, company, onSeeKeptBack } = props;
  const { work, failure, unsure } = snapshot;
  const { destination, file, mapping } = draft;
  const sources = mapping.entries.map(({ source }) => source);
  const columnsUsed = new Set(sources.flatMap(columnsOf)).size;
  const counts = sendCounts(draft);
  const { data: parts } = useQuery(partSizesQuery());
  const { data: span } = useQuery({
    ...durationQuery(destination.connection.id, destination.objectName, counts.toSend),
    enabled: counts.toSend > 0,
  });
  const totals = useSentTotals(session.grid, snapshot, draft);
  return (
    <SendSummary
      counts={counts}
      place={{
        name: destination.connection.name,
        connectorName: destination.connection.connector.name,
        isLive,
        company,
        objectName: destination.objectName,
        noun: nounOf(destination),
        updatedBy: keyLabel(draft),
      }}
      policy={draft.policy}
      onPolicy={session.setPolicy}
      span={span}
      facts={{
        fileName: file.name,
        fields: mapping.entries.length,
        constants: sources.filter(({ kind }) => kind === "constant").length,
        columnsNotMapped: file.columns.length - columnsUsed,
      }}
      progress={isSending(work) ? <SendingNow session={session} /> : null}
      failure={failure && sendingFailures.includes(failure.during) ? failure : null}
      blocked={blockedWords(draft, snapshot, counts.toSend)}
      unsure={unsure}
      warned={failure !== null && warnings.includes(failure.code)}
      parts={parts ?? null}
      onSend={(wish) => session.send(wish, { draftId, begunFrom })}
      onSeeKeptBack={onSeeKeptBack}
      leavingOut={snapshot.editing.progress !== null}
      onLeaveOut={session.leaveOut}
      totals={totals}
    />
  );
}

/** Why nothing can be sent, with the way out; `null`: it can. */
function blockedWords(
  { check, policy }: DraftAt<"send">,
  { editing }: SteadySnapshot,
  toSend: number,
): string | null {
  if (editing.progress !== null) return "The rows you changed last are still being checked.";
  if (toSend === 0) return "No row is ready to be sent. Go back to Check to see why.";
  if (policy !== "all_or_nothing" || check.withErrors === 0) return null;
  return `${count(check.withErrors, "row")} with errors ${check.withErrors === 1 ? "keeps" : "keep"} all rows here. Correct or exclude ${check.withErrors === 1 ? "it" : "them"} at Check, or send the rows that are ready.`;
}

/** What the field is called by which records that exist are found; `null`: none is updated. */
function keyLabel({ mapping, destination }: DraftAt<"send">): string | null {
  const { mode, key } = mapping;
  if (mode !== "upsert" || key === undefined) return null;
  return destination.fields.find(({ path }) => path === key)?.label ?? key;
}
