import { AtSign, CircleDashed, Equal, Hand, History, Replace, Sparkles } from "lucide-react";
import type { Reason } from "@/lib/mapping/mapping";
import { reasonWords } from "@/lib/mapping/mapping";

const icons = {
  same_name: Equal,
  synonym: Replace,
  similar: Sparkles,
  values: AtSign,
  chosen: Hand,
  before: History,
} as const;

/** Why a column goes where it goes. A guess by likeness asks to be looked at. */
export function Why({ reason, hasSuggestion }: { reason: Reason | null; hasSuggestion: boolean }) {
  const without = hasSuggestion ? "not mapped" : "nothing of this name";
  const Icon = reason ? icons[reason.kind] : CircleDashed;
  const tone =
    reason?.kind === "similar" || reason?.kind === "values"
      ? "font-medium text-unsure-text"
      : reason
        ? "text-ink-2"
        : "text-ink-3";
  return (
    <span className={`flex items-center gap-1.5 text-12 ${tone}`}>
      <Icon className="size-3" aria-hidden />
      {reason ? reasonWords(reason) : without}
    </span>
  );
}
