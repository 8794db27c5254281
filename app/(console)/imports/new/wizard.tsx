"use client";
import { useCallback, useState } from "react";
import { DropArea } from "@/components/dropzone/drop-area";
import { takeOne } from "@/components/dropzone/take-one";
import { usePaste } from "@/components/dropzone/use-paste";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { hasMapping, type Step } from "@/lib/import-draft";
import { companyWords } from "@/lib/wording/connections";
import { count } from "@/lib/wording/counts";
import { BegunFromNotice } from "./begun-from-notice";
import { CorrectionNotice } from "./correction-notice";
import { footOf } from "./foot-of";
import { KeptHead } from "./kept-head";
import { KeptNotices } from "./kept-notices";
import { ReplaceQuestion } from "./replace-question";
import { RevisionNotice } from "./revision-notice";
import { isSending } from "./sending-now";
import { StepBar } from "./step-bar";
import { StepBody } from "./step-body";
import { decidedWords, destinationOf, nounOf } from "./step-words";
import { ToTheImport } from "./to-the-import";
import type { LiveImport } from "./use-import-session";
import { useLeaveWarning } from "./use-leave-warning";
import { useStepChange } from "./use-step-change";
import { useWizard } from "./use-wizard";
import { WizardFoot } from "./wizard-foot";
import { WizardHead } from "./wizard-head";

/** Head, steps, body and foot; the whole page takes a file. */
export function Wizard({ live }: { live: LiveImport }) {
  const { session, keeper } = live;
  const wizard = useWizard(live);
  const { snapshot, chosen, onFile, said, setSaid } = wizard;
  const { draft, work, unsure } = snapshot;
  const [showErrors, setShowErrors] = useState(false);
  const sending = isSending(work);
  const locked = sending || unsure || snapshot.jobId !== null;
  const { correction } = snapshot;
  const title = titleOf(correction, plural(wizard));
  const { body, announced } = useStepChange(draft.at, title);
  useLeaveWarning(leaveWarning(wizard));
  usePasteOfRows(wizard, !locked);
  const goTo = (step: Step, errors = false) => {
    setShowErrors(errors);
    // Who maps the file that came instead begins an import of its own.
    if (wizard.kept.fitted?.kind === "other_file") keeper.beginAnew();
    session.goTo(step);
  };
  if (snapshot.jobId !== null) return <ToTheImport jobId={snapshot.jobId} />;
  return (
    <DropArea disabled={locked} onFile={onFile} onSaid={setSaid}>
      {(choose) => (
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_minmax(0,1fr)_auto] md:overflow-hidden">
          <WizardHead title={title} place={placeOf(wizard)} kept={<KeptHead live={live} wizard={wizard} />} />
          <StepBar
            at={draft.at}
            reached={draft.reached}
            decided={decidedWords(snapshot, placeWords(wizard))}
            locked={locked}
            onStep={goTo}
          />
          <div className="flex min-h-0 flex-col">
            {said ? <Said said={said} onClose={() => setSaid(null)} /> : null}
            <KeptNotices live={live} wizard={wizard} />
            <CorrectionNotice snapshot={snapshot} />
            <RevisionNotice snapshot={snapshot} />
            <BegunFromNotice begunFrom={wizard.begunFrom} snapshot={snapshot} />
            <StepBody
              ref={body}
              live={live}
              wizard={wizard}
              choose={choose}
              isLive={chosen.connection?.environment !== "test"}
              showErrors={showErrors}
              onSeeKeptBack={() => goTo("check", true)}
            />
          </div>
          <WizardFoot {...footOf({ session, wizard, choose, goTo })} />
          <p role="status" className="sr-only">
            {announced}
          </p>
          <FileQuestion wizard={wizard} />
        </div>
      )}
    </DropArea>
  );
}

type WizardState = ReturnType<typeof useWizard>;

function titleOf(correction: WizardState["snapshot"]["correction"], rows: string): string {
  if (correction === null) return `Load ${rows}`;
  return correction.revision === null ? `Fix and send ${rows} again` : `Correct ${rows} that are done`;
}

/** The clipboard is the page's own where a file is looked for; from Map on it belongs to what is edited there. */
function usePasteOfRows({ snapshot, onFile, onCells, setSaid }: WizardState, enabled: boolean) {
  const { at } = snapshot.draft;
  const onFiles = useCallback(
    (files: File[]) => {
      const { file, said } = takeOne(files);
      setSaid(said);
      if (file) onFile(file);
    },
    [onFile, setSaid],
  );
  usePaste(enabled && (at === "where" || at === "file"), { onFiles, onCells });
}

function FileQuestion({ wizard }: { wizard: WizardState }) {
  const { asked, setAsked, takeFile } = wizard;
  const { draft } = wizard.snapshot;
  if (asked === null || !hasMapping(draft)) return null;
  return (
    <ReplaceQuestion
      draft={draft}
      file={asked}
      onReplace={() => takeFile(asked)}
      onKeep={() => setAsked(null)}
    />
  );
}

/** What is loaded, once it is certain that there is such a thing: an address may name anything. */
function plural({ snapshot, chosen }: WizardState): string {
  const destination = snapshot.draft.at === "where" ? null : destinationOf(snapshot.draft);
  const known = destination ?? chosen.destination;
  return known ? nounOf(known).plural : "a file";
}

/** "Sage 200 UK · customers", as far as it is chosen. */
function placeWords({ chosen }: WizardState): string {
  if (!chosen.connection) return "Connection and object";
  if (!chosen.destination) return chosen.connection.name;
  return `${chosen.connection.name} · ${nounOf(chosen.destination).plural}`;
}

function placeOf({ snapshot, chosen }: WizardState) {
  const connection =
    (snapshot.draft.at === "where" ? null : destinationOf(snapshot.draft)?.connection) ?? chosen.connection;
  if (!connection) return null;
  return {
    name: connection.name,
    connectorName: connection.connector.name,
    company: chosen.connection && companyWords(chosen.connection),
    environment: chosen.connection?.environment ?? ("live" as const),
  };
}

/** Why leaving would lose something; `null` when it would not: what is chosen is kept on the server. */
function leaveWarning({ snapshot, kept }: WizardState): string | null {
  const { draft, work, jobId, editing } = snapshot;
  if (jobId !== null) return null;
  if (isSending(work))
    return "Rows are being handed to Hubload. Leaving stops that, and the import does not start. Leave?";
  if (editing.edits > 0 && kept.editsUntil === null)
    return `Your ${count(editing.edits, "edit")} of rows would be lost: they are only in this page. No rows were sent. Leave?`;
  const isKept = kept.keeping.kind === "kept" || kept.keeping.kind === "saving";
  const hasChoices =
    hasMapping(draft) && draft.mapping.entries.some(({ reason }) => reason.kind === "chosen");
  return hasChoices && !isKept ? "What you chose would be lost. No rows were sent. Leave?" : null;
}

function Said({ said, onClose }: { said: string; onClose: () => void }) {
  return (
    <div className="px-5 pt-4 wide:px-6">
      <Notice
        tone="unsure"
        title={said}
        action={
          <Button size="sm" variant="quiet" onClick={onClose}>
            Close
          </Button>
        }
      />
    </div>
  );
}
