"use client";
import { useQuery } from "@tanstack/react-query";
import { SendSummary } from "@/components/send-summary/send-summary";
import type { Sending } from "@/components/send-summary/sending";
import { partSizesQuery } from "@/lib/api-client/parts";
import type { DraftAt } from "@/lib/import-draft";
import { warnings } from "@/lib/import-session/failures";
import type { ImportSession, ImportSnapshot, Work } from "@/lib/import-session/import-session";
import type { FailedWork } from "@/lib/import-session/session-types";
import { columnsOf } from "@/lib/mapping/mapping";
import { nounOf, sendCounts } from "./step-words";

export function isSending(work: Work): work is Work & Sending {
  return work.kind === "uploading" || work.kind === "submitting";
}

const sendingFailures: readonly FailedWork[] = ["uploading", "submitting"];

/** The last page, from the draft. */
export function SendStep(props: {
  session: ImportSession;
  snapshot: ImportSnapshot;
  draft: DraftAt<"send">;
  /** The unfinished import this is; `null`: it is not kept. */
  draftId: string | null;
  isLive: boolean;
  /** The company behind the connection, where it is known. */
  company: string | null;
  onSeeKeptBack: () => void;
}) {
  const { session, snapshot, draft, draftId, isLive, company, onSeeKeptBack } = props;
  const { work, failure, unsure } = snapshot;
  const { destination, file, mapping } = draft;
  const sources = mapping.entries.map(({ source }) => source);
  const columnsUsed = new Set(sources.flatMap(columnsOf)).size;
  const counts = sendCounts(draft);
  const { data: parts } = useQuery(partSizesQuery());
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
      }}
      facts={{
        fileName: file.name,
        fields: mapping.entries.length,
        constants: sources.filter(({ kind }) => kind === "constant").length,
        columnsNotMapped: file.columns.length - columnsUsed,
      }}
      sending={isSending(work) ? work : null}
      failure={failure && sendingFailures.includes(failure.during) ? failure : null}
      blocked={counts.toSend === 0 ? "No row is ready to be sent. Go back to Check to see why." : null}
      unsure={unsure}
      warned={failure !== null && warnings.includes(failure.code)}
      parts={parts ?? null}
      onSend={(wish) => session.send(wish, draftId)}
      onStop={session.cancel}
      onSeeKeptBack={onSeeKeptBack}
    />
  );
}
