import type { ReactNode } from "react";

/** One sentence and one button, inside the sheet whose head stays. */
export function Empty({ sentence, action }: { sentence: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-3 px-4 py-5">
      <p className="text-ink-2">{sentence}</p>
      {action}
    </div>
  );
}
