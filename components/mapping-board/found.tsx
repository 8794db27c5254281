import { StateWord } from "@/components/ui/state-word";
import type { Found as Finding } from "./found-of";

/** What the column's values look like against what the field takes. */
export function Found({ found }: { found: Finding | null }) {
  if (found?.isWarning)
    return (
      <StateWord state="warning" small>
        {found.words}
      </StateWord>
    );
  return <span className="figures text-12 text-ink-3">{found?.words}</span>;
}
