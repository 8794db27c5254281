"use client";
import { CheckProgress } from "@/components/check-grid/check-progress";
import { CheckView } from "@/components/check-grid/check-view";
import type { LoadRows } from "@/components/check-grid/use-row-windows";
import type { DraftAt } from "@/lib/import-draft";
import type { ImportSession, ImportSnapshot } from "@/lib/import-session/import-session";
import { FailureNote } from "./failure-note";

/** The pass over all rows while it runs, then what it found. */
export function CheckStep(props: {
  session: ImportSession;
  snapshot: ImportSnapshot;
  draft: DraftAt<"check"> | DraftAt<"send">;
  load: LoadRows;
  /** Come from Send to see what is kept back. */
  showErrors: boolean;
}) {
  const { session, snapshot, draft, load, showErrors } = props;
  const { work, failure } = snapshot;
  if (draft.check) {
    return (
      <CheckView
        result={draft.check}
        file={draft.file}
        fields={draft.destination.fields}
        mapping={draft.mapping}
        place={draft.destination.connection.name}
        policy={draft.policy === "send_all" ? "send_all" : "keep_errors_back"}
        onPolicy={session.setPolicy}
        load={load}
        firstTab={showErrors ? "errors" : "all"}
      />
    );
  }
  if (failure?.during === "checking") {
    return (
      <div className="p-5">
        <FailureNote failure={failure} onRetry={session.runCheck} />
      </div>
    );
  }
  return (
    <CheckProgress
      doneBytes={work.kind === "checking" ? work.doneBytes : 0}
      totalBytes={draft.file.sizeBytes}
      rows={work.kind === "checking" ? work.rows : 0}
      allRows={draft.file.rows}
    />
  );
}
