import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

/** Ids of the help and the error, for `aria-describedby`. */
export function describedBy(id: string, help: ReactNode, error: ReactNode): string | undefined {
  if (error) return `${id}-error`;
  return help ? `${id}-help` : undefined;
}

/** Help under a control; an error replaces it. */
export function FieldNote({ id, help, error }: { id: string; help?: ReactNode; error?: ReactNode }) {
  if (error) {
    return (
      <p id={`${id}-error`} className="mt-1.5 flex gap-1.5 text-12 font-medium text-failed-text">
        <CircleAlert className="mt-0.5 size-3" />
        <span>{error}</span>
      </p>
    );
  }
  return help ? (
    <p id={`${id}-help`} className="mt-1.5 text-12 text-ink-3">
      {help}
    </p>
  ) : null;
}

/** The edge of an input: 3:1 on every surface, red when something is wrong in it. */
export function controlEdge(error: ReactNode): string {
  return error ? "border-failed-fill" : "border-line-control";
}
