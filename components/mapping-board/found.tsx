import { StateWord } from "@/components/ui/state-word";
import type { Found as Finding } from "./found-of";

/** What the column's values look like against what the field takes. A warning leads to where it is put right. */
export function Found({ found, onOpen }: { found: Finding | null; onOpen: () => void }) {
  if (found?.isWarning)
    return (
      // The keyboard has the line's own opener for it.
      <button
        type="button"
        tabIndex={-1}
        onClick={onOpen}
        className="rounded-1 text-left underline-offset-2 hover:underline"
      >
        <StateWord state="warning" small>
          {found.words}
        </StateWord>
      </button>
    );
  return <span className="figures text-12 text-ink-3">{found?.words}</span>;
}
