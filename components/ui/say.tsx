import type { ReactNode } from "react";

/** The one sentence a page opens with; it would stand in court. Names of systems take non-breaking spaces. */
export function Say({ children }: { children: ReactNode }) {
  return <h1 className="say">{children}</h1>;
}
