"use client";
import { useSearchParams } from "next/navigation";
import { OpenRowsWizard, RevisionWizard } from "./correction-wizard";
import { useImportSession } from "./use-import-session";
import { Wizard } from "./wizard";
import { WizardWaiting } from "./wizard-waiting";

/** The way from a dropped file to Send. What is lost when the page is left is only the file itself. */
export function ImportWizard() {
  const address = useSearchParams();
  const corrects = address.get("corrects");
  const revises = address.get("revises");
  if (revises !== null) return <RevisionWizard key={`done ${revises}`} jobId={revises} />;
  return corrects === null ? <NewImport key="new" /> : <OpenRowsWizard key={corrects} jobId={corrects} />;
}

function NewImport() {
  const live = useImportSession();
  return live ? <Wizard live={live} /> : <WizardWaiting />;
}
