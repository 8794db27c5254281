"use client";
import { CheckProgress } from "@/components/check-grid/check-progress";
import { CheckView } from "@/components/check-grid/check-view";
import { Button } from "@/components/ui/button";
import { Later } from "@/components/ui/later";
import { Notice } from "@/components/ui/notice";
import type { FileFacts } from "@/lib/csv/file-facts";
import type { DraftAt } from "@/lib/import-draft";
import type { ImportSession, SteadySnapshot } from "@/lib/import-session/import-session";
import { FailureNote } from "./failure-note";
import { useWork } from "./use-work";

/** The pass over all rows while it runs, then what it found. */
export function CheckStep(props: {
  session: ImportSession;
  snapshot: SteadySnapshot;
  draft: DraftAt<"check"> | DraftAt<"send">;
  /** Come from Send to see what is kept back. */
  showErrors: boolean;
}) {
  const { session, snapshot, draft, showErrors } = props;
  const { failure } = snapshot;
  if (draft.check) {
    return (
      <div className="grid h-full min-h-0 grid-rows-[auto_minmax(0,1fr)]">
        <div>
          {failure?.during === "editing" ? (
            <div className="border-b border-line p-3">
              <FailureNote failure={failure} onClose={session.dismissFailure} />
            </div>
          ) : null}
          {snapshot.isMemoryUnread ? (
            <div className="border-b border-line p-3">
              <Notice
                tone="info"
                title="What was refused in earlier imports could not be read."
                action={<Button onClick={session.runCheck}>Check again</Button>}
              >
                Rows are not compared with it. Everything else is checked, and nothing was sent.
              </Notice>
            </div>
          ) : null}
        </div>
        <Later>
          <CheckView
            check={draft.check}
            file={draft.file}
            fields={draft.destination.fields}
            mapping={draft.mapping}
            facts={snapshot.columns}
            source={session.grid}
            actions={{ edit: session.edit, undo: session.undo, redo: session.redo, stop: session.stopEdit }}
            history={snapshot.editing}
            place={draft.destination.connection.name}
            policy={draft.policy === "send_all" ? "send_all" : "keep_errors_back"}
            onPolicy={draft.file.correction?.areDone ? null : session.setPolicy}
            firstTab={showErrors ? "errors" : "all"}
          />
        </Later>
      </div>
    );
  }
  if (failure?.during === "checking") {
    return (
      <div className="p-5">
        <FailureNote failure={failure} onRetry={session.runCheck} />
      </div>
    );
  }
  return <Checking session={session} file={draft.file} />;
}

function Checking({ session, file }: { session: ImportSession; file: FileFacts }) {
  const work = useWork(session);
  const begun = { doneBytes: 0, totalBytes: file.sizeBytes, rows: 0, found: null };
  return <CheckProgress {...(work.kind === "checking" ? work : begun)} allRows={file.rows} />;
}
