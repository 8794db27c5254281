import { Skeleton } from "@/components/ui/skeleton";
import { StepBar } from "./step-bar";
import { WizardHead } from "./wizard-head";

const decided = { where: "", file: "", map: "", check: "", send: "" };

/** The frame of the wizard before its worker is there: nothing moves when the rest arrives. */
export function WizardWaiting() {
  return (
    <div className="grid min-h-0 flex-1 grid-rows-[auto_auto_minmax(0,1fr)]">
      <WizardHead title="Load a file" place={null} />
      <StepBar at="where" reached="where" decided={decided} locked onStep={() => undefined} />
      <div role="status" aria-label="Opening" className="p-6">
        <Skeleton width="w-64" />
      </div>
    </div>
  );
}
