"use client";
import { useImportSession } from "./use-import-session";
import { Wizard } from "./wizard";
import { WizardWaiting } from "./wizard-waiting";

/** The way from a dropped file to Send. What is lost when the page is left is only the file itself. */
export function ImportWizard() {
  const live = useImportSession();
  return live ? <Wizard live={live} /> : <WizardWaiting />;
}
