import type { ReactNode } from "react";
import { Button } from "./button";
import { Notice } from "./notice";

interface ListFaultProps {
  /** What could not be read, as the head of a sentence: "The connections". */
  what: string;
  error: Error;
  /** Names the failure in the server's log. */
  id: string | undefined;
  /** Something older is still on screen. */
  stale: boolean;
  onRetry: () => void;
  /** What it means for the rows, after the reason. */
  children?: ReactNode;
}

/** Over a list that could not be read, or not read again: why, the id to pass on when there is one, and another try. */
export function ListFault({ what, error, id, stale, onRetry, children }: ListFaultProps) {
  return (
    <div className="mb-4">
      <Notice
        tone="failed"
        title={stale ? "The list is not fresh." : `${what} could not be read.`}
        id={id}
        action={<Button onClick={onRetry}>Try again</Button>}
      >
        {error.message} {children}
      </Notice>
    </div>
  );
}
