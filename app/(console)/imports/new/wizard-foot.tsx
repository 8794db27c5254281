import { ArrowRight, LockKeyhole } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";

export interface PrimaryAction {
  label: string;
  onPress: () => void;
  disabled?: boolean | undefined;
  busy?: boolean | undefined;
  /** Leads on to the next step. */
  forward?: boolean | undefined;
}

/** The one way on. */
export const goOnId = "go-on";

/** The truth on the left; at the right the ways back and the one way on, with the reason when it is barred. */
export function WizardFoot(props: {
  truth: ReactNode;
  /** Why the way on is barred. */
  blocked?: string | null | undefined;
  aside?: ReactNode;
  primary: PrimaryAction | null;
}) {
  const { truth, blocked, aside, primary } = props;
  return (
    <footer className="flex min-h-(--footbar) flex-wrap items-center gap-x-3 gap-y-2 border-t border-line-strong bg-surface px-5 py-2 max-md:sticky max-md:bottom-0 max-md:z-20 wide:px-6">
      <p role="status" className="figures flex min-w-0 items-center gap-2 text-ink-2">
        <LockKeyhole className="size-3.5" aria-hidden />
        <span>{truth}</span>
      </p>
      <div className="ml-auto flex min-w-0 items-center gap-3">
        {blocked ? (
          <p id="blocked" className="max-w-110 text-right text-12 text-ink-2">
            {blocked}
          </p>
        ) : null}
        {aside}
        {primary ? (
          <Button
            id={goOnId}
            variant="primary"
            iconEnd={primary.forward ? ArrowRight : undefined}
            disabled={primary.disabled}
            busy={primary.busy}
            aria-describedby={blocked ? "blocked" : undefined}
            onClick={primary.onPress}
          >
            {primary.label}
          </Button>
        ) : null}
      </div>
    </footer>
  );
}
