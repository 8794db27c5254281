"use client";
import { useSearchParams } from "next/navigation";
import { CorrectionWizard } from "./correction-wizard";
import { useImportSession } from "./use-import-session";
import { Wizard } from "./wizard";
import { WizardWaiting } from "./wizard-waiting";

/** The way from a dropped file to Send. What is lost when the page is left is only the file itself. */
export function ImportWizard() {
  const corrects = useSearchParams().get("corrects");
  return corrects === null ? <NewImport key="new" /> : <CorrectionWizard key={corrects} jobId={corrects} />;
}

function NewImport() {
  const live = useImportSession();
  return live ? <Wizard live={live} /> : <WizardWaiting />;
}
