import type { ReactNode } from "react";
import { EnvironmentChip } from "@/components/ui/environment-chip";

/** What is loaded into where, in one line that stays. */
export function WizardHead(props: {
  title: string;
  place: {
    name: string;
    connectorName: string;
    company: string | null;
    environment: "live" | "test";
  } | null;
  /** Where what is chosen is kept. */
  kept?: ReactNode;
}) {
  const { title, place, kept } = props;
  return (
    <header className="flex h-13 min-w-0 items-center gap-3 px-5 wide:px-6">
      <h1 className="truncate text-[0.9375rem] leading-5">{title}</h1>
      {place ? (
        <>
          <p className="flex min-w-0 items-baseline gap-1.5 text-ink-2">
            <span>into</span>
            <span className="truncate font-medium text-ink">{place.name}</span>
            {place.company ? (
              <span className="truncate max-md:hidden">{place.company}</span>
            ) : place.connectorName === place.name ? null : (
              <span className="truncate text-ink-3 max-md:hidden">{place.connectorName}</span>
            )}
          </p>
          <EnvironmentChip environment={place.environment} />
        </>
      ) : null}
      {kept}
    </header>
  );
}
